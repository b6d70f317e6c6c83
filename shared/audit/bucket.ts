import { type Item, type Table } from '../table/table.ts';

/** What is written in buckets: events, and the ledger's entries. */
export type Log = 'AUDIT' | 'LEDGER';

/** Shards of one hour: no key is written by everybody (DynamoDB: 1,000 writes/s a partition). */
export const SHARDS = 4;

const HOUR_MS = 3_600_000;

/** The hour of a time, as in keys: `2026-11-24T15`. */
export const hourOf = (at: string): string => at.slice(0, 13);

/** The hour that lies `hours` after one (before it, if negative). */
export const hourAfter = (hour: string, hours = 1): string =>
  hourOf(new Date(startOf(hour).getTime() + hours * HOUR_MS).toISOString());

/** When an hour begins. */
export const startOf = (hour: string): Date => new Date(`${hour}:00:00.000Z`);

/** The partition of one shard of an hour. */
export const bucketKey = (log: Log, hour: string, shard: number): string => `${log}#${hour}#${shard}`;

/** What to read of an hour: in which direction, and from where (a sort key, exclusive). */
export interface Reading {
  /** How many at the most. */
  readonly limit: number;
  readonly place?: string;
  /** @default oldest first */
  readonly descending?: boolean;
}

/** One page of an hour, over all of its shards in the order of their sort keys, and whether there is more. */
export async function pageOfBucket(
  table: Table,
  log: Log,
  hour: string,
  { limit, place, descending = false }: Reading,
): Promise<{ readonly items: readonly Item[]; readonly isMore: boolean }> {
  const bound = place === undefined ? {} : { beyond: place };
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      table.list({ pk: bucketKey(log, hour, shard), limit, descending, ...bound }),
    ),
  );
  const isBefore = (a: string, b: string): boolean => (descending ? a > b : a < b);
  // A shard that has more is known only up to its last item: what others hold beyond that waits for the next page.
  const ends = shards.flatMap(({ items, next }) => (next === undefined ? [] : [items.at(-1)?.sk ?? '']));
  const known = shards
    .flatMap(({ items }) => items)
    .filter(({ sk }) => ends.every((end) => !isBefore(end, sk)))
    .toSorted((a, b) => (isBefore(a.sk, b.sk) ? -1 : 1));
  return { items: known.slice(0, limit), isMore: ends.length > 0 || known.length > limit };
}

/** Every item of an hour, oldest first; at any moment one page of each shard is held. */
export async function* itemsOfHour(table: Table, log: Log, hour: string, limit = 500): AsyncGenerator<Item> {
  for (let place: string | undefined, isMore = true; isMore;) {
    const page = await pageOfBucket(table, log, hour, { limit, ...(place === undefined ? {} : { place }) });
    yield* page.items;
    place = page.items.at(-1)?.sk ?? place;
    isMore = page.isMore;
  }
}

/** All items of an hour, oldest first; for hours that are known to be quiet. */
export async function allOfHour(table: Table, log: Log, hour: string): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of itemsOfHour(table, log, hour)) all.push(item);
  return all;
}
