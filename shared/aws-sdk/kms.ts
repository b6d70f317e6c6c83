import type { Pepper, Secrets, SigningKeys } from '../keys/key-ring.ts';
import type { Aws } from './aws.ts';
import { callsOf } from './call.ts';
import { reach } from './reach.ts';

/** Asks KMS for one field of an answer, which holds bytes: three tries, 3 s each. */
type Ask = (operation: string, field: string, input: object) => Promise<Buffer>;

function askKms(aws: Aws): Ask {
  const service = { name: 'kms', target: 'TrentService', version: '1.1' } as const;
  const call = callsOf({ ...service, tries: 3, connectMs: 1000, answerMs: 2000 }, aws);
  return async (operation, field, input) => {
    const { [field]: base64 } = await reach(() => call(operation, input));
    if (typeof base64 !== 'string') throw new Error(`KMS answered ${operation} without ${field}`);
    return Buffer.from(base64, 'base64');
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Keeps {@link SigningKeys} with KMS's asymmetric keys; the message never leaves, only its digest. */
export function kmsSigningKeys(aws: Aws): SigningKeys {
  const ask = askKms(aws);
  return {
    publicKey: (keyId) => ask('GetPublicKey', 'PublicKey', { KeyId: keyId }),
    sign: (keyId, digest) =>
      ask('Sign', 'Signature', {
        KeyId: keyId,
        Message: base64(digest),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
      }),
  };
}

/** Keeps {@link Secrets} with one symmetric key; the context is bound to the ciphertext and logged by CloudTrail. */
export function kmsSecrets(keyId: string, aws: Aws): Secrets {
  const ask = askKms(aws);
  return {
    async seal(secret, context) {
      const plaintext = Buffer.from(secret, 'utf8').toString('base64');
      const input = { KeyId: keyId, Plaintext: plaintext, EncryptionContext: context };
      return base64(await ask('Encrypt', 'CiphertextBlob', input));
    },
    async open(sealed, context) {
      const input = { KeyId: keyId, CiphertextBlob: sealed, EncryptionContext: context };
      return (await ask('Decrypt', 'Plaintext', input)).toString('utf8');
    },
  };
}

/** Keeps {@link Pepper} with an HMAC key. */
export function kmsPepper(keyId: string, aws: Aws): Pepper {
  const ask = askKms(aws);
  return {
    keyId,
    mac: (macKeyId, message) =>
      ask('GenerateMac', 'Mac', { KeyId: macKeyId, Message: base64(message), MacAlgorithm: 'HMAC_SHA_256' }),
  };
}
