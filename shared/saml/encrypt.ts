import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { element, text, type Xml } from './canonical.ts';
import { CONTENT_ENCRYPTION, DIGEST, ENCRYPTED_ELEMENT, KEY_TRANSPORT, MGF1_SHA256, NS } from './names.ts';
import { keyInfo } from './signature.ts';

/** How an assertion is encrypted: AES in GCM (XML Encryption 1.1, section 5.2.4), the key by RSA-OAEP. */
export type EncryptionAlgorithm = 'aes128-gcm' | 'aes256-gcm';

const CIPHERS = {
  'aes128-gcm': { uri: CONTENT_ENCRYPTION.aes128Gcm, cipher: 'aes-128-gcm', bytes: 16 },
  'aes256-gcm': { uri: CONTENT_ENCRYPTION.aes256Gcm, cipher: 'aes-256-gcm', bytes: 32 },
} as const;

/** How its key is wrapped (XML Encryption 1.1, section 5.5.2): with SHA-1, which every app reads, or with SHA-256. */
export type KeyTransport = 'rsa-oaep-mgf1p' | 'rsa-oaep-sha256';

const digestMethod = (uri: string): Xml => element('ds:DigestMethod', { attributes: { Algorithm: uri } });

/** SHA-1 serves here as a mask, not as a proof: its collisions do not weaken OAEP. */
const TRANSPORTS = {
  'rsa-oaep-mgf1p': { uri: KEY_TRANSPORT.rsaOaepMgf1p, hash: 'sha1', parameters: [digestMethod(DIGEST.sha1)] },
  'rsa-oaep-sha256': {
    uri: KEY_TRANSPORT.rsaOaep,
    hash: 'sha256',
    parameters: [
      digestMethod(DIGEST.sha256),
      element('xenc11:MGF', { declares: { xenc11: NS.xenc11 }, attributes: { Algorithm: MGF1_SHA256 } }),
    ],
  },
} as const;

/**
 * Encrypts a signed assertion for one app (Core 2.3.4): a fresh key, which only the holder of the certificate's private
 * key can unwrap. The certificate (base64 DER) is of an RSA key.
 */
export function encryptAssertion(
  assertion: Xml,
  certificate: string,
  algorithm: EncryptionAlgorithm = 'aes256-gcm',
  transport: KeyTransport = 'rsa-oaep-mgf1p',
): Xml {
  const { uri, cipher, bytes } = CIPHERS[algorithm];
  const key = randomBytes(bytes);
  const iv = randomBytes(12);
  const encryptor = createCipheriv(cipher, key, iv);
  const sealed = Buffer.concat([
    iv,
    encryptor.update(assertion.wire, 'utf8'),
    encryptor.final(),
    encryptor.getAuthTag(),
  ]);
  const publicKey = new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  const wrapped = publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: TRANSPORTS[transport].hash },
    key,
  );
  return element(
    'saml:EncryptedAssertion',
    { declares: { saml: NS.saml } },
    element(
      'xenc:EncryptedData',
      { declares: { xenc: NS.xenc }, attributes: { Type: ENCRYPTED_ELEMENT } },
      element('xenc:EncryptionMethod', { attributes: { Algorithm: uri } }),
      element('ds:KeyInfo', { declares: { ds: NS.ds } }, encryptedKey(wrapped, { certificate, transport })),
      cipherData(sealed),
    ),
  );
}

const cipherData = (bytes: Uint8Array): Xml =>
  element('xenc:CipherData', {}, element('xenc:CipherValue', {}, text(Buffer.from(bytes).toString('base64'))));

const encryptedKey = (
  wrapped: Uint8Array,
  { certificate, transport }: { certificate: string; transport: KeyTransport },
): Xml =>
  element(
    'xenc:EncryptedKey',
    {},
    element(
      'xenc:EncryptionMethod',
      { attributes: { Algorithm: TRANSPORTS[transport].uri } },
      ...TRANSPORTS[transport].parameters,
    ),
    keyInfo(certificate),
    cipherData(wrapped),
  );
