import { Refusal } from '../base/refusal.ts';
import { CONSOLE_COOKIE, SESSION_COOKIE } from '../http/cookies.ts';
import type { Request } from '../http/request.ts';
import { noteUse, openConsole } from '../sessions/console-session.ts';
import { decideFor } from '../sign-in/decide.ts';
import { gather } from '../sign-in/gather.ts';
import { keepAlive } from '../sign-in/keep-alive.ts';
import { refusalOf } from '../sign-in/record.ts';
import type { Table } from '../table/table.ts';
import { type User, usersIn } from '../users/user.ts';
import { provedToken, type Scope, SCOPES } from './api-token.ts';
import type { Grant } from './authority.ts';
import type { AdminPorts, Caller } from './operation.ts';
import { permissionsOf } from './permission.ts';

type Authority = Pick<Caller, 'role' | 'permissions' | 'apps' | 'scopes'>;

/** What a user may administer now, by a credential of these scopes; whoever was disabled or has no role may nothing. */
function authorityOf(
  user: (Grant & Pick<User, 'active'>) | undefined,
  scopes: readonly Scope[],
): Authority | undefined {
  const role = user?.active ? user.adminRole : undefined;
  if (!role) return undefined;
  const apps = role === 'app-administrator' ? { apps: new Set(user?.adminApps) } : {};
  return { role, permissions: permissionsOf(role, scopes), ...apps, scopes };
}

/** Whoever has rights in the AWS account itself. */
const IAM = { active: true, adminRole: 'owner' } as const;

/** What it takes to recognise somebody. */
type Recognising = Pick<AdminPorts, 'table' | 'now'>;

/**
 * Recognises who calls: the bearer of an API token, or an administrator by the console's cookie beside the session's. A request that
 * brings a token is judged by it alone; one that goes by a session must say in a header of its own that it is meant, as
 * no form of another site can.
 *
 * @throws {Refusal} SESSION_REQUIRED for nobody, FORBIDDEN for a user who is no administrator
 */
export async function authenticate(request: Request, ports: Recognising): Promise<Caller> {
  const authorization = request.headers['authorization'];
  return authorization === undefined ? bySession(request, ports) : byToken(authorization, ports.table);
}

/**
 * A token rests on its maker, and never exceeds what their role allows at this moment: when they are disabled, deleted or
 * no administrator any more, it is good for nothing.
 */
async function byToken(authorization: string, table: Table): Promise<Caller> {
  const [, text = ''] = /^Bearer ([\w-]{1,256})$/i.exec(authorization) ?? [];
  const token = await provedToken(text, table);
  if (!token) throw new Refusal('SESSION_REQUIRED', 'not a token of ours');
  const { id, scopes, createdBy } = token;
  const maker = createdBy === 'iam' ? IAM : await usersIn(table).find(createdBy);
  const authority = authorityOf(maker, scopes);
  if (!authority)
    throw new Refusal('SESSION_REQUIRED', 'the maker of the token is no administrator any more', { createdBy });
  return { ...authority, actor: { type: 'token', id }, root: createdBy };
}

/** Whoever sits before the console: the session of the browser, let into the console, as the policies have it now. */
async function bySession({ headers, cookies, method }: Request, ports: Recognising): Promise<Caller> {
  const sessionText = cookies[SESSION_COOKIE];
  const [situation, session] = await Promise.all([
    gather(ports.table, sessionText ? { sessionText } : {}, { kind: 'portal' }),
    openConsole(cookies[CONSOLE_COOKIE], ports),
  ]);
  const { user } = situation;
  if (!user?.active || !session || session.sessionId !== situation.session?.id)
    throw new Refusal('SESSION_REQUIRED', 'nobody is signed in to the console');
  const decision = decideFor(situation, { kind: 'console' }, { signInProofs: [], now: ports.now() });
  if (decision.kind !== 'allow') throw refusalOf(decision, 'the console is not allowed');
  const actor = { type: 'user', id: user.id } as const;
  const authority = authorityOf(user, SCOPES);
  if (!authority) throw new Refusal('FORBIDDEN', 'not an administrator', { actor });
  // Not `x-samlet-…`: the distribution strips what begins so, since those are its own to write.
  const isMeant = headers['samlet-request'] === '1' && headers['sec-fetch-site'] === 'same-origin';
  if (method !== 'GET' && !isMeant)
    throw new Refusal('CROSS_SITE', 'a change without the header that says it is meant');
  await keepAlive(situation, ports);
  await noteUse(session, ports);
  return { ...authority, actor, session, root: user.id };
}
