import { randomUUID } from 'node:crypto';
import { type Attributes, attributesOf, plainItem } from './attribute-values.ts';
import type { Aws } from './aws.ts';
import { callsOf } from './call.ts';

type Plain = Record<string, unknown>;
type Keys = readonly Readonly<Record<string, string>>[];

/** A request in DynamoDB's words, with keys, items and the values of expressions as plain values. */
export interface DynamoRequest {
  readonly TableName: string;
  readonly Key?: Plain;
  readonly Item?: Plain;
  readonly ExpressionAttributeValues?: Plain | undefined;
  readonly ExclusiveStartKey?: Plain | undefined;
  readonly [name: string]: unknown;
}

/** A write of a transaction: its kind (`Put`, `Update`, `Delete`, `ConditionCheck`), and the request. */
export type DynamoWrite = Readonly<Record<string, DynamoRequest>>;

/**
 * The calls of DynamoDB that a table is kept by. What DynamoDB refuses is thrown as a `ServiceFailure`; what passes is
 * tried again, with one token for all tries of a transaction.
 */
export interface DynamoCalls {
  get(request: DynamoRequest): Promise<{ readonly item: Plain | undefined }>;
  /** Reads one table. `left` are the keys that were not served. */
  batchGet(tableName: string, keys: Keys): Promise<{ readonly items: readonly Plain[]; readonly left: Keys }>;
  query(request: DynamoRequest): Promise<{ readonly items: readonly Plain[]; readonly last: Plain | undefined }>;
  update(request: DynamoRequest): Promise<{ readonly attributes: Plain }>;
  transactWrite(writes: readonly DynamoWrite[]): Promise<void>;
}

/** Calls DynamoDB: three tries, 3 s each. */
export function dynamoCalls(aws: Aws): DynamoCalls {
  const service = { name: 'dynamodb', target: 'DynamoDB_20120810', version: '1.0' } as const;
  const call = callsOf({ ...service, tries: 3, connectMs: 1000, answerMs: 2000 }, aws);
  return {
    async get(request) {
      const { Item: item } = await call('GetItem', noted(request));
      return { item: item ? plainItem(item as Attributes) : undefined };
    },
    async batchGet(tableName, keys) {
      const request = { Keys: keys.map(attributesOf), ConsistentRead: true };
      const { Responses: given, UnprocessedKeys: left } = await call('BatchGetItem', {
        RequestItems: { [tableName]: request },
      });
      const items = (given as Record<string, Attributes[]> | undefined)?.[tableName] ?? [];
      const keysLeft = (left as Record<string, { Keys: Attributes[] }> | undefined)?.[tableName]?.Keys ?? [];
      return { items: items.map(plainItem), left: keysLeft.map(plainItem) as Keys };
    },
    async query(request) {
      const { Items: items = [], LastEvaluatedKey: last } = await call('Query', noted(request));
      return { items: (items as Attributes[]).map(plainItem), last: last ? plainItem(last as Attributes) : undefined };
    },
    async update(request) {
      const { Attributes: attributes = {} } = await call('UpdateItem', noted(request));
      return { attributes: plainItem(attributes as Attributes) };
    },
    async transactWrite(writes) {
      const items = writes.map((write) =>
        Object.fromEntries(Object.entries(write).map(([kind, request]) => [kind, noted(request)])),
      );
      await call('TransactWriteItems', { TransactItems: items, ClientRequestToken: randomUUID() });
    },
  };
}

const NOTED = ['Key', 'Item', 'ExpressionAttributeValues', 'ExclusiveStartKey'] as const;

/** The request with its plain values in DynamoDB's notation. */
function noted(request: DynamoRequest): Plain {
  const parts = NOTED.filter((name) => request[name] !== undefined);
  return { ...request, ...Object.fromEntries(parts.map((name) => [name, attributesOf(request[name] ?? {})])) };
}
