import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  randomBytes,
} from 'node:crypto';
import type { Pepper, Secrets, SigningKeys } from '../../shared/keys/key-ring.ts';

const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Two signing keys held here, and a count of what was signed. */
export interface TestKeys {
  readonly signingKeys: SigningKeys;
  readonly signingKeyIds: readonly [string, string];
  /** Digests that were signed, in base64, in order. */
  readonly signed: string[];
}

let pair: readonly { publicKey: KeyObject; privateKey: KeyObject }[] | undefined;

/** Signs as KMS does, with keys of this process: RSA PKCS#1 v1.5 over a given SHA-256 digest. */
export function testKeys(): TestKeys {
  pair ??= [0, 1].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const keys = new Map([
    ['key-a', pair[0]],
    ['key-b', pair[1]],
  ]);
  const signed: string[] = [];
  return {
    signed,
    signingKeyIds: ['key-a', 'key-b'],
    signingKeys: {
      publicKey: (keyId) => Promise.resolve(keys.get(keyId)!.publicKey.export({ type: 'spki', format: 'der' })),
      sign(keyId, digest) {
        signed.push(Buffer.from(digest).toString('base64'));
        const key = keys.get(keyId)!.privateKey;
        return Promise.resolve(
          privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, digest])),
        );
      },
    },
  };
}

/** Seals with a key of this process, bound to the context as KMS binds it. */
export function testSecrets(): Secrets {
  const key = randomBytes(32);
  const aad = (context: Readonly<Record<string, string>>): Buffer =>
    Buffer.from(JSON.stringify(Object.entries(context).toSorted()));
  return {
    seal(secret, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad(context));
      const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return Promise.resolve(sealed.toString('base64'));
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(aad(context));
      decipher.setAuthTag(bytes.subarray(-16));
      return Promise.resolve(
        Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8'),
      );
    },
  };
}

/** Peppers with a key of this process. */
export const testPepper = (): Pepper => ({
  keyId: 'pepper',
  mac: (keyId, message) => Promise.resolve(createHmac('sha256', keyId).update(message).digest()),
});
