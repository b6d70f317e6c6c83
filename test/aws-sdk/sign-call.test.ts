import { describe, expect, it } from '@jest/globals';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { type Aws, awsOf } from '../../shared/aws-sdk/aws.ts';
import { signedHeaders } from '../../shared/aws-sdk/sign-call.ts';

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly hostname: string;
  readonly path: string;
}

const ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret/+key',
};

/** What the SDK would send: it never leaves. */
async function sentBySdk(name: 'dynamodb' | 'kms', { region, credentials }: Aws): Promise<Sent> {
  let sent: Sent | undefined;
  const requestHandler = {
    handle: (request: Sent) => {
      sent = request;
      return Promise.reject(new Error('caught'));
    },
  };
  const options = { region, credentials: { ...credentials }, requestHandler, maxAttempts: 1 } as never;
  const asked =
    name === 'kms'
      ? new KMSClient(options).send(
          new GenerateMacCommand({ KeyId: 'k', Message: Buffer.from('m'), MacAlgorithm: 'HMAC_SHA_256' }),
        )
      : new DynamoDBClient(options).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'ä' } } }));
  await expect(asked).rejects.toThrow('caught');
  return sent!;
}

describe('the signature of a call', () => {
  it.each([
    ['dynamodb', {}],
    ['dynamodb', { AWS_SESSION_TOKEN: 'token==' }],
    ['kms', { AWS_SESSION_TOKEN: 'another' }],
  ] as const)('to %s is the one that the SDK makes (%j)', async (service, more) => {
    const aws = awsOf({ ...ENVIRONMENT, ...more });
    const { headers, body, hostname, path } = await sentBySdk(service, aws);
    const authorization = headers['authorization'] ?? '';
    const names = (/SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '').split(';');
    const own = ['host', 'x-amz-date', 'x-amz-security-token'];
    const given = names.filter((name) => !own.includes(name)).map((name) => [name, headers[name] ?? '']);
    const [, y, m, d, h, min, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '') ?? [];
    const at = new Date(`${y}-${m}-${d}T${h}:${min}:${s}.789Z`);
    const url = new URL(`https://${hostname}${path}`);
    const signed = signedHeaders({ service, url, headers: Object.fromEntries(given), body, at }, aws);
    expect(authorization).toMatch(/Signature=[0-9a-f]{64}$/);
    expect(signed['authorization']).toBe(authorization);
    expect(signed['x-amz-security-token']).toBe(headers['x-amz-security-token']);
  });
});

describe('the place of a call', () => {
  it.each([
    ['eu-central-1', 'https://kms.eu-central-1.amazonaws.com/'],
    ['us-gov-west-1', 'https://kms.us-gov-west-1.amazonaws.com/'],
    ['cn-north-1', 'https://kms.cn-north-1.amazonaws.com.cn/'],
    ['eusc-de-east-1', 'https://kms.eusc-de-east-1.amazonaws.eu/'],
  ])('is the service of the Region %s', (region, url) => {
    expect(awsOf({ ...ENVIRONMENT, AWS_REGION: region }).endpoint('kms').href).toBe(url);
  });

  it('is the one that the environment names', () => {
    const named = { ...ENVIRONMENT, AWS_ENDPOINT_URL: 'http://all:1', AWS_ENDPOINT_URL_KMS: 'http://kms:2/kms' };
    expect(awsOf(named).endpoint('kms').href).toBe('http://kms:2/kms');
    expect(awsOf(named).endpoint('sqs').href).toBe('http://all:1/');
  });

  it('is missed by its name', () => {
    expect(() => awsOf({ ...ENVIRONMENT, AWS_REGION: '' })).toThrow('lacks AWS_REGION');
    expect(() => awsOf({ AWS_REGION: 'x', AWS_ACCESS_KEY_ID: 'y' })).toThrow('lacks AWS_SECRET_ACCESS_KEY');
  });
});
