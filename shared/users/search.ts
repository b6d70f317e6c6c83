import type { Item, Key, Page, Table, Write } from '../table/table.ts';
import { normalName } from './normal-name.ts';

/** Whom a search finds, by what. */
export interface Searched {
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly displayName?: string;
}

/** The partition of the index that holds what users are searched by. */
const SEARCH_PK = 'USERSEARCH';

/** Characters of a name that are searched: nobody types more, and keys have an end. */
const SEARCHED = 64;

/** What a user is found by: user name, mail address and names, in the form in which names are compared. */
export function searchTermsOf({ userName, email, givenName, familyName, displayName }: Searched): readonly string[] {
  const terms = [userName, email, givenName, familyName, displayName]
    .filter((term) => term !== undefined)
    .map((term) => [...normalName(term)].slice(0, SEARCHED).join('').trim())
    .filter((term) => term !== '');
  return [...new Set(terms)];
}

const termKey = (userId: string, term: string): Key => ({ pk: `USER#${userId}`, sk: `SEARCH#${term}` });

const termItem = (userId: string, term: string): Item => ({
  ...termKey(userId, term),
  gsi1pk: SEARCH_PK,
  gsi1sk: term,
});

/** The writes that bring what a user is found by from one state to another; `undefined` is no user. */
export function searchable(before: Searched | undefined, after: Searched | undefined): Write[] {
  const [old, fresh] = [before, after].map((user) => (user ? searchTermsOf(user) : []));
  const userId = (after ?? before)?.id ?? '';
  return [
    ...(old ?? [])
      .filter((term) => !fresh?.includes(term))
      .map((term) => ({ do: 'remove', key: termKey(userId, term) }) as const),
    ...(fresh ?? [])
      .filter((term) => !old?.includes(term))
      .map((term) => ({ do: 'put', item: termItem(userId, term) }) as const),
  ];
}

/** One hit of a search: a user, by one of their terms. */
export interface Hit {
  readonly userId: string;
  readonly term: string;
}

/** One page of hits in order of term; from the index, which may lag behind by a moment. */
export async function searchHits(
  table: Table,
  prefix: string,
  page: { limit: number; after?: string },
): Promise<Page<Hit>> {
  const found = await table.list({ pk: SEARCH_PK, index: 'gsi1', prefix: normalName(prefix), ...page });
  return {
    ...found,
    items: found.items.map(({ pk, gsi1sk }) => ({ userId: pk.slice('USER#'.length), term: gsi1sk ?? '' })),
  };
}

/**
 * Tells whether a hit is the one by which its user is shown: the first of their terms that begin so. Whoever is found by
 * several is shown once, whatever page the others fall on; and a term that is theirs no longer shows nobody.
 */
export const isFirstHit = ({ term }: Hit, user: Searched, prefix: string): boolean =>
  searchTermsOf(user)
    .filter((own) => own.startsWith(normalName(prefix)))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))[0] === term;
