import { createHash, createPublicKey, verify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { House } from '../../local/house.ts';
import { callBy, fixtureHouse } from './kit.ts';

let house: House & { troubles: string[] };
beforeAll(async () => {
  house = await fixtureHouse();
});
afterAll(() => house?.close());
afterEach(() => house.faults.clear());

const TABLE = 'Fixture-Table';
const SIGNING_KEY = 'arn:aws:kms:us-east-1:000000000000:key/mrk-signingkey';
const DATA_KEY = 'arn:aws:kms:us-east-1:000000000000:key/mrk-datakey';
const PEPPER_KEY = 'arn:aws:kms:us-east-1:000000000000:key/mrk-pepperkey';
const DIGEST = createHash('sha256').update('message').digest('base64');
const bytes = (base64: string) => ({ base64 });
const item = (pk: string, more: object = {}) => ({ pk: { S: pk }, sk: { S: 'x' }, ...more });
const dynamodb = (command: string, input: object) => callBy(house, 'dynamodb', command, { TableName: TABLE, ...input });
const kms = (command: string, input: object) => callBy(house, 'kms', command, input);
const sign = (more: object = {}) =>
  kms('Sign', {
    KeyId: SIGNING_KEY,
    Message: bytes(DIGEST),
    MessageType: 'DIGEST',
    SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    ...more,
  });
const binary = (value: unknown): string => (value as { base64: string }).base64;

describe('KMS', () => {
  it('signs a digest so that the public key verifies the message', async () => {
    const { PublicKey } = await kms('GetPublicKey', { KeyId: SIGNING_KEY });
    const key = createPublicKey({ key: Buffer.from(binary(PublicKey), 'base64'), format: 'der', type: 'spki' });
    const { Signature } = await sign();
    expect(verify('sha256', Buffer.from('message'), key, Buffer.from(binary(Signature), 'base64'))).toBe(true);
    expect(await sign({ Message: bytes('AAAA') })).toMatchObject({ error: 'ValidationException' });
  });

  it('opens what it sealed only in the same context', async () => {
    const sealed = await kms('Encrypt', {
      KeyId: DATA_KEY,
      Plaintext: bytes('aGVsbG8='),
      EncryptionContext: { purpose: 'outbox', id: '1' },
    });
    const open = (EncryptionContext: object) =>
      kms('Decrypt', { CiphertextBlob: bytes(binary(sealed['CiphertextBlob'])), EncryptionContext });
    expect((await open({ id: '1', purpose: 'outbox' }))['Plaintext']).toEqual(bytes('aGVsbG8='));
    expect(await open({ id: '2', purpose: 'outbox' })).toMatchObject({ error: 'InvalidCiphertextException' });
    expect(await open({ id: '1', purpose: 'other' })).toMatchObject({ error: 'AccessDeniedException' });
  });

  it('makes the same MAC of the same message, and tells a wrong one', async () => {
    const mac = { KeyId: PEPPER_KEY, Message: bytes('aGVsbG8='), MacAlgorithm: 'HMAC_SHA_256' };
    const { Mac } = await kms('GenerateMac', mac);
    expect(await kms('VerifyMac', { ...mac, Mac })).toMatchObject({ MacValid: true });
    expect(await kms('VerifyMac', { ...mac, Message: bytes('AAAA'), Mac })).toMatchObject({
      error: 'KMSInvalidMacException',
    });
  });

  it('uses a key only for what it was made, and knows no other keys', async () => {
    expect(await sign({ KeyId: PEPPER_KEY })).toMatchObject({ error: 'InvalidKeyUsageException' });
    expect(await sign({ KeyId: `${SIGNING_KEY}x` })).toMatchObject({ error: 'NotFoundException' });
  });
});

describe('DynamoDB', () => {
  it('is the table of the template, and each item of a transaction needs its own right', async () => {
    house.recorder.clear();
    const write = { Put: { TableName: TABLE, Item: item('USER#1') } };
    const check = {
      ConditionCheck: { TableName: TABLE, Key: item('OWNERS'), ConditionExpression: 'attribute_not_exists(pk)' },
    };
    expect(await dynamodb('TransactWriteItems', { TransactItems: [write, check] })).toEqual({});
    expect(house.recorder.calls[0]).toMatchObject({
      function: 'web',
      operation: 'TransactWriteItems',
      allowed: true,
      accesses: [
        { action: 'dynamodb:PutItem', context: { 'dynamodb:leadingkeys': ['USER#1'] } },
        { action: 'dynamodb:ConditionCheckItem', context: { 'dynamodb:leadingkeys': ['OWNERS'] } },
      ],
    });
    const remove = { Delete: { TableName: TABLE, Key: item('USER#1') } };
    expect(await dynamodb('TransactWriteItems', { TransactItems: [remove] })).toMatchObject({
      error: 'AccessDeniedException',
    });
  });

  it('refuses a call without a right, and says which right it lacked', async () => {
    expect(await dynamodb('GetItem', { Key: item('APP#1') })).toMatchObject({ error: 'AccessDeniedException' });
    expect(house.troubles.at(-1)).toContain('web has no right to dynamodb:GetItem');
    expect(house.troubles.at(-1)).toContain('for APP#1');
    expect(await dynamodb('Scan', {})).toMatchObject({ error: 'AccessDeniedException' });
  });

  it('tells a query of the index from one of the table', async () => {
    const query = (IndexName: string, value: string) =>
      dynamodb('Query', {
        IndexName,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'gsi1pk' },
        ExpressionAttributeValues: { ':pk': { S: value } },
      });
    expect(await query('gsi1', 'USERS')).toMatchObject({ Items: [] });
    expect(await query('gsi1', 'GROUPS')).toMatchObject({ error: 'AccessDeniedException' });
  });
});

