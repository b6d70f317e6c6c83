import { recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { linkTokensIn } from '../users/link-token.ts';
import { newApiToken, type Scope } from './api-token.ts';
import type { AdminPorts } from './operation.ts';

/** What may be asked by whoever has the right to invoke the function itself, which no route leads to. */
export type Invocation =
  | { readonly samlet: 'setup' }
  | { readonly samlet: 'api-token'; readonly name: string; readonly scopes?: readonly Scope[] };

/** Answers an invocation by IAM rights. @throws {Refusal} CONFLICT when there is an owner already */
export async function invoked(invocation: Invocation, requestId: string, ports: AdminPorts): Promise<unknown> {
  return invocation.samlet === 'setup' ? setUpLink(requestId, ports) : apiToken(invocation, requestId, ports);
}

/** A one-hour link by which the first owner is made; it is good for nothing once there is one. */
async function setUpLink(
  requestId: string,
  { table, now, ids, baseUrl }: AdminPorts,
): Promise<{ url: string; expiresAt: string }> {
  if (await table.find({ pk: 'OWNERS', sk: 'OWNERS' })) throw new Refusal('CONFLICT', 'there is an owner already');
  const { token, link, write } = linkTokensIn(table, now).making('set-up');
  const event = {
    id: ids.id(),
    at: now().toISOString(),
    actor: { type: 'system', id: 'iam' },
    action: 'owner.set-up-link',
    target: 'OWNERS',
    outcome: 'success',
    requestId,
  } as const;
  await table.commit([write, recording(event)]);
  return { url: `${baseUrl}/set-up#${token}`, expiresAt: new Date(link.expiresAt * 1000).toISOString() };
}

/** A token for scripts of whoever runs the stack. */
async function apiToken(
  { name, scopes = ['read', 'write'] }: Extract<Invocation, { samlet: 'api-token' }>,
  requestId: string,
  ports: AdminPorts,
): Promise<{ token: string }> {
  const { text, token, write } = newApiToken({ name, scopes, days: 90, createdBy: 'iam' }, ports);
  const event = {
    id: ports.ids.id(),
    at: ports.now().toISOString(),
    actor: { type: 'system', id: 'iam' },
    action: 'api-token.create',
    target: `APITOKEN#${token.id}`,
    outcome: 'success',
    requestId,
    after: { ...token },
  } as const;
  await ports.table.commit([write, recording(event)]);
  return { token: text };
}
