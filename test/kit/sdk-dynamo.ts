import { type DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  type GetCommandInput,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ServiceFailure } from '../../shared/aws-sdk/call.ts';
import type { DynamoCalls } from '../../shared/aws-sdk/dynamo-calls.ts';

/** The calls of DynamoDB by the AWS SDK's document client: the independent implementation that ours is held against. */
export function sdkDynamoCalls(client: DynamoDBClient): DynamoCalls & { close(): void } {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    async get(request) {
      const { Item: item } = await told(documents.send(new GetCommand(request as unknown as GetCommandInput)));
      return { item };
    },
    async batchGet(tableName, keys) {
      const Keys = keys.map((key) => ({ ...key }));
      const command = new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } });
      const { Responses: given, UnprocessedKeys: left } = await told(documents.send(command));
      return { items: given?.[tableName] ?? [], left: (left?.[tableName]?.Keys ?? []) as Record<string, string>[] };
    },
    async query(request) {
      const command = new QueryCommand(request);
      const { Items: items = [], LastEvaluatedKey: last } = await told(documents.send(command));
      return { items, last };
    },
    async update(request) {
      const command = new UpdateCommand(request as unknown as UpdateCommandInput);
      const { Attributes: attributes = {} } = await told(documents.send(command));
      return { attributes };
    },
    async transactWrite(writes) {
      const items = writes as unknown as NonNullable<TransactWriteCommandInput['TransactItems']>;
      await told(documents.send(new TransactWriteCommand({ TransactItems: [...items] })));
    },
    close: () => client.destroy(),
  };
}

/** The SDK's errors under the names that they share with ours. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof DynamoDBServiceException)) throw error;
    const { name, $metadata, message } = error;
    throw new ServiceFailure(name, $metadata.httpStatusCode ?? 0, { ...error, message });
  }
}