describe('the faults', () => {
  const put = (pk: string, n: string) => dynamodb('PutItem', { Item: item(pk, { n: { N: n } }) });
  const get = (pk: string, ConsistentRead: boolean) => dynamodb('GetItem', { Key: item(pk), ConsistentRead });

  it('lose an answer before or after the deed', async () => {
    house.faults.inject({ operation: 'PutItem', fault: { kind: 'drop-before' } });
    expect(await put('USER#before', '1')).toHaveProperty('error');
    expect(await get('USER#before', true)).toEqual({});
    const hits = house.faults.inject({ operation: 'PutItem', fault: { kind: 'drop-after' } });
    expect(await put('USER#after', '1')).toHaveProperty('error');
    expect(await get('USER#after', true)).toHaveProperty('Item');
    expect(hits()).toBe(1);
  });

  it('cancel a transaction for a conflict, and throttle', async () => {
    house.faults.inject({ operation: 'TransactWriteItems', fault: { kind: 'transaction-conflict' } });
    const write = { Put: { TableName: TABLE, Item: item('USER#2') } };
    expect(await dynamodb('TransactWriteItems', { TransactItems: [write] })).toMatchObject({
      error: 'TransactionCanceledException',
      reasons: [{ Code: 'TransactionConflict' }],
    });
    house.faults.inject({ service: 'kms', fault: { kind: 'error', code: 'ThrottlingException' }, after: 1 });
    expect(await sign()).toHaveProperty('Signature');
    expect(await sign()).toMatchObject({ error: 'ThrottlingException' });
    expect(await sign()).toHaveProperty('Signature');
  });

  it('befall every second call of a storm', async () => {
    const hits = house.faults.inject({
      operation: 'PutItem',
      fault: { kind: 'error', code: 'ValidationException' },
      every: 2,
      times: 2,
    });
    const outcomes = [];
    for (const n of ['1', '2', '3', '4', '5', '6']) outcomes.push('error' in (await put('USER#storm', n)));
    expect(outcomes).toEqual([false, true, false, true, false, false]);
    expect(hits()).toBe(2);
  });

  it('garble what KMS answers, and let things happen in between', async () => {
    const right = await sign();
    house.faults.inject({ service: 'kms', fault: { kind: 'garble' } });
    const wrong = await sign();
    expect(binary(wrong['Signature'])).toHaveLength(binary(right['Signature']).length);
    expect(wrong['Signature']).not.toEqual(right['Signature']);
    await put('USER#between', '1');
    const meanwhile = { kind: 'meanwhile', happen: () => put('USER#between', '2') } as const;
    house.faults.inject({ operation: 'GetItem', fault: meanwhile });
    expect(await get('USER#between', true)).toMatchObject({ Item: { n: { N: '2' } } });
  });

  it('show the past to reads that may lag, and never to consistent ones', async () => {
    await put('USER#stale', '1');
    await get('USER#stale', false);
    await put('USER#stale', '2');
    house.faults.inject({ operation: 'GetItem', fault: { kind: 'stale' }, times: 2 });
    expect(await get('USER#stale', false)).toMatchObject({ Item: { n: { N: '1' } } });
    expect(await get('USER#stale', true)).toMatchObject({ Item: { n: { N: '2' } } });
  });
});

describe('SES and SQS', () => {
  const send = (Source: string, more: object = {}) =>
    callBy(house, 'ses', 'SendEmail', {
      Source,
      ConfigurationSetName: 'mails',
      Destination: { ToAddresses: ['maya@example.org'] },
      Message: {
        Subject: { Data: 'Hello <b>' },
        Body: { Text: { Data: 'plain' }, Html: { Data: '<script>alert(1)</script><a href="http://localhost">go</a>' } },
      },
      ...more,
    });

  it('deliver mail from a verified sender into the mailbox, whose page runs nothing of it', async () => {
    const { MessageId } = await send('Samlet <no-reply@example.org>');
    expect(house.mailbox.mails.at(-1)).toMatchObject({ id: MessageId, to: ['maya@example.org'], subject: 'Hello <b>' });
    const list = await (await fetch(house.mailboxUrl)).text();
    expect(list).toContain('Hello &lt;b&gt;');
    const html = await fetch(`${house.mailboxUrl}/${String(MessageId)}/html`);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    expect(await (await fetch(`${house.mailboxUrl}.json`)).json()).toHaveLength(1);
  });

  it('refuse other senders, sets and addresses', async () => {
    expect(await send('no-reply@example.com')).toMatchObject({ error: expect.stringContaining('MessageRejected') });
    expect(await send('other@example.org')).toMatchObject({ error: expect.stringContaining('AccessDenied') });
    expect(await send('no-reply@example.org', { ConfigurationSetName: 'no' })).toHaveProperty('error');
  });

  it('queue a message for the function that the template names', async () => {
    const { QUEUE } = (await house.invoke('web', { environment: true })) as { QUEUE: string };
    expect(await callBy(house, 'sqs', 'SendMessage', { QueueUrl: QUEUE, MessageBody: 'nudge' })).toHaveProperty(
      'MessageId',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await house.jobs.settle();
    expect(await house.invoke('job', { seen: true })).toContain('nudge');
  });

  it('answer nobody without a key of this run, and no page of another host', async () => {
    const stranger = await fetch(`${house.endpointsUrl}/kms`, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.Sign' },
      body: '{}',
    });
    expect(stranger.status).toBe(403);
  });
});
