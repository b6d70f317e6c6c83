import { Agent, request as httpRequest } from 'node:http';
import { ACCOUNT, REGION } from '../template/stack.ts';
import type { TableDefinition } from '../template/state.ts';
import {
  type Access,
  jsonFailure,
  type Service,
  ServiceError,
  type ServiceReply,
  type ServiceRequest,
} from './service.ts';

type Value = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, Value>>;
type Input = Readonly<Record<string, unknown>>;

/** DynamoDB: every call goes on to the emulator, after its rights have been read out of it. */
export function dynamodbService(emulatorUrl: string, tables: readonly TableDefinition[]): Service {
  const agent = new Agent({ keepAlive: true });
  return {
    name: 'dynamodb',
    accesses: ({ operation, input }) => accessesOf(operation, input, tables),
    serve: (request) => forward(request, emulatorUrl, agent),
    failure: jsonFailure,
  };
}

/** Sends a call on to the emulator, and its answer back, as they are. */
function forward({ headers, body }: ServiceRequest, url: string, agent: Agent): Promise<ServiceReply> {
  return new Promise((resolve, reject) => {
    const { host: _host, ...rest } = headers;
    const onward = httpRequest(url, { method: 'POST', agent, headers: rest }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        const type = answer.headers['content-type'] ?? 'application/x-amz-json-1.0';
        resolve({ status: answer.statusCode ?? 500, headers: { 'content-type': type }, body: Buffer.concat(chunks) });
      });
    });
    onward.once('error', reject);
    onward.end(body);
  });
}

/** The rights that an operation needs (Service Authorization Reference, DynamoDB). */
function accessesOf(operation: string, input: Input, tables: readonly TableDefinition[]): Access[] {
  const one = (action: string, keys: readonly string[] | undefined, request = input): Access =>
    access(action, arnOf(request), keys);
  const keyOf = (attributes: unknown, request: Input): string[] => [
    keyText((attributes as Attributes | undefined)?.[hashKeyOf(request, tables)]),
  ];
  switch (operation) {
    case 'GetItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [one(operation, keyOf(input['Key'], input))];
    case 'PutItem':
      return [one(operation, keyOf(input['Item'], input))];
    case 'Query':
      return [one(operation, [queryKeyOf(input, hashKeyOf(input, tables))])];
    case 'BatchGetItem':
      return Object.entries(input['RequestItems'] as Record<string, { Keys: Attributes[] }>).map(
        ([table, { Keys }]) => {
          const request = { TableName: table };
          return one(
            operation,
            Keys.flatMap((key) => keyOf(key, request)),
            request,
          );
        },
      );
    case 'TransactGetItems':
      return (input['TransactItems'] as { Get: Input }[]).map(({ Get }) => one('GetItem', keyOf(Get['Key'], Get), Get));
    case 'TransactWriteItems':
      return (input['TransactItems'] as Record<string, Input>[]).map((item) => {
        const [kind = '', request = {}] = Object.entries(item)[0] ?? [];
        const action = kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`;
        return one(action, keyOf(request['Key'] ?? request['Item'], request), request);
      });
    case 'Scan':
    case 'DescribeTable':
      return [one(operation, undefined)];
    default:
      throw new ServiceError(
        'UnknownOperationException',
        `the local run does not know the rights that ${operation} needs`,
      );
  }
}

const access = (action: string, resource: string, keys: readonly string[] | undefined): Access => ({
  action: `dynamodb:${action}`,
  resources: [resource],
  context: keys ? { 'dynamodb:leadingkeys': keys } : {},
});

function arnOf({ TableName, IndexName }: Input): string {
  const table = String(TableName);
  const arn = table.startsWith('arn:') ? table : `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${table}`;
  return IndexName === undefined ? arn : `${arn}/index/${String(IndexName)}`;
}

function hashKeyOf({ TableName, IndexName }: Input, tables: readonly TableDefinition[]): string {
  const table = tables.find((definition) => definition.TableName === TableName);
  const index = table?.GlobalSecondaryIndexes?.find((definition) => definition.IndexName === IndexName);
  const schema = IndexName === undefined ? table?.KeySchema : index?.KeySchema;
  const key = schema?.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  if (!key) throw new ServiceError('ResourceNotFoundException', `no table or index ${String(IndexName ?? TableName)}`);
  return key;
}

const keyText = (value: Value | undefined): string => String(value?.['S'] ?? value?.['N'] ?? value?.['B'] ?? '');

/** The value of the partition key in `#pk = :pk AND …`. */
function queryKeyOf(input: Input, hashKey: string): string {
  const names = (input['ExpressionAttributeNames'] ?? {}) as Readonly<Record<string, string>>;
  const values = (input['ExpressionAttributeValues'] ?? {}) as Attributes;
  for (const [, name = '', value = ''] of String(input['KeyConditionExpression']).matchAll(
    /(#?[\w.]+)\s*=\s*(:\w+)/g,
  )) {
    if ((names[name] ?? name) === hashKey) return keyText(values[value]);
  }
  throw new ServiceError('ValidationException', 'the query names no partition key');
}
