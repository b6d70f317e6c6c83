import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  privateEncrypt,
  randomBytes,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import type { KmsKey } from './kms-keys.ts';
import { type Access, jsonFailure, jsonReply, type Service, ServiceError } from './service.ts';

/** The input of every operation that is served; binary values are base64. */
interface Input {
  readonly KeyId?: string;
  readonly Message?: string;
  readonly MessageType?: string;
  readonly SigningAlgorithm?: string;
  readonly MacAlgorithm?: string;
  readonly Mac?: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Readonly<Record<string, string>>;
}

type Operation = (input: Input, key: KmsKey) => Readonly<Record<string, unknown>>;

/** KMS, as far as our functions call it: sign, seal, pepper. Errors bear the names that the SDK knows. */
export function kmsService(keys: readonly KmsKey[]): Service {
  const keyOf = (input: Input): KmsKey => find(keys, input.KeyId ?? keyIdIn(input.CiphertextBlob));
  return {
    name: 'kms',
    accesses: ({ operation, input }) => [accessOf(operation, input, keyOf(input))],
    serve: ({ operation, input }) => {
      const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
      if (!run) throw new ServiceError('UnknownOperationException', `the local KMS does not know ${operation}`);
      return Promise.resolve(jsonReply(run(input, keyOf(input))));
    },
    failure: jsonFailure,
  };
}

function find(keys: readonly KmsKey[], id: string): KmsKey {
  const key = keys.find(({ keyId, arn }) => id === keyId || id === arn);
  if (!key) throw new ServiceError('NotFoundException', `Key '${id}' does not exist`);
  return key;
}

/** What policies may ask about a call (AWS KMS condition keys). */
function accessOf(operation: string, input: Input, { arn }: KmsKey): Access {
  const entries = Object.entries(input.EncryptionContext ?? {});
  const context: Record<string, readonly string[]> = Object.fromEntries(
    entries.map(([name, value]) => [`kms:encryptioncontext:${name.toLowerCase()}`, [value]]),
  );
  if (entries.length > 0) context['kms:encryptioncontextkeys'] = entries.map(([name]) => name);
  if (operation === 'Sign') context['kms:messagetype'] = [input.MessageType ?? 'RAW'];
  if (input.SigningAlgorithm) context['kms:signingalgorithm'] = [input.SigningAlgorithm];
  if (input.MacAlgorithm) context['kms:macalgorithm'] = [input.MacAlgorithm];
  return { action: `kms:${operation}`, resources: [arn], context };
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  DescribeKey: (_input, { arn, keyId, spec, usage }) => ({
    KeyMetadata: { Arn: arn, KeyId: keyId, KeySpec: spec, KeyUsage: usage, Enabled: true, KeyState: 'Enabled' },
  }),

  GetPublicKey: (_input, key) => ({
    KeyId: key.arn,
    KeySpec: key.spec,
    KeyUsage: key.usage,
    PublicKey: createPublicKey(rsaOf(key)).export({ type: 'spki', format: 'der' }).toString('base64'),
    SigningAlgorithms: [PKCS1_SHA256],
  }),

  Sign: (input, key) => {
    if (input.SigningAlgorithm !== PKCS1_SHA256) throw invalid(`the local KMS does not know ${input.SigningAlgorithm}`);
    const message = bytesOf(input.Message);
    const signature = input.MessageType === 'DIGEST' ? signDigest(message, key) : sign('sha256', message, rsaOf(key));
    return { KeyId: key.arn, Signature: signature.toString('base64'), SigningAlgorithm: PKCS1_SHA256 };
  },

  GenerateMac: (input, key) => ({ KeyId: key.arn, Mac: macOf(input, key).toString('base64'), MacAlgorithm: MAC }),

  VerifyMac: (input, key) => {
    const [given, right] = [bytesOf(input.Mac), macOf(input, key)];
    if (given.length !== right.length || !timingSafeEqual(given, right))
      throw new ServiceError('KMSInvalidMacException', '');
    return { KeyId: key.arn, MacValid: true, MacAlgorithm: MAC };
  },

  Encrypt: (input, key) => {
    const plaintext = bytesOf(input.Plaintext);
    if (plaintext.length > 4096) throw invalid('a plaintext has 4096 bytes at the most');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', secretOf(key, 'ENCRYPT_DECRYPT'), iv).setAAD(aadOf(input));
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    const blob = Buffer.concat([headOf(key), iv, cipher.getAuthTag(), sealed]);
    return { KeyId: key.arn, CiphertextBlob: blob.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },

  Decrypt: (input, key) => ({ KeyId: key.arn, Plaintext: open(input, key), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }),
};

const PKCS1_SHA256 = 'RSASSA_PKCS1_V1_5_SHA_256';
const MAC = 'HMAC_SHA_256';

/** What stands before a SHA-256 digest in a PKCS #1 v1.5 signature: the DigestInfo of RFC 8017 section 9.2. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

function signDigest(digest: Buffer, key: KmsKey): Buffer {
  if (digest.length !== 32) throw invalid('Digest is invalid length for algorithm RSASSA_PKCS1_V1_5_SHA_256');
  const padded = { key: rsaOf(key), padding: constants.RSA_PKCS1_PADDING };
  return privateEncrypt(padded, Buffer.concat([DIGEST_INFO, digest]));
}

function open(input: Input, key: KmsKey): string {
  const rest = bytesOf(input.CiphertextBlob).subarray(headOf(key).length);
  try {
    const decipher = createDecipheriv('aes-256-gcm', secretOf(key, 'ENCRYPT_DECRYPT'), rest.subarray(0, 12));
    decipher.setAAD(aadOf(input)).setAuthTag(rest.subarray(12, 28));
    return Buffer.concat([decipher.update(rest.subarray(28)), decipher.final()]).toString('base64');
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError('InvalidCiphertextException', '');
  }
}

/** A ciphertext names its key, so that Decrypt needs no key ID. */
const headOf = ({ keyId }: KmsKey): Buffer => Buffer.concat([Buffer.from([1, keyId.length]), Buffer.from(keyId)]);

function keyIdIn(blob: string | undefined): string {
  const bytes = bytesOf(blob);
  if (bytes[0] !== 1) throw new ServiceError('InvalidCiphertextException', '');
  return bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
}

/** The encryption context is authenticated in an order that does not depend on how it was written. */
const aadOf = ({ EncryptionContext = {} }: Input): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(EncryptionContext).toSorted(([a], [b]) => (a < b ? -1 : 1))));

function macOf(input: Input, key: KmsKey): Buffer {
  if (input.MacAlgorithm !== MAC) throw invalid(`the local KMS does not know ${input.MacAlgorithm}`);
  return createHmac('sha256', secretOf(key, 'GENERATE_VERIFY_MAC')).update(bytesOf(input.Message)).digest();
}

function secretOf({ secret, usage, arn }: KmsKey, wanted: string): Buffer {
  if (!secret || usage !== wanted) throw wrongUse(arn, usage);
  return secret;
}

function rsaOf({ privateKey, usage, arn }: KmsKey): NonNullable<KmsKey['privateKey']> {
  if (!privateKey || usage !== 'SIGN_VERIFY') throw wrongUse(arn, usage);
  return privateKey;
}

const bytesOf = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');
const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);
const wrongUse = (arn: string, usage: string): ServiceError =>
  new ServiceError('InvalidKeyUsageException', `${arn} key usage is ${usage} which is not valid for this operation`);
