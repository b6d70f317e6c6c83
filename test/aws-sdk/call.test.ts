import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { callsOf, type JsonService, ServiceFailure } from '../../shared/aws-sdk/call.ts';
import { dynamoCalls } from '../../shared/aws-sdk/dynamo-calls.ts';
import { reach } from '../../shared/aws-sdk/reach.ts';

interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = (response: ServerResponse) => void;

let server: Server;
let answers: Answer[] = [];
let seen: Seen[] = [];
let sockets = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ headers: request.headers, body });
      (answers.shift() ?? says(200, {}))(response);
    });
  });
  server.on('connection', () => (sockets += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  [answers, seen, sockets] = [[], [], 0];
});

const says =
  (status: number, body: object | string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
const breaks: Answer = (response) => response.destroy();
const breaksInTheMiddle: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"Item":');
  setTimeout(() => response.destroy(), 5);
};
const isSilent: Answer = () => undefined;

const aws = () =>
  awsOf({
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
const call = (limits: Partial<JsonService> = {}) =>
  callsOf(
    { name: 'kms', target: 'TrentService', version: '1.1', tries: 3, connectMs: 1000, answerMs: 3000, ...limits },
    aws(),
  );
const BUSY = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';

describe('a call', () => {
  it('says what is asked, for whom, over one connection that is kept', async () => {
    answers = [says(200, { Mac: 'x' }), says(200, {})];
    expect(await call()('GenerateMac', { KeyId: 'ä' })).toEqual({ Mac: 'x' });
    await call()('GenerateMac', {});
    expect(seen[0]).toMatchObject({
      body: '{"KeyId":"ä"}',
      headers: {
        'x-amz-target': 'TrentService.GenerateMac',
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-security-token': 'session',
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/kms\/aws4_request/,
        ),
      },
    });
    expect(seen).toHaveLength(2);
    expect(sockets).toBeLessThanOrEqual(1);
  });

  it.each([
    ['the service is busy', says(400, { __type: BUSY, message: 'slow down' })],
    ['the service fails', says(500, { __type: 'InternalServerError' })],
    ['something in between answers', says(503, '<html>Service Unavailable</html>')],
    ['the connection breaks', breaks],
    ['the connection breaks in the middle of the answer', breaksInTheMiddle],
  ])('is tried again when %s', async (_, trouble) => {
    answers = [trouble, says(200, { done: true })];
    expect(await call()('Sign', {})).toEqual({ done: true });
    expect(seen).toHaveLength(2);
  });

  it('is given up after its tries, as unavailable', async () => {
    answers = [breaks, breaks, breaks, says(200, {})];
    await expect(reach(() => call()('Sign', {}))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(seen).toHaveLength(3);
  });

  it('is given up when the answer does not come in time', async () => {
    answers = [isSilent, isSilent];
    const asked = reach(() => call({ tries: 2, answerMs: 200 })('Sign', {}));
    await expect(asked).rejects.toMatchObject({ code: 'UNAVAILABLE', cause: { name: 'TimeoutError' } });
  });

  it.each([
    [{ __type: 'com.amazon.coral.service#AccessDeniedException', Message: 'no right' }, {}],
    [{ message: 'no right' }, { 'x-amzn-errortype': 'AccessDeniedException:http://internal/' }],
  ])('that is refused (%j) is not tried again, and fails by the name that AWS gives', async (body, headers) => {
    answers = [says(400, body, headers)];
    const refused = reach(() => call()('Sign', {}));
    await expect(refused).rejects.toBeInstanceOf(ServiceFailure);
    await expect(refused).rejects.toMatchObject({ name: 'AccessDeniedException', status: 400, message: 'no right' });
    expect(seen).toHaveLength(1);
  });

  it('whose answer is no JSON is no success', async () => {
    answers = [says(200, 'hello')];
    await expect(call()('Sign', {})).rejects.toMatchObject({ name: 'HTTP 200' });
  });
});

describe('a transaction', () => {
  it('bears one token in all its tries, and another the next time', async () => {
    answers = [breaks, says(200, {}), says(200, {})];
    const writes = [{ Put: { TableName: 't', Item: { pk: 'a', sk: 'b' } } }];
    await dynamoCalls(aws()).transactWrite(writes);
    await dynamoCalls(aws()).transactWrite(writes);
    const tokens = seen.map(({ body }) => (JSON.parse(body) as { ClientRequestToken: string }).ClientRequestToken);
    expect(tokens).toEqual([tokens[0], tokens[0], expect.not.stringMatching(tokens[0]!)]);
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
});
