import { sha256Text } from '../base/bytes.ts';
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';

/** What came of a row, or would come of it in a dry run. */
export const OUTCOMES = ['created', 'updated', 'deleted', 'unchanged', 'failed'] as const;

/** One of {@link OUTCOMES}. */
export type Outcome = (typeof OUTCOMES)[number];

/** What came of one row. */
export interface RowResult {
  /** The row's number as a spreadsheet counts: the first line, which names the columns, is 1. */
  readonly row: number;
  readonly outcome: Outcome;
  readonly userName?: string;
  readonly email?: string;
  readonly userId?: string;
  /** Why it failed, in words. */
  readonly reason?: string;
  readonly expiresAt: number;
}

/** How many rows lie in one partition. */
const SHARD_ROWS = 10_000;

const rowText = (row: number): string => String(row).padStart(10, '0');
const shardOf = (row: number): number => Math.floor(row / SHARD_ROWS);
const partitionOf = (jobId: string, shard: number): string => `IMPORTROWS#${jobId}#${shard}`;
const outcomesOf = (jobId: string, outcome: Outcome): string => `IMPORTROWS#${jobId}#${outcome.toUpperCase()}`;

/** Where a row's result stands. */
export const resultKey = (jobId: string, row: number): Key => ({
  pk: partitionOf(jobId, shardOf(row)),
  sk: `ROW#${rowText(row)}`,
});

/**
 * The write that says what came of a row. It is made in the transaction of what the row does, once: whoever runs the row
 * again finds it there.
 */
export const resulting = (jobId: string, result: RowResult): Write => ({
  do: 'create',
  item: {
    ...resultKey(jobId, result.row),
    ...result,
    gsi1pk: outcomesOf(jobId, result.outcome),
    gsi1sk: rowText(result.row),
  },
});

/** The write that claims a name or address for a row of this job. */
export const claiming = (jobId: string, name: string, row: number, expiresAt: number): Write => {
  const hash = sha256Text(name);
  return { do: 'create', item: { pk: `IMPORTKEYS#${jobId}#${hash.slice(0, 1)}`, sk: hash, row, expiresAt } };
};

/** A result out of an item that was read, or `undefined`. */
export const resultOf = (item: Item | undefined): RowResult | undefined => entityOf<RowResult>(item);

/** One page of the results of one outcome, in the order of rows; `after` is the row that the page before ended with. */
export async function resultsOf(
  table: Table,
  jobId: string,
  { outcome, after, limit }: { outcome: Outcome; after?: number; limit: number },
): Promise<Page<RowResult>> {
  const { items, next } = await table.list({
    pk: outcomesOf(jobId, outcome),
    index: 'gsi1',
    limit,
    ...(after === undefined ? {} : { beyond: rowText(after) }),
  });
  return pageOf(items, next !== undefined);
}

/** One page of all results, in the order of rows, as they stand at this moment; `last` is the last row that there can be. */
export async function allResults(
  table: Table,
  jobId: string,
  { after = 0, last, limit }: { after?: number; last: number; limit: number },
): Promise<Page<RowResult>> {
  const items: Item[] = [];
  let shard = shardOf(after);
  let from: { beyond: string; after?: string } = { beyond: resultKey(jobId, after).sk };
  while (shard <= shardOf(last) && items.length < limit) {
    const page = await table.list({ pk: partitionOf(jobId, shard), limit: limit - items.length, ...from });
    items.push(...page.items);
    if (page.next === undefined) shard += 1;
    from = page.next === undefined ? { beyond: 'ROW#' } : { ...from, after: page.next };
  }
  return pageOf(items, items.length >= limit);
}

function pageOf(items: readonly Item[], isMore: boolean): Page<RowResult> {
  const results = items.map(resultOf).filter((result) => result !== undefined);
  const end = results.at(-1)?.row;
  return { items: results, ...(isMore && end !== undefined ? { next: String(end) } : {}) };
}
