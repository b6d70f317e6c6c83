import { Refusal } from '../base/refusal.ts';
import { leaving, stepUpUntil } from '../sessions/console-session.ts';
import { displayNameOf, usersIn } from '../users/user.ts';
import { meAnswer } from './administrator-schemas.ts';
import { done, one } from './answers.ts';
import { commitOr, eventOf } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';

/** Who calls, what they may, and until when their proof is fresh enough for what is sensitive. */
async function tellWho({ caller, ports }: Call<never>): Promise<Answered> {
  const { role, permissions, apps, session, root } = caller;
  const user = await usersIn(ports.table).find(root);
  return {
    body: {
      ...(user
        ? { user: { id: user.id, userName: user.userName, displayName: displayNameOf(user), email: user.email } }
        : {}),
      role,
      permissions: [...permissions],
      ...(apps ? { apps: [...apps] } : {}),
      ...(session ? { stepUpUntil: stepUpUntil(session).toISOString() } : {}),
    },
  };
}

/** Leaves the console; the session of the browser, by which it was entered, goes on. */
async function leave(call: Call<never>): Promise<Answered> {
  const { session } = call.caller;
  const gone = (): Refusal => new Refusal('NOT_FOUND', 'no session of the console');
  if (!session) throw gone();
  const event = eventOf(call, 'console.leave', `SESSION#${session.sessionId}`);
  await commitOr(call.ports.table, [leaving(session), event], gone);
  return {};
}

/** Operations on oneself. */
export const ME_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/me',
    summary: 'Tells who calls, what they may do, and until when their proof is fresh enough for what is sensitive.',
    permission: 'self.read',
    answers: one(meAnswer),
    run: tellWho,
  },
  {
    route: 'DELETE /admin/v1/me/session',
    summary: 'Leaves the console in this browser; there is nothing to leave with a token.',
    permission: 'self.write',
    answers: done,
    run: leave,
  },
];
