import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { House } from '../../local/house.ts';
import type { Item, Key } from '../../shared/table/table.ts';

/** The table as it lies in the emulator: for tests that look at all of it, or let time pass over an item. */
export interface RawTable {
  /** Every item, whoever's it is. */
  all(): Promise<readonly Item[]>;
  /** Writes one attribute of an item anew. */
  rewrite(key: Key, attribute: string, value: number | string | object): Promise<void>;
  close(): void;
}

/** Opens the table of a house past rights, record and faults; close it before the house. */
export function rawTable({ emulatorUrl, deployment }: House): RawTable {
  const TableName = deployment.tables[0]!.TableName;
  const credentials = { accessKeyId: 'tool', secretAccessKey: 'tool' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: emulatorUrl, region: 'us-east-1', credentials }),
  );
  return {
    async all() {
      const items: Item[] = [];
      for await (const { Items } of paginateScan({ client }, { TableName })) items.push(...((Items ?? []) as Item[]));
      return items;
    },
    async rewrite({ pk, sk }, attribute, value) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk, sk },
          UpdateExpression: 'SET #attribute = :value',
          ExpressionAttributeNames: { '#attribute': attribute },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    },
    close: () => client.destroy(),
  };
}
