import {
  DecryptCommand,
  EncryptCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  SignCommand,
} from '@aws-sdk/client-kms';
import type { Pepper, Secrets, SigningKeys } from '../keys/key-ring.ts';
import { reach } from './reach.ts';

let shared: KMSClient | undefined;

/** One client for all that KMS does, made at the first need. */
const client = (): KMSClient =>
  (shared ??= new KMSClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } }));

/** Keeps {@link SigningKeys} with KMS's asymmetric keys; the message never leaves, only its digest. */
export const kmsSigningKeys = (): SigningKeys => ({
  async publicKey(keyId) {
    const { PublicKey: publicKey } = await reach(() => client().send(new GetPublicKeyCommand({ KeyId: keyId })));
    return given(publicKey);
  },
  async sign(keyId, digest) {
    const command = new SignCommand({
      KeyId: keyId,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
    });
    const { Signature: signature } = await reach(() => client().send(command));
    return given(signature);
  },
});

/** Keeps {@link Secrets} with one symmetric key; the context is bound to the ciphertext and logged by CloudTrail. */
export const kmsSecrets = (keyId: string): Secrets => ({
  async seal(secret, context) {
    const command = new EncryptCommand({
      KeyId: keyId,
      Plaintext: Buffer.from(secret, 'utf8'),
      EncryptionContext: { ...context },
    });
    const { CiphertextBlob: sealed } = await reach(() => client().send(command));
    return Buffer.from(given(sealed)).toString('base64');
  },
  async open(sealed, context) {
    const command = new DecryptCommand({
      KeyId: keyId,
      CiphertextBlob: Buffer.from(sealed, 'base64'),
      EncryptionContext: { ...context },
    });
    const { Plaintext: secret } = await reach(() => client().send(command));
    return Buffer.from(given(secret)).toString('utf8');
  },
});

/** Keeps {@link Pepper} with an HMAC key. */
export const kmsPepper = (keyId: string): Pepper => ({
  keyId,
  async mac(macKeyId, message) {
    const command = new GenerateMacCommand({ KeyId: macKeyId, Message: message, MacAlgorithm: 'HMAC_SHA_256' });
    const { Mac: mac } = await reach(() => client().send(command));
    return given(mac);
  },
});

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('KMS answered without what was asked');
  return value;
}
