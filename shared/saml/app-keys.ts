import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { SIGNATURE } from './names.ts';

interface Algorithm {
  readonly hash: string;
  readonly key: 'rsa' | 'ec';
}

/** How apps may sign; SHA-1 and everything keyed by a shared secret are not among them. */
const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  [SIGNATURE.rsaSha256, { hash: 'sha256', key: 'rsa' }],
  [SIGNATURE.rsaSha384, { hash: 'sha384', key: 'rsa' }],
  [SIGNATURE.rsaSha512, { hash: 'sha512', key: 'rsa' }],
  [SIGNATURE.ecdsaSha256, { hash: 'sha256', key: 'ec' }],
  [SIGNATURE.ecdsaSha384, { hash: 'sha384', key: 'ec' }],
]);

/** The URIs of the signature algorithms that are accepted. */
export const ACCEPTED_SIGNATURES: readonly string[] = [...ALGORITHMS.keys()];

/**
 * Tells whether a signature over these bytes was made with the key of one of the certificates (base64 DER), each of
 * which is tried (Kantara IIP-MD08). The keys are public key objects, so none can be taken for the secret of a MAC. An
 * algorithm that is not accepted, or a certificate that cannot be read, fits nothing.
 */
export function isSignedBy(
  certificates: readonly string[],
  algorithm: string,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean {
  const accepted = ALGORITHMS.get(algorithm);
  if (!accepted) return false;
  return certificates
    .map(keyOf)
    .filter((key) => key?.asymmetricKeyType === accepted.key)
    .some((key) => key && fits(key, accepted, bytes, signature));
}

/** ECDSA has two encodings: XML Signature's own, and DER, which most senders use in the Redirect binding. */
function fits(key: KeyObject, { hash, key: type }: Algorithm, bytes: Uint8Array, signature: Uint8Array): boolean {
  const encodings = type === 'ec' ? (['ieee-p1363', 'der'] as const) : (['der'] as const);
  return encodings.some((dsaEncoding) => verify(hash, bytes, { key, dsaEncoding }, signature));
}

const keys = new Map<string, KeyObject | undefined>();

/** The public key of a certificate, parsed once: parsing costs more than verifying. */
function keyOf(certificate: string): KeyObject | undefined {
  if (keys.has(certificate)) return keys.get(certificate);
  const key = parsed(certificate);
  if (keys.size >= 256) keys.clear();
  keys.set(certificate, key);
  return key;
}

function parsed(certificate: string): KeyObject | undefined {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  } catch {
    return undefined; // certificates are read when an app is saved; one that came in otherwise proves nothing
  }
}
