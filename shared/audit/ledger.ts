import { randomInt } from 'node:crypto';
import { entityOf } from '../table/entity.ts';
import type { Item, Table, Write } from '../table/table.ts';
import { allOfHour, bucketKey, hourOf, SHARDS } from './bucket.ts';

/** What was signed: every call of `kms:Sign` has one entry, and nothing signed leaves without it. */
export interface LedgerEntry {
  /** The signed message's own ID; for a certificate its serial number. */
  readonly id: string;
  readonly kind: 'assertion' | 'response' | 'error' | 'logout-request' | 'logout-response' | 'certificate';
  /** SHA-256 of the SignedInfo (or other signed octets), base64: what the key was given. */
  readonly digest: string;
  readonly keyId: string;
  readonly at: string;
  readonly appId?: string;
  readonly userId?: string;
  readonly requestId: string;
  /** Signed, and given to nobody: something beside it did not hold. */
  readonly withheld?: true;
}

/** The write that enters what is being signed; committed beside the call of the key. */
export const entering = (entry: LedgerEntry): Write => ({ do: 'create', item: ledgerItem(entry) });

const ledgerItem = (entry: LedgerEntry): Item => ({
  pk: bucketKey('LEDGER', hourOf(entry.at), randomInt(SHARDS)),
  sk: `${entry.at}#${entry.id}#${entry.kind}`,
  ...entry,
});

/** The entry in an item of the ledger. */
export const entryIn = (item: Item): LedgerEntry => entityOf<LedgerEntry>(item) as LedgerEntry;

/** The entries of one hour, oldest first; for hours that are known to be quiet. */
export async function entriesOfHour(table: Table, hour: string): Promise<readonly LedgerEntry[]> {
  return (await allOfHour(table, 'LEDGER', hour)).map(entryIn);
}

/** The entry of one signature, by what it signed and when: a document's ID names no shard, so all are asked at once. */
export async function findEntry(
  table: Table,
  { at, id, kind }: Pick<LedgerEntry, 'at' | 'id' | 'kind'>,
): Promise<LedgerEntry | undefined> {
  const keys = Array.from({ length: SHARDS }, (_, shard) => ({
    pk: `LEDGER#${hourOf(at)}#${shard}`,
    sk: `${at}#${id}#${kind}`,
  }));
  const found = (await table.findAll(keys)).find((item) => item !== undefined);
  return entityOf<LedgerEntry>(found);
}
