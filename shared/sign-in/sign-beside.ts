import { entering, type LedgerEntry } from '../audit/ledger.ts';
import { log } from '../base/log.ts';
import type { Write } from '../table/table.ts';
import type { Ports } from './ports.ts';

/** What is signed, as the ledger will say it; key and time are added here. */
export type Signing = Omit<LedgerEntry, 'digest'> & { readonly digest: Uint8Array };

/**
 * Signs a digest beside the transaction that enters it into the ledger, with everything else that must be true at that
 * moment. Both must succeed for the signature to be given out; a signature without an entry is an orphan: it leaves
 * nowhere, and an alarm goes by the log line.
 */
export async function signBeside(
  signing: Signing,
  writes: readonly Write[],
  { table, signingKeys }: Ports,
): Promise<Uint8Array> {
  const entry: LedgerEntry = { ...signing, digest: Buffer.from(signing.digest).toString('base64') };
  const [signed, entered] = await Promise.allSettled([
    signingKeys.sign(entry.keyId, signing.digest),
    table.commit([entering(entry), ...writes]),
  ]);
  if (signed.status === 'fulfilled' && entered.status === 'rejected') {
    const { id, kind, keyId, requestId } = entry;
    log({ level: 'error', event: 'ledger.orphan', id, kind, keyId, requestId, error: entered.reason as unknown });
  }
  if (entered.status === 'rejected') throw entered.reason;
  if (signed.status === 'rejected') throw signed.reason;
  return signed.value;
}
