/**
 * aws-sdk/ is the only speaker of the AWS SDK: it keeps the interfaces that the rooms name (table, signer, secrets,
 * pepper, post, nudge) and knows no entity. Only functions/wire imports it.
 */
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Clock, epochSeconds } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import { withinLimits } from '../table/limits.ts';
import { ConditionFailed, type Item, type Key, type Listing, type Page, type Table } from '../table/table.ts';
import { cursorOf, keyOfCursor } from './cursor.ts';
import { toTransactItem } from './dynamo-writes.ts';
import { reach } from './reach.ts';

/** What the table is built on; the endpoint and credentials come from the environment, as the SDK finds them. */
export interface DynamoOptions {
  readonly tableName: string;
  readonly now: Clock;
}

const TRANSACTION_RETRIES = 4;

/** Keeps {@link Table} on DynamoDB with the SDK's document client: three tries, 3 s each, consistent reads. */
export function dynamoTable({ tableName, now }: DynamoOptions): Table {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } }),
    // A map with a key named `constructor`, as custom fields may have, passes for an instance of some class.
    { marshallOptions: { removeUndefinedValues: true, convertClassInstanceToMap: true } },
  );
  const alive = (item: Record<string, unknown> | undefined): Item | undefined =>
    item && !(typeof item['expiresAt'] === 'number' && item['expiresAt'] <= now().getTime() / 1000)
      ? (item as Item)
      : undefined;

  return withinLimits({
    async find(key) {
      const { Item: item } = await reach(() =>
        client.send(new GetCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: true })),
      );
      return alive(item);
    },

    async findAll(keys) {
      const found = await batchGet(client, tableName, keys);
      return keys.map((key) => alive(found.get(nameOf(key))));
    },

    async list(listing) {
      const { Items: items = [], LastEvaluatedKey: last } = await reach(() => client.send(query(tableName, listing)));
      const page: Page<Item> = { items: items.map(alive).filter((item) => item !== undefined) };
      return last ? { ...page, next: cursorOf(last) } : page;
    },

    async commit(writes) {
      if (writes.length === 0) return;
      const items = writes.map((write) => toTransactItem(tableName, write, epochSeconds(now())));
      await transact(client, items);
    },

    async count(key, limit, expiresAt) {
      return countOnce(client, tableName, key, { limit, expiresAt, now: now().getTime() / 1000 });
    },
  });
}

const keyOf = ({ pk, sk }: Key): { pk: string; sk: string } => ({ pk, sk });
const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

function query(tableName: string, listing: Listing): QueryCommand {
  const { pk, prefix, beyond, index, limit, after, descending } = listing;
  const [pkName, skName] = index ? ['gsi1pk', 'gsi1sk'] : ['pk', 'sk'];
  const narrowed = prefix ? ' AND begins_with(#sk, :sk)' : beyond ? ' AND #sk > :sk' : '';
  const bound = prefix || beyond;
  return new QueryCommand({
    TableName: tableName,
    IndexName: index,
    ConsistentRead: index ? undefined : true,
    KeyConditionExpression: `#pk = :pk${narrowed}`,
    ExpressionAttributeNames: bound ? { '#pk': pkName, '#sk': skName } : { '#pk': pkName },
    ExpressionAttributeValues: bound ? { ':pk': pk, ':sk': bound } : { ':pk': pk },
    Limit: limit,
    ExclusiveStartKey: after === undefined ? undefined : keyOfCursor(after, listing),
    ScanIndexForward: !descending,
  });
}

async function batchGet(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: readonly Key[],
): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let left: { pk: string; sk: string }[] = [...new Map(keys.map((key) => [nameOf(key), keyOf(key)])).values()];
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === TRANSACTION_RETRIES)
      throw new Refusal('UNAVAILABLE', 'the table did not give all items', { left: left.length });
    if (attempt > 0) await jitter(attempt);
    const asked = left;
    const { Responses: responses, UnprocessedKeys: unprocessed } = await reach(() =>
      client.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys: asked, ConsistentRead: true } } })),
    );
    for (const item of responses?.[tableName] ?? []) found.set(nameOf(item as Item), item as Item);
    left = (unprocessed?.[tableName]?.Keys ?? []) as { pk: string; sk: string }[];
  }
  return found;
}

type TransactItems = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>;

/**
 * A transaction that DynamoDB cancels for a conflict with another is tried again with jitter, as throttling is; one
 * whose condition failed is the caller's answer. The client's token stays the same over the SDK's own retries, so a
 * lost answer is not mistaken for a failed condition.
 */
async function transact(client: DynamoDBDocumentClient, items: TransactItems): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await reach(() => client.send(new TransactWriteCommand({ TransactItems: items })));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
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
        throw new Refusal('UNAVAILABLE', 'the table is too busy', { writes: items.length, cause: error });
      await jitter(attempt);
    }
  }
}

async function countOnce(
  client: DynamoDBDocumentClient,
  tableName: string,
  key: Key,
  { limit, expiresAt, now }: { limit: number; expiresAt: number; now: number },
): Promise<number | undefined> {
  try {
    const { Attributes: attributes } = await reach(() =>
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(key),
          UpdateExpression: 'ADD #n :one SET expiresAt = if_not_exists(expiresAt, :expiresAt)',
          ConditionExpression:
            '(attribute_not_exists(#n) OR #n < :limit) AND (attribute_not_exists(expiresAt) OR expiresAt > :now)',
          ExpressionAttributeNames: { '#n': 'n' },
          ExpressionAttributeValues: { ':one': 1, ':limit': limit, ':expiresAt': expiresAt, ':now': now },
          ReturnValues: 'UPDATED_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    return Number(attributes?.['n']);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** The document client leaves the items inside errors in DynamoDB's own notation. */
function conditionFailed(index: number, found: Parameters<typeof unmarshall>[0] | undefined): ConditionFailed {
  return new ConditionFailed(index, found ? (unmarshall(found) as Item) : undefined);
}

const jitter = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 25 * 2 ** attempt));
