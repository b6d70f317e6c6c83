import * as z from 'zod/mini';
import { recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { linkTokensIn } from '../users/link-token.ts';
import { OWNERS } from '../users/owners.ts';
import { usersIn } from '../users/user.ts';
import { newApiToken, SCOPES } from './api-token.ts';
import type { AdminPorts } from './operation.ts';

const invocationSchema = z.discriminatedUnion('samlet', [
  z.strictObject({ samlet: z.literal('setup') }),
  z.strictObject({
    samlet: z.literal('recover'),
    owner: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  }),
  z.strictObject({
    samlet: z.literal('api-token'),
    name: z.string().check(z.minLength(1), z.maxLength(128)),
    scopes: z.optional(z.array(z.enum(SCOPES)).check(z.minLength(1))),
  }),
]);

/** What may be asked by whoever has the right to invoke the function itself, which no route leads to. */
export type Invocation = z.infer<typeof invocationSchema>;

/**
 * Answers an invocation by IAM rights. What is not understood does nothing: a console's test event must not make a token.
 *
 * @throws {Refusal} INPUT_INVALID; CONFLICT when there is an owner already, or for a recovery none; NOT_FOUND for an owner who
 * is none
 */
export async function invoked(event: unknown, requestId: string, ports: AdminPorts): Promise<unknown> {
  const { success, data: invocation } = z.safeParse(invocationSchema, event);
  if (!success) throw new Refusal('INPUT_INVALID', 'no such invocation');
  switch (invocation.samlet) {
    case 'setup':
      return setUpLink(requestId, ports);
    case 'recover':
      return recoveryLink(invocation.owner, requestId, ports);
    case 'api-token':
      return apiToken(invocation, requestId, ports);
  }
}

/** A one-hour link by which the first owner is made; it is good for nothing once there is one. */
async function setUpLink(
  requestId: string,
  { table, now, ids, baseUrl }: AdminPorts,
): Promise<{ url: string; expiresAt: string }> {
  if (await table.find(OWNERS)) throw new Refusal('CONFLICT', 'there is an owner already');
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

/**
 * A one-hour link past everybody: by it the owner who is named sets a new password and is enabled again, or one more owner
 * is made if nobody is named. Nothing of it is written but its hash.
 */
async function recoveryLink(
  login: string | undefined,
  requestId: string,
  { table, now, ids, baseUrl }: AdminPorts,
): Promise<{ url: string; expiresAt: string }> {
  if (!(await table.find(OWNERS))) throw new Refusal('CONFLICT', 'there is no owner yet: set up');
  const owner = login === undefined ? undefined : await usersIn(table).findByLogin(login);
  if (login !== undefined && owner?.adminRole !== 'owner') throw new Refusal('NOT_FOUND', 'no owner of this name');
  const { token, link, write } = linkTokensIn(table, now).making('recovery', owner);
  const event = {
    id: ids.id(),
    at: now().toISOString(),
    actor: { type: 'system', id: 'iam' },
    action: 'owner.recovery-link',
    target: owner ? `USER#${owner.id}` : 'OWNERS',
    outcome: 'success',
    requestId,
  } as const;
  await table.commit([write, recording(event)]);
  const expiresAt = new Date(link.expiresAt * 1000).toISOString();
  return { url: `${baseUrl}${owner ? '/recover' : '/set-up'}#${token}`, expiresAt };
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
