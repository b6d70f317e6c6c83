import { sameSecret, sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { entitiesOf, entityOf } from '../table/entity.ts';
import type { Key, Page, Table, Write } from '../table/table.ts';

/** What a token may be used for. */
export const SCOPES = ['read', 'write'] as const;

/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/** A key by which a program uses the admin API; its secret is shown once and kept as a hash. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  /** The user on whom it rests, also by way of another token; `iam` for one that was made by rights in the AWS account. */
  readonly createdBy: string;
  /** Whole epoch seconds; every token ends. */
  readonly expiresAt: number;
}

interface ApiTokenItem extends ApiToken {
  readonly secretHash: string;
}

/** Days that a token may live at the most. */
export const TOKEN_DAYS_MAX = 365;

const keyOf = (id: string): Key => ({ pk: `APITOKEN#${id}`, sk: 'APITOKEN' });
const FORM = /^samlet_([a-z2-7]{26})_([A-Za-z0-9_-]{43})$/;

const bare = ({ secretHash: _secret, ...token }: ApiTokenItem): ApiToken => token;

/** Makes a token. @returns its text, to be shown once, what may be shown always, and the write that keeps its hash */
export function newApiToken(
  { name, scopes, days, createdBy }: { name: string; scopes: readonly Scope[]; days: number; createdBy: string },
  { ids, now }: { ids: Ids; now: Clock },
): { text: string; token: ApiToken; write: Write } {
  const at = now();
  const secret = ids.secret();
  const token: ApiToken = {
    id: ids.id(),
    name,
    scopes,
    createdAt: at.toISOString(),
    createdBy,
    expiresAt: epochSeconds(later(at, days * 86_400)),
  };
  const item = {
    ...keyOf(token.id),
    ...token,
    secretHash: sha256Text(secret),
    gsi1pk: 'APITOKENS',
    gsi1sk: token.createdAt,
  };
  return { text: `samlet_${token.id}_${secret}`, token, write: { do: 'create', item } };
}

/** The token of a bearer, if its secret is right and it has not ended. */
export async function provedToken(text: string, table: Table): Promise<ApiToken | undefined> {
  const [, id, secret] = FORM.exec(text) ?? [];
  if (!id || !secret) return undefined;
  const item = entityOf<ApiTokenItem>(await table.find(keyOf(id)));
  return item && sameSecret(item.secretHash, sha256Text(secret)) ? bare(item) : undefined;
}

/** The token of an ID, if it has not ended. */
export async function findApiToken(table: Table, id: string): Promise<ApiToken | undefined> {
  const item = entityOf<ApiTokenItem>(await table.find(keyOf(id)));
  return item && bare(item);
}

/** One page of tokens, newest last. */
export async function listApiTokens(table: Table, page: { limit: number; after?: string }): Promise<Page<ApiToken>> {
  const found = await table.list({ pk: 'APITOKENS', index: 'gsi1', ...page });
  return { ...found, items: entitiesOf<ApiTokenItem>(found.items).map(bare) };
}

/** The write that ends a token at once. */
export const revokingToken = (id: string): Write => ({ do: 'remove', key: keyOf(id), existing: true });
