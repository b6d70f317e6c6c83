import type { Clock } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import { SESSION_COOKIE } from '../http/cookies.ts';
import type { Request } from '../http/request.ts';
import { decideFor } from '../sign-in/decide.ts';
import { gather } from '../sign-in/gather.ts';
import { keepAlive } from '../sign-in/keep-alive.ts';
import { refusalOf } from '../sign-in/record.ts';
import type { Table } from '../table/table.ts';
import { type AdminRole, type User, usersIn } from '../users/user.ts';
import { provedToken, SCOPES } from './api-token.ts';
import type { Caller } from './operation.ts';
import { permissionsOf } from './permission.ts';

/** The role by which a user may administer now; whoever was disabled or has none may not. */
const roleOf = (user: User | undefined): AdminRole | undefined => (user?.active ? user.adminRole : undefined);

/**
 * Recognises who calls: the bearer of an API token, or an administrator by the session of their browser. A request that
 * brings a token is judged by it alone; one that goes by a session must say in a header of its own that it is meant, as
 * no form of another site can.
 *
 * @throws {Refusal} SESSION_REQUIRED for nobody, FORBIDDEN for a user who is no administrator
 */
export async function authenticate(request: Request, { table, now }: { table: Table; now: Clock }): Promise<Caller> {
  const authorization = request.headers['authorization'];
  return authorization === undefined ? bySession(request, table, now) : byToken(authorization, table);
}

/** A token rests on its maker, and never exceeds what their role allows at this moment: when they are disabled, deleted or no administrator any more, it is good for nothing. */
async function byToken(authorization: string, table: Table): Promise<Caller> {
  const [, text = ''] = /^Bearer ([\w-]{1,256})$/i.exec(authorization) ?? [];
  const token = await provedToken(text, table);
  if (!token) throw new Refusal('SESSION_REQUIRED', 'not a token of ours');
  const { id, scopes, createdBy } = token;
  const role = createdBy === 'iam' ? 'owner' : roleOf(await usersIn(table).find(createdBy));
  if (!role)
    throw new Refusal('SESSION_REQUIRED', 'the maker of the token is no administrator any more', { createdBy });
  return { actor: { type: 'token', id }, role, permissions: permissionsOf(role, scopes), scopes, root: createdBy };
}

async function bySession({ headers, cookies, method }: Request, table: Table, now: Clock): Promise<Caller> {
  const sessionText = cookies[SESSION_COOKIE];
  const situation = await gather(table, sessionText ? { sessionText } : {}, { kind: 'portal' });
  const { user, session } = situation;
  if (!user?.active || !session) throw new Refusal('SESSION_REQUIRED', 'nobody is signed in');
  const decision = decideFor(situation, { kind: 'console' }, { signInProofs: [], now: now() });
  if (decision.kind !== 'allow') throw refusalOf(decision, 'the console is not allowed');
  const role = roleOf(user);
  const actor = { type: 'user', id: user.id } as const;
  if (!role) throw new Refusal('FORBIDDEN', 'not an administrator', { actor });
  // Not `x-samlet-…`: the distribution strips what begins so, since those are its own to write.
  const isMeant = headers['samlet-request'] === '1' && headers['sec-fetch-site'] === 'same-origin';
  if (method !== 'GET' && !isMeant)
    throw new Refusal('CROSS_SITE', 'a change without the header that says it is meant');
  await keepAlive(situation, { table, now });
  return { actor, role, permissions: permissionsOf(role, SCOPES), scopes: SCOPES, root: user.id };
}
