import { StartFailure } from '../start-failure.ts';
import type { TableDefinition } from '../template/state.ts';

/**
 * Makes the stack's tables in the emulator, or holds those that stand there against the stack's definition.
 *
 * @throws {StartFailure} when the data on disk belong to another definition
 */
export async function ensureTables(url: string, tables: readonly TableDefinition[]): Promise<void> {
  for (const table of tables) await ensureTable(url, table);
}

async function ensureTable(url: string, { timeToLive, ...definition }: TableDefinition): Promise<void> {
  const { TableName } = definition;
  const found = await ask<{ Table: TableDefinition }>(url, 'DescribeTable', { TableName });
  if (found) return refuseOther(found.Table, definition);
  await tell(url, 'CreateTable', { ...definition, BillingMode: 'PAY_PER_REQUEST' });
  if (timeToLive) {
    const TimeToLiveSpecification = { AttributeName: timeToLive, Enabled: true };
    await tell(url, 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  }
}

function refuseOther(found: TableDefinition, wanted: Omit<TableDefinition, 'timeToLive'>): void {
  if (shapeOf(found) === shapeOf(wanted)) return;
  throw new StartFailure(
    `the data of the last run belong to another definition of the table ${wanted.TableName}: ` +
      'delete the folder .samlet (or name another by SAMLET_DATA) and start again',
  );
}

const shapeOf = ({ KeySchema, GlobalSecondaryIndexes = [] }: Omit<TableDefinition, 'timeToLive'>): string => {
  const keys = (schema: TableDefinition['KeySchema']): string =>
    schema
      .map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`)
      .toSorted()
      .join(', ');
  const indexes = GlobalSecondaryIndexes.map(({ IndexName, KeySchema: schema }) => `${IndexName}: ${keys(schema)}`);
  return [keys(KeySchema), ...indexes.toSorted()].join('; ');
};

/** One call to the emulator; `undefined` where the thing asked for is not there. */
async function ask<T>(url: string, operation: string, input: unknown): Promise<T | undefined> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20200101T000000Z',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  if (text.includes('ResourceNotFoundException')) return undefined;
  throw new StartFailure(`the DynamoDB emulator refuses ${operation}: ${text}`);
}

async function tell(url: string, operation: string, input: unknown): Promise<void> {
  if ((await ask(url, operation, input)) === undefined)
    throw new StartFailure(`the DynamoDB emulator refuses ${operation}`);
}
