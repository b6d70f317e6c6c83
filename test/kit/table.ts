import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEmulator } from '../../local/endpoints/dynoxide.ts';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { dynamoCalls } from '../../shared/aws-sdk/dynamo-calls.ts';
import { dynamoTable } from '../../shared/aws-sdk/dynamo.ts';
import type { Clock } from '../../shared/base/clock.ts';
import type { Table } from '../../shared/table/table.ts';

/** A table on the real emulator, in memory, of its own for each test file. */
export interface TestTable {
  readonly table: Table;
  readonly endpoint: string;
  /** The same table to somebody with another clock. */
  tableAt(now: Clock): Table;
  close(): Promise<void>;
}

/** Starts the emulator and makes the table as the stack defines it. */
export async function startTable(now: Clock): Promise<TestTable> {
  const emulator = await startEmulator(undefined);
  process.env['AWS_ENDPOINT_URL_DYNAMODB'] = emulator.url;
  process.env['AWS_REGION'] = 'eu-central-1';
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  const client = new DynamoDBClient({});
  await client.send(
    new CreateTableCommand({
      TableName: 'samlet',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: [
            { AttributeName: 'gsi1pk', KeyType: 'HASH' },
            { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  client.destroy();
  const calls = dynamoCalls(awsOf(process.env));
  const tableAt = (clock: Clock): Table => dynamoTable({ calls, tableName: 'samlet', now: clock });
  return { table: tableAt(now), tableAt, endpoint: emulator.url, close: emulator.close };
}
