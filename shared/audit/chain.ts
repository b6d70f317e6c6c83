import { sha256Text } from '../base/bytes.ts';
import type { AuditEvent } from './event.ts';
import type { LedgerEntry } from './ledger.ts';
import { canonicalJson } from './canonical-json.ts';

/** What is sealed: an event, or an entry of the ledger, as it was written. */
export type SealedRecord =
  { readonly kind: 'event'; readonly record: AuditEvent } | { readonly kind: 'entry'; readonly record: LedgerEntry };

/** The head before the first seal. */
export const GENESIS = sha256Text('samlet');

/** What one seal covers: the records of an hour that has closed, or those that came late to it. */
export interface SealBody {
  /** Counts the seals, from 1. */
  readonly sequence: number;
  readonly hour: string;
  /** `late` seals what was found in an hour after it had been sealed. */
  readonly kind: 'hour' | 'late';
  readonly events: number;
  readonly entries: number;
  /** SHA-256 over the digests of the records, in their order. */
  readonly root: string;
  /** The head of the seal before. */
  readonly previous: string;
  readonly sealedAt: string;
}

/** A seal with its head, which the next one builds on. */
export interface Seal extends SealBody {
  readonly head: string;
}

/** The digest of one record: SHA-256 over its canonical JSON, in base64url. */
export const digestOf = (record: SealedRecord): string => sha256Text(canonicalJson(record));

/** Characters of a digest: digests stand one behind the other where many are kept. */
export const DIGEST_LENGTH = 43;

/** The digest over digests. */
export const rootOf = (digests: readonly string[]): string => sha256Text(digests.join(''));

/** The head of a seal: SHA-256 over everything else that it says. */
export const headOf = ({ sequence, hour, kind, events, entries, root, previous, sealedAt }: SealBody): string =>
  sha256Text(canonicalJson({ sequence, hour, kind, events, entries, root, previous, sealedAt }));

/** Where a record stands: events before entries, each by time and name. */
export const placeOf = ({ kind, record }: SealedRecord): string =>
  kind === 'event' ? `1#${record.at}#${record.id}` : `2#${record.at}#${record.id}#${record.kind}`;
