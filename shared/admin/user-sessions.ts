import { Refusal } from '../base/refusal.ts';
import { inviting } from '../provisioning/invite.ts';
import { type Session, sessionsIn } from '../sessions/session.ts';
import { isoOf } from '../users/onboarding.ts';
import { type User, usersIn } from '../users/user.ts';
import { done, pages } from './answers.ts';
import { commitOr, eventOf, stale } from './change.ts';
import { type Answered, type Call, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { activationAnswer, sessionAnswer } from './user-schemas.ts';
import { managedUserIn, refusedUser, userIn } from './users.ts';

/** Sends the mail by which a user sets a first password, or a new one. */
async function activate(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const user = await managedUserIn(call);
  if (!user.active) {
    throw new Refusal('CONFLICT', 'the user is disabled', {
      faults: [{ pointer: '', detail: 'The user is disabled: enable them first.' }],
    });
  }
  const { writes, expiresAt } = await inviting(user, ports);
  const event = eventOf(call, 'user.activation-sent', `USER#${user.id}`);
  await commitOr(ports.table, [...writes, event], stale);
  await ports.nudge.nudge();
  return { body: { sentTo: user.email, expiresAt } };
}

/** A session that an epoch has ended stands in the table until it expires, and is shown to nobody. */
const isAlive = (user: User) => (session: Session) => session.epoch >= user.epoch;

async function listSessions(call: Call<never>): Promise<Answered> {
  const user = await userIn(call);
  const { items, ...rest } = await sessionsIn(call.ports.table).page(user.id, pageOf(call));
  return listOf({
    ...rest,
    items: items.filter(isAlive(user)).map(({ id, createdAt, expiresAt, userAgent, network }) => ({
      id,
      createdAt,
      expiresAt: isoOf(expiresAt),
      userAgent,
      network,
    })),
  });
}

/** Ends all sessions of a user at once, by raising the epoch that every session is held against. */
async function endSessions(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const user = await managedUserIn(call);
  const after: User = {
    ...user,
    epoch: user.epoch + 1,
    version: user.version + 1,
    updatedAt: ports.now().toISOString(),
  };
  const writes = [...usersIn(ports.table).changing(user, after), eventOf(call, 'user.sessions-end', `USER#${user.id}`)];
  await commitOr(ports.table, writes, refusedUser(writes));
  return {};
}

async function endSession(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const user = await managedUserIn(call);
  const session = { userId: user.id, id: param(call, 'sessionId') };
  const event = eventOf(call, 'session.end', `SESSION#${session.id}`, { details: { userId: user.id } });
  await commitOr(
    ports.table,
    [sessionsIn(ports.table).ending(session), event, usersIn(ports.table).unchanged(user)],
    ({ index }) => (index === 0 ? new Refusal('NOT_FOUND', 'no such session', session) : stale()),
  );
  return {};
}

/** Operations on how users get in, and are put out. */
export const USER_SESSION_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/users/{userId}/activation',
    summary: 'Sends the mail by which the user sets a password.',
    permission: 'users.support',
    answers: { status: 202, body: activationAnswer },
    run: activate,
  },
  {
    route: 'GET /admin/v1/users/{userId}/sessions',
    summary: 'Lists the sessions of a user.',
    permission: 'users.read',
    answers: pages(sessionAnswer),
    run: listSessions,
  },
  {
    route: 'DELETE /admin/v1/users/{userId}/sessions',
    summary: 'Ends all sessions of a user at once; links that were mailed to them end, too.',
    permission: 'users.support',
    answers: done,
    run: endSessions,
  },
  {
    route: 'DELETE /admin/v1/users/{userId}/sessions/{sessionId}',
    summary: 'Ends one session of a user at once.',
    permission: 'users.support',
    answers: done,
    run: endSession,
  },
];
