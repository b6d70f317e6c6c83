import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { House } from '../../local/house.ts';
import { type Aws, awsOf } from '../../shared/aws-sdk/aws.ts';
import { kmsPepper, kmsSecrets, kmsSigningKeys } from '../../shared/aws-sdk/kms.ts';
import { sqsNudge } from '../../shared/aws-sdk/sqs.ts';
import { fixtureHouse } from '../local/kit.ts';

const ARN = 'arn:aws:kms:us-east-1:000000000000:key';
const [SIGNING_KEY, DATA_KEY, PEPPER_KEY] = ['signingkey', 'datakey', 'pepperkey'].map(
  (name) => `${ARN}/mrk-${name}`,
) as [string, string, string];
const CONTEXT = { purpose: 'outbox', id: '1' };

let house: House;
let aws: Aws;
let sdk: KMSClient;
beforeAll(async () => {
  house = await fixtureHouse();
  const { roleArn } = house.deployment.functions.find(({ name }) => name === 'web')!;
  house.endpoints.admit('conformance', { function: 'web', roleArn, worker: 0 });
  aws = awsOf({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'conformance',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL_KMS: `${house.endpointsUrl}/kms`,
    AWS_ENDPOINT_URL_SQS: `${house.endpointsUrl}/sqs`,
  });
  sdk = new KMSClient({
    region: 'us-east-1',
    endpoint: `${house.endpointsUrl}/kms`,
    credentials: { ...aws.credentials },
  });
});
afterAll(async () => {
  sdk?.destroy();
  await house?.close();
});

describe('our KMS', () => {
  it('signs as the SDK does, with the key that the SDK shows', async () => {
    const digest = createHash('sha256').update('message').digest();
    const keys = kmsSigningKeys(aws);
    const { PublicKey } = await sdk.send(new GetPublicKeyCommand({ KeyId: SIGNING_KEY }));
    const command = { KeyId: SIGNING_KEY, Message: digest, MessageType: 'DIGEST' } as const;
    const { Signature } = await sdk.send(
      new SignCommand({ ...command, SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' }),
    );
    const signature = await keys.sign(SIGNING_KEY, digest);
    expect(Buffer.from(signature)).toEqual(Buffer.from(Signature!));
    expect(Buffer.from(await keys.publicKey(SIGNING_KEY))).toEqual(Buffer.from(PublicKey!));
    const key = createPublicKey({ key: Buffer.from(PublicKey!), format: 'der', type: 'spki' });
    expect(verify('sha256', Buffer.from('message'), key, signature)).toBe(true);
  });

  it('opens what the SDK sealed, and the SDK what it sealed', async () => {
    const secrets = kmsSecrets(DATA_KEY, aws);
    const plaintext = Buffer.from('sécret');
    const { CiphertextBlob } = await sdk.send(
      new EncryptCommand({ KeyId: DATA_KEY, Plaintext: plaintext, EncryptionContext: CONTEXT }),
    );
    expect(await secrets.open(Buffer.from(CiphertextBlob!).toString('base64'), CONTEXT)).toBe('sécret');
    const sealed = Buffer.from(await secrets.seal('sécret', CONTEXT), 'base64');
    const { Plaintext } = await sdk.send(new DecryptCommand({ CiphertextBlob: sealed, EncryptionContext: CONTEXT }));
    expect(Buffer.from(Plaintext!)).toEqual(plaintext);
    await expect(secrets.open(sealed.toString('base64'), { ...CONTEXT, id: '2' })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  it('peppers as the SDK does', async () => {
    const message = Buffer.from('hash');
    const command = { KeyId: PEPPER_KEY, Message: message, MacAlgorithm: 'HMAC_SHA_256' } as const;
    const { Mac } = await sdk.send(new GenerateMacCommand(command));
    expect(Buffer.from(await kmsPepper(PEPPER_KEY, aws).mac(PEPPER_KEY, message))).toEqual(Buffer.from(Mac!));
  });
});

describe('our SQS', () => {
  it('sends a nudge, and fails nobody when it cannot', async () => {
    const sends = (): number => house.recorder.calls.filter(({ operation }) => operation === 'SendMessage').length;
    const before = sends();
    const { url } = [...house.queues.values()][0]!.definition;
    await sqsNudge(url, aws).nudge();
    expect(sends()).toBe(before + 1);
    await expect(sqsNudge(`${url}-gone`, aws).nudge()).resolves.toBeUndefined();
  });
});
