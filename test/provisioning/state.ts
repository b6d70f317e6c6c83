import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Item } from '../../shared/table/table.ts';

/** Every item of the test's table. */
export async function itemsAt(endpoint: string): Promise<readonly Item[]> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials }));
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: 'samlet' }))
    items.push(...((page.Items ?? []) as Item[]));
  client.destroy();
  return items;
}

/** What differs from run to run and means nothing: times, and the fields that a lease and a wait leave behind. */
const PASSING = new Set([
  'createdAt', 'updatedAt', 'startedAt', 'endedAt', 'at', 'addedAt', 'expiresAt', 'leaseOwner', 'leaseUntil', 'throws', 'id', 'gsi1sk',
]); // prettier-ignore

/**
 * All that the table holds, an item a line, whatever identifiers were drawn and whenever it was written: users go by their
 * names, and everything else that was drawn by lot is left out. Two runs that end alike have the same lines.
 */
export function linesOf(items: readonly Item[]): readonly string[] {
  const names = new Map(
    items.filter(({ sk }) => sk === 'USER').map(({ pk, userName }) => [pk.slice('USER#'.length), String(userName)]),
  );
  const named = (text: string): string =>
    text
      .replaceAll(/[a-z2-7]{26}/g, (id) => names.get(id) ?? '*')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d(?::\d\d:\d\d\.\d{3}Z)?(?:#\d)?/g, '@');
  const lines = items.map((item) => {
    const kept = Object.entries(item).filter(([key]) => !PASSING.has(key) && !(key === 'version' && item.sk === 'JOB'));
    return named(JSON.stringify(Object.fromEntries(kept), inOrder));
  });
  return lines.toSorted();
}

/** The lines of which one side has more than the other: the first ten of them. */
export function differenceOf(some: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const line of some) left.set(line, (left.get(line) ?? 0) + 1);
  for (const line of others) left.set(line, (left.get(line) ?? 0) - 1);
  return [...left]
    .filter(([, count]) => count !== 0)
    .slice(0, 10)
    .map(([line, count]) => `${count > 0 ? '+' : '-'} ${line}`);
}

/** Fields in the order of their names: a table keeps none. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
