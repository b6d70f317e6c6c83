import * as z from 'zod/mini';
import { Refusal } from '../base/refusal.ts';
import { type FailingMail, listFailing } from '../mail/failing.ts';
import { releasing, type Suppression, suppressionKey, suppressionOf } from '../mail/suppression.ts';
import { importKey, importOf } from '../provisioning/import.ts';
import { jobCreating, newJob } from '../provisioning/job.ts';
import type { OnboardingInput } from '../provisioning/onboarding-input.ts';
import {
  isoOf,
  listOnboarding,
  type Onboarding,
  ONBOARDING_STATUSES,
  onboardingKey,
  onboardingOf,
  type OnboardingStatus,
  statusOf,
} from '../users/onboarding.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';
import { done, one, pages } from './answers.ts';
import { commitOr, eventOf } from './change.ts';
import { shownJob } from './jobs.ts';
import { jobAnswer } from './job-schemas.ts';
import { failingMailAnswer, onboardingActionSchema, onboardingAnswer } from './onboarding-schemas.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { userIn } from './users.ts';

/** How far users have come, with what is known of their addresses. */
async function shownAll(users: readonly User[], { ports: { table, now } }: Call<never>) {
  const keys = users.flatMap(({ id, email }) => [onboardingKey(id), suppressionKey(email)]);
  const batches = Array.from({ length: Math.ceil(keys.length / 100) }, (_, n) => keys.slice(n * 100, n * 100 + 100));
  const items = (await Promise.all(batches.map((batch) => table.findAll(batch)))).flat();
  return users.map((user, at) => shown(user, onboardingOf(items[2 * at]), suppressionOf(items[2 * at + 1]), now()));
}

const shown = (
  user: User,
  onboarding: Onboarding | undefined,
  suppression: Suppression | undefined,
  at: Date,
): z.infer<typeof onboardingAnswer> => ({
  userId: user.id,
  userName: user.userName,
  displayName: displayNameOf(user),
  email: user.email,
  active: user.active,
  status: statusOf(onboarding, user.hasPassword, at),
  ...(onboarding?.invitedAt ? { invitedAt: onboarding.invitedAt } : {}),
  ...(onboarding?.linkExpiresAt ? { linkExpiresAt: onboarding.linkExpiresAt } : {}),
  ...(suppression
    ? {
        mail: {
          state: suppression.reason,
          at: suppression.at,
          ...(suppression.detail ? { reason: suppression.detail } : {}),
        },
      }
    : {}),
});

async function list(call: Call<never>): Promise<Answered> {
  const { query, ports } = call;
  const status = query.get('status') as OnboardingStatus | null;
  const users = usersIn(ports.table);
  if (!status) {
    const page = await users.list(pageOf(call));
    return listOf({ ...page, items: await shownAll(page.items, call) });
  }
  const page = await listOnboarding(ports.table, status, { ...pageOf(call), now: ports.now });
  const found = new Map((await users.findAll(page.items.map(({ userId }) => userId))).map((user) => [user.id, user]));
  const items = await shownAll(
    page.items.flatMap(({ userId }) => found.get(userId) ?? []),
    call,
  );
  // The index may lag: whoever has moved on meanwhile is not shown where they were.
  return listOf({ ...page, items: items.filter((item) => item.status === status) });
}

async function get(call: Call<never>): Promise<Answered> {
  const [body] = await shownAll([await userIn(call)], call);
  return { body };
}

/** Starts a job that does it for all: what is asked for is recorded at once, what was done as it is done. */
async function act(call: Call<z.infer<typeof onboardingActionSchema>>): Promise<Answered> {
  const { ports, caller, requestId, body } = call;
  const { importId, userIds, ...rest } = body;
  const input: OnboardingInput = {
    ...(rest as Pick<OnboardingInput, 'action' | 'status'>),
    ...(userIds ? { userIds: [...new Set(userIds)] } : {}),
    ...(importId ? { importJobId: await appliedJobOf(importId, call) } : {}),
  };
  const asked = { kind: 'onboarding', input: { ...input }, by: caller.actor, root: caller.root, requestId };
  const job = newJob({ ...asked, ...(input.userIds ? { total: input.userIds.length } : {}) }, ports);
  const details = {
    action: input.action,
    ...(input.status ? { status: input.status } : {}),
    ...(importId ? { importId } : {}),
  };
  await ports.table.commit([...jobCreating(job), eventOf(call, 'onboarding.start', `JOB#${job.id}`, { details })]);
  await ports.jobs.wake(job.id);
  return { body: shownJob(job) };
}

async function appliedJobOf(importId: string, { ports }: Pick<Call, 'ports'>): Promise<string> {
  const found = importOf(await ports.table.find(importKey(importId)));
  if (found?.applyJobId) return found.applyJobId;
  throw new Refusal('INPUT_INVALID', 'no such import, or not applied', {
    faults: [{ pointer: '/importId', detail: 'There is no such import, or it was not applied.' }],
  });
}

/** Lets mails go to an address again that came back or complained. */
async function release(call: Call<never>): Promise<Answered> {
  const user = await userIn(call);
  const event = eventOf(call, 'mail.release', `USER#${user.id}`, { details: { address: user.email } });
  const writes = [releasing(user.email), event];
  await commitOr(call.ports.table, writes, () => new Refusal('NOT_FOUND', 'the address is not suppressed'));
  return {};
}

const shownMail = ({ dueAt, endedAt, id, kind, userId, to, createdAt, attempts, failure }: FailingMail) => ({
  id,
  kind,
  userId,
  to,
  createdAt,
  attempts,
  ...(failure ? { failure } : {}),
  ...(endedAt ? { endedAt } : { nextAttemptAt: isoOf(dueAt ?? 0) }),
});

async function listMails(call: Call<never>): Promise<Answered> {
  const page = await listFailing(call.ports.table, pageOf(call));
  return listOf({ ...page, items: page.items.map(shownMail) });
}

/** Operations on how users come in. */
export const ONBOARDING_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/onboarding',
    summary: 'Lists how far users have come: by user name; of one status, by time.',
    permission: 'users.read',
    query: { status: { description: 'Chooses users of this status.', schema: z.enum(ONBOARDING_STATUSES) } },
    answers: pages(onboardingAnswer),
    run: list,
  },
  {
    route: 'POST /admin/v1/onboarding/actions',
    summary:
      'Sends activation mails, sends them again, or ends their links, for up to 100 users, for all of a status, or for all whom an import has made. A job does it.',
    permission: 'users.write',
    body: onboardingActionSchema,
    example: { action: 'send', status: 'not-invited' },
    answers: { status: 202, body: jobAnswer },
    run: act,
  },
  {
    route: 'GET /admin/v1/users/{userId}/onboarding',
    summary: 'Tells how far a user has come, and whether mails reach them.',
    permission: 'users.read',
    answers: one(onboardingAnswer),
    run: get,
  },
  {
    route: 'DELETE /admin/v1/users/{userId}/mail-suppression',
    summary: 'Lets mails go to the user’s address again, after one came back or its reader complained.',
    permission: 'users.write',
    answers: done,
    run: release,
  },
  {
    route: 'GET /admin/v1/mails',
    summary:
      'Lists the mails that could not be sent: those that are tried again, and those that were given up in the last 30 days.',
    permission: 'users.read',
    answers: pages(failingMailAnswer),
    run: listMails,
  },
];
