import { constants, type KeyObject, publicDecrypt, X509Certificate } from 'node:crypto';
import { entering, type LedgerEntry } from '../audit/ledger.ts';
import { log } from '../base/log.ts';
import { Refusal } from '../base/refusal.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import type { SigningKeys } from './key-ring.ts';

/** What is signed, as the ledger will say it, and the key that must turn out to have signed it. */
export type Signing = Omit<LedgerEntry, 'digest'> & { readonly digest: Uint8Array; readonly publicKey: KeyObject };

/** What signing needs of the world. */
export interface SigningPorts {
  readonly table: Table;
  readonly signingKeys: SigningKeys;
}

/**
 * Signs a digest beside the transaction that enters it into the ledger, with everything else that must be true at that
 * moment. Both must succeed for the signature to be given out, and it must be the key's own. Where a condition did not
 * hold, since another request was faster, the signature is entered as withheld; without any entry it is an orphan: it
 * leaves nowhere, and an alarm goes by the log line, which nobody outside must be able to ring. That holds too where the key
 * gave no answer: it may have signed.
 *
 * @throws {ConditionFailed} whose index is that of `writes`
 * @throws {Refusal} UNAVAILABLE when the key answers with something else than its signature
 */
export async function signBeside(
  { publicKey, ...signing }: Signing,
  writes: readonly Write[],
  { table, signingKeys }: SigningPorts,
): Promise<Uint8Array> {
  const entry: LedgerEntry = { ...signing, digest: Buffer.from(signing.digest).toString('base64') };
  const [signed, entered] = await Promise.allSettled([
    signingKeys.sign(entry.keyId, signing.digest),
    table.commit([...writes, entering(entry)]),
  ]);
  const { id, kind, keyId, requestId } = entry;
  if (entered.status === 'rejected') {
    await account(entry, { reason: entered.reason, isSigned: signed.status === 'fulfilled' }, table);
    throw entered.reason;
  }
  if (signed.status === 'rejected') throw signed.reason;
  if (isGenuine(signed.value, signing.digest, publicKey)) return signed.value;
  log({ level: 'error', event: 'signature.false', id, kind, keyId, requestId });
  throw new Refusal('UNAVAILABLE', 'the key gave something else than its signature', { id, keyId });
}

/**
 * Accounts for a signature whose transaction failed; what went wrong is thrown by the caller in any case. A key that gave
 * no answer may have signed all the same: that is accounted for alike, and the line says that it is not known.
 */
async function account(
  entry: LedgerEntry,
  { reason, isSigned }: { reason: unknown; isSigned: boolean },
  table: Table,
): Promise<void> {
  try {
    if (!(reason instanceof ConditionFailed)) throw reason;
    await table.commit([entering({ ...entry, withheld: true })]);
  } catch (error) {
    const { id, kind, keyId, requestId } = entry;
    log({ level: 'error', event: 'ledger.orphan', id, kind, keyId, requestId, isSigned, error });
  }
}

/** What stands before a SHA-256 digest in a PKCS #1 v1.5 signature: the DigestInfo of RFC 8017 section 9.2. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/**
 * Whether this is the key's signature of the digest (RSASSA-PKCS1-v1_5, RFC 8017 section 8.2.2). It costs a twelfth of
 * what signing costs, and a key service that fails or is swapped cannot make us send what no service provider can check.
 */
function isGenuine(signature: Uint8Array, digest: Uint8Array, key: KeyObject): boolean {
  try {
    const opened = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return opened.equals(Buffer.concat([DIGEST_INFO, digest]));
  } catch {
    return false; // of another length, or not padded: nothing that this key made
  }
}

let last: { readonly certificate: string; readonly publicKey: KeyObject } | undefined;

/** The public key in a certificate (base64 DER). The last one is kept: nearly all signatures are of one key. */
export function publicKeyIn(certificate: string): KeyObject {
  if (certificate !== last?.certificate) {
    const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'));
    last = { certificate, publicKey };
  }
  return last.publicKey;
}
