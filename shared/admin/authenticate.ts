import type { Actor } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { SESSION_COOKIE } from '../http/cookies.ts';
import type { Request } from '../http/request.ts';
import { gather } from '../sign-in/gather.ts';
import type { Table } from '../table/table.ts';
import { provedToken, type Scope } from './api-token.ts';

/** Who calls, and what their token or role is good for. */
export interface Caller {
  readonly actor: Actor;
  readonly scopes: readonly Scope[];
}

/**
 * Recognises who calls: the bearer of an API token, or an administrator by the session of their browser. A request that
 * brings a token is judged by it alone; one that goes by a session must say in a header of its own that it is meant, as
 * no form of another site can.
 *
 * @throws {Refusal} SESSION_REQUIRED for nobody, FORBIDDEN for a user who is no administrator
 */
export async function authenticate({ headers, cookies, method }: Request, table: Table): Promise<Caller> {
  const authorization = headers['authorization'];
  if (authorization !== undefined) {
    const [, text = ''] = /^Bearer ([\w-]{1,256})$/i.exec(authorization) ?? [];
    const token = await provedToken(text, table);
    if (!token) throw new Refusal('SESSION_REQUIRED', 'not a token of ours');
    return { actor: { type: 'token', id: token.id }, scopes: token.scopes };
  }
  const sessionText = cookies[SESSION_COOKIE];
  const { user, session } = await gather(table, sessionText ? { sessionText } : {}, { kind: 'portal' });
  if (!user?.active || !session) throw new Refusal('SESSION_REQUIRED', 'nobody is signed in');
  if (user.adminRole !== 'owner') throw new Refusal('FORBIDDEN', 'not an administrator', { userId: user.id });
  const isMeant = headers['x-samlet-request'] === '1' && headers['sec-fetch-site'] === 'same-origin';
  if (method !== 'GET' && !isMeant)
    throw new Refusal('CROSS_SITE', 'a change without the header that says it is meant');
  return { actor: { type: 'user', id: user.id }, scopes: ['read', 'write'] };
}
