import { Refusal } from '../base/refusal.ts';
import { type ApiToken, findApiToken, listApiTokens, newApiToken, revokingToken, type Scope } from './api-token.ts';
import { done, one, pages } from './answers.ts';
import { stillHolding } from './authority.ts';
import { commitOr, eventOf } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { newTokenAnswer, newTokenSchema, tokenAnswer } from './system-schemas.ts';

/** Days that a token lives unless it is said otherwise. */
const TOKEN_DAYS = 90;

const shown = (token: ApiToken) => ({ ...token, expiresAt: new Date(token.expiresAt * 1000).toISOString() });

/** Nobody gives what they do not have: a token is good for no more than whoever makes it, and rests on the same user. */
async function create(call: Call<{ name: string; scopes: Scope[]; days?: number }>): Promise<Answered> {
  const { ports, body, caller } = call;
  const beyond = body.scopes.filter((scope) => !caller.scopes.includes(scope));
  if (beyond.length > 0) throw new Refusal('FORBIDDEN', 'a token beyond its maker', { beyond });
  const scopes = [...new Set(body.scopes)];
  const made = { name: body.name, scopes, days: body.days ?? TOKEN_DAYS, createdBy: caller.root };
  const { text, token, write } = newApiToken(made, ports);
  const event = eventOf(call, 'api-token.create', `APITOKEN#${token.id}`, { after: shown(token) });
  await commitOr(
    ports.table,
    [write, event, ...stillHolding(caller)],
    () => new Refusal('FORBIDDEN', 'the caller holds the role no more'),
  );
  return { body: { ...shown(token), token: text }, location: `/admin/v1/api-tokens/${token.id}` };
}

async function revoke(call: Call<never>): Promise<Answered> {
  const id = param(call, 'tokenId');
  const event = eventOf(call, 'api-token.revoke', `APITOKEN#${id}`);
  await commitOr(call.ports.table, [revokingToken(id), event], () => new Refusal('NOT_FOUND', 'no such token', { id }));
  return {};
}

/** Operations on API tokens. */
export const TOKEN_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/api-tokens',
    summary: 'Lists API tokens, without their secrets.',
    permission: 'api-tokens.read',
    answers: pages(tokenAnswer),
    run: async (call) => {
      const page = await listApiTokens(call.ports.table, pageOf(call));
      return listOf({ ...page, items: page.items.map(shown) });
    },
  },
  {
    route: 'POST /admin/v1/api-tokens',
    summary:
      'Makes an API token; its text is shown this once. It is good for no more than whoever makes it, and for as long as the user whom it goes back to is an active administrator.',
    permission: 'api-tokens.write',
    body: newTokenSchema,
    example: { name: 'reporting', scopes: ['read'], days: 30 },
    isSensitive: true,
    isSecret: true,
    answers: { status: 201, body: newTokenAnswer },
    run: create,
  },
  {
    route: 'GET /admin/v1/api-tokens/{tokenId}',
    summary: 'Gives an API token, without its secret.',
    permission: 'api-tokens.read',
    answers: one(tokenAnswer),
    run: async (call) => ({ body: shown(foundOr404(await findApiToken(call.ports.table, param(call, 'tokenId')))) }),
  },
  {
    route: 'DELETE /admin/v1/api-tokens/{tokenId}',
    summary: 'Ends an API token at once.',
    permission: 'api-tokens.write',
    answers: done,
    run: revoke,
  },
];
