/**
 * aws-sdk/ is the only speaker to AWS: it keeps the interfaces that the rooms name (table, signer, secrets, pepper, post,
 * nudge) and knows no entity. Only functions/wire imports it.
 */
import { type Clock, epochSeconds } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import { withinLimits } from '../table/limits.ts';
import { ConditionFailed, type Item, type Key, type Listing, type Page, type Table } from '../table/table.ts';
import { type Attributes, plainItem } from './attribute-values.ts';
import { ServiceFailure } from './call.ts';
import { cursorOf, keyOfCursor } from './cursor.ts';
import type { DynamoCalls, DynamoRequest, DynamoWrite } from './dynamo-calls.ts';
import { toTransactItem } from './dynamo-writes.ts';
import { reach } from './reach.ts';

/** What the table is built on. */
export interface DynamoOptions {
  readonly calls: DynamoCalls;
  readonly tableName: string;
  readonly now: Clock;
}

const TRANSACTION_RETRIES = 4;

/** Keeps {@link Table} on DynamoDB: consistent reads, and writes in transactions. */
export function dynamoTable({ calls, tableName, now }: DynamoOptions): Table {
  const alive = (item: Record<string, unknown> | undefined): Item | undefined =>
    item && !(typeof item['expiresAt'] === 'number' && item['expiresAt'] <= now().getTime() / 1000)
      ? (item as Item)
      : undefined;

  return withinLimits({
    async find(key) {
      const request = { TableName: tableName, Key: keyOf(key), ConsistentRead: true };
      const { item } = await reach(() => calls.get(request));
      return alive(item);
    },

    async findAll(keys) {
      const found = await batchGet(calls, tableName, keys);
      return keys.map((key) => alive(found.get(nameOf(key))));
    },

    async list(listing) {
      const { items, last } = await reach(() => calls.query(queryOf(tableName, listing)));
      const page: Page<Item> = { items: items.map(alive).filter((item) => item !== undefined) };
      return last ? { ...page, next: cursorOf(last) } : page;
    },

    async commit(writes) {
      if (writes.length === 0) return;
      const items = writes.map((write) => toTransactItem(tableName, write, epochSeconds(now())));
      await transact(calls, items);
    },

    async count(key, limit, expiresAt) {
      return countOnce(calls, tableName, key, { limit, expiresAt, now: now().getTime() / 1000 });
    },
  });
}

const keyOf = ({ pk, sk }: Key): { pk: string; sk: string } => ({ pk, sk });
const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

function queryOf(tableName: string, listing: Listing): DynamoRequest {
  const { pk, prefix, beyond, index, limit, after, descending } = listing;
  const [pkName, skName] = index ? ['gsi1pk', 'gsi1sk'] : ['pk', 'sk'];
  const narrowed = prefix ? ' AND begins_with(#sk, :sk)' : beyond ? ` AND #sk ${descending ? '<' : '>'} :sk` : '';
  const bound = prefix || beyond;
  return {
    TableName: tableName,
    IndexName: index,
    ConsistentRead: index ? undefined : true,
    KeyConditionExpression: `#pk = :pk${narrowed}`,
    ExpressionAttributeNames: bound ? { '#pk': pkName, '#sk': skName } : { '#pk': pkName },
    ExpressionAttributeValues: bound ? { ':pk': pk, ':sk': bound } : { ':pk': pk },
    Limit: limit,
    ExclusiveStartKey: after === undefined ? undefined : keyOfCursor(after, listing),
    ScanIndexForward: !descending,
  };
}

async function batchGet(
  calls: DynamoCalls,
  tableName: string,
  keys: readonly Key[],
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  let asked = [...new Map(keys.map((key) => [nameOf(key), keyOf(key)])).values()];
  for (let attempt = 0; asked.length > 0; attempt++) {
    if (attempt === TRANSACTION_RETRIES)
      throw new Refusal('UNAVAILABLE', 'the table did not give all items', { left: asked.length });
    if (attempt > 0) await jitter(attempt);
    const now = asked;
    const { items, left } = await reach(() => calls.batchGet(tableName, now));
    for (const item of items) found.set(nameOf(item as Item), item);
    asked = left.map((key) => keyOf(key as unknown as Key));
  }
  return found;
}

/**
 * A transaction that DynamoDB cancels for a conflict with another is tried again with jitter, as throttling is; one
 * whose condition failed is the caller's answer. One token goes with all tries of a call, so a lost answer is not
 * mistaken for a failed condition.
 */
async function transact(calls: DynamoCalls, writes: readonly DynamoWrite[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await reach(() => calls.transactWrite(writes));
      return;
    } catch (error) {
      if (!isNamed(error, 'TransactionCanceledException')) throw error;
      const reasons = reasonsOf(error);
      const failed = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
      if (failed >= 0) throw conditionFailed(failed, reasons[failed]?.Item);
      const passing = reasons.some(
        ({ Code }) =>
          Code === 'TransactionConflict' || Code === 'ThrottlingError' || Code === 'ProvisionedThroughputExceeded',
      );
      if (!passing)
        throw new Error(`the transaction was cancelled: ${reasons.map(({ Code }) => Code).join(', ')}`, {
          cause: error,
        });
      if (attempt > TRANSACTION_RETRIES)
        throw new Refusal('UNAVAILABLE', 'the table is too busy', { writes: writes.length, cause: error });
      await jitter(attempt);
    }
  }
}

async function countOnce(
  calls: DynamoCalls,
  tableName: string,
  key: Key,
  { limit, expiresAt, now }: { limit: number; expiresAt: number; now: number },
): Promise<number | undefined> {
  try {
    const { attributes } = await reach(() =>
      calls.update({
        TableName: tableName,
        Key: keyOf(key),
        UpdateExpression: 'ADD #n :one SET expiresAt = if_not_exists(expiresAt, :expiresAt)',
        ConditionExpression:
          '(attribute_not_exists(#n) OR #n < :limit) AND (attribute_not_exists(expiresAt) OR expiresAt > :now)',
        ExpressionAttributeNames: { '#n': 'n' },
        ExpressionAttributeValues: { ':one': 1, ':limit': limit, ':expiresAt': expiresAt, ':now': now },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(attributes['n']);
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return undefined;
    throw error;
  }
}

const isNamed = (error: unknown, name: string): error is ServiceFailure =>
  error instanceof ServiceFailure && error.name === name;

/** Why a transaction was cancelled, one reason for each of its writes. */
interface Reason {
  readonly Code?: string;
  /** What stood there, in DynamoDB's own notation. */
  readonly Item?: Attributes;
}

const reasonsOf = ({ said }: ServiceFailure): readonly Reason[] =>
  (said['CancellationReasons'] as readonly Reason[] | undefined) ?? [];

const conditionFailed = (index: number, found: Attributes | undefined): ConditionFailed =>
  new ConditionFailed(index, found ? (plainItem(found) as Item) : undefined);

const jitter = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
