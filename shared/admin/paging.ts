import * as z from 'zod/mini';
import type { Page } from '../table/table.ts';
import type { Answered, Call, QueryParameter } from './operation.ts';

/** How many entries a page holds at the most. */
export const PAGE_MAX = 200;

/** The parameters of every list that is paged. */
export const PAGING: Readonly<Record<'limit' | 'cursor', QueryParameter>> = {
  limit: {
    description: `How many entries a page holds, 1 to ${PAGE_MAX}; 50 if it is not said.`,
    schema: z.string().check(z.regex(/^(?:[1-9]\d?|1\d\d|200)$/, `A page holds 1 to ${PAGE_MAX} entries.`)),
  },
  cursor: {
    description: 'Where the page before ended: its `nextCursor`. What is added meanwhile moves no page.',
    schema: z.string().check(z.maxLength(4096), z.regex(/^[\w-]+$/, 'The cursor is not one that this list gave.')),
  },
};

/** Which page of a list is meant. */
export interface Paged {
  readonly limit: number;
  readonly after?: string;
}

/** The page that the caller asks for; both parameters were checked. */
export function pageOf({ query }: Call<never> | Call): Paged {
  const after = query.get('cursor');
  return { limit: Number(query.get('limit') ?? '50'), ...(after ? { after } : {}) };
}

/** How many pages are read in search of one that is not empty; past that the caller goes on by the cursor. */
const READ_ON = 20;

/** The first page on which something fits: what the table cannot filter by is filtered after it was read. */
export async function pageWith<T>(
  read: (page: Paged) => Promise<Page<T>>,
  { limit, after }: Paged,
  fits: (thing: T) => boolean,
  tries = READ_ON,
): Promise<Page<T>> {
  const { items, next } = await read({ limit, ...(after ? { after } : {}) });
  const fitting = items.filter(fits);
  return fitting.length > 0 || next === undefined || tries <= 1
    ? { items: fitting, ...(next ? { next } : {}) }
    : pageWith(read, { limit, after: next }, fits, tries - 1);
}

/** A list as the API answers it. */
export const listOf = <T>({ items, next }: { items: readonly T[]; next?: string }): Answered => ({
  body: { items, ...(next ? { nextCursor: next } : {}) },
});

/** A parameter that narrows a list to names that begin so, without regard to case. */
export const prefixParameter = (description: string): QueryParameter => ({
  description,
  schema: z.string().check(
    z.minLength(1),
    z.maxLength(128),
    z.refine((text) => Buffer.byteLength(text.normalize('NFKC')) <= 512, 'This is too long.'),
  ),
});

/** The beginning of a name that a list is narrowed to. */
export const prefixOf = ({ query }: Call<never>, name: string): { prefix?: string } => {
  const prefix = query.get(name);
  return prefix ? { prefix } : {};
};
