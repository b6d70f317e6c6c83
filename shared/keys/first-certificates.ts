import { createPublicKey } from 'node:crypto';
import { later } from '../base/clock.ts';
import { ConditionFailed, type Table } from '../table/table.ts';
import { prepareCertificate } from './certificate.ts';
import { KEY_RING_KEY, keyRingOf, type KeyRing, type SigningKey, type SigningKeys } from './key-ring.ts';
import { type Signing, signBeside } from './sign-beside.ts';

/** Ten years: IAM and most service providers go by the key and never look at the end (IAM User Guide, SAML providers). */
const CERTIFICATE_SECONDS = 10 * 365 * 24 * 3600;

/** What making the first certificates needs. */
export interface Making {
  readonly table: Table;
  readonly signingKeys: SigningKeys;
  readonly signingKeyIds: readonly [string, string];
  readonly now: Date;
  readonly requestId: string;
  /** The common name of the certificates. */
  readonly commonName: string;
}

/**
 * The key ring; made at first need, by conditional write. Of several that make one at once, one wins and the others
 * read what it wrote: certificates are never replaced by another of the same key. Each signature has its ledger entry.
 */
export async function ensureKeyRing(making: Making): Promise<KeyRing> {
  const [active, next] = await Promise.all(making.signingKeyIds.map((keyId) => certify(keyId, making)));
  if (!active || !next) throw new Error('two signing keys are needed');
  const made: KeyRing = { active, next };
  try {
    await making.table.commit([{ do: 'create', item: { ...KEY_RING_KEY, ...made } }]);
    return made;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const found = keyRingOf(error.found);
    if (!found) throw error;
    return found;
  }
}

async function certify(keyId: string, { table, signingKeys, now, requestId, commonName }: Making): Promise<SigningKey> {
  const publicKey = await signingKeys.publicKey(keyId);
  const prepared = prepareCertificate({
    publicKey,
    commonName,
    notBefore: now,
    notAfter: later(now, CERTIFICATE_SECONDS),
  });
  const signing: Signing = {
    id: prepared.serialNumber,
    kind: 'certificate',
    digest: prepared.digest,
    publicKey: createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }),
    keyId,
    at: now.toISOString(),
    requestId,
  };
  const signature = await signBeside(signing, [], { table, signingKeys });
  return { keyId, certificate: prepared.finish(signature).toString('base64') };
}
