import * as z from 'zod/mini';
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

/** The page that the caller asks for; both parameters were checked. */
export function pageOf({ query }: Call<never> | Call): { limit: number; after?: string } {
  const after = query.get('cursor');
  return { limit: Number(query.get('limit') ?? '50'), ...(after ? { after } : {}) };
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
