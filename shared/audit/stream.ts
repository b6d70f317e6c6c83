import type { Table } from '../table/table.ts';
import type { Log } from './bucket.ts';
import { digestOf, type Seal, type SealedRecord } from './chain.ts';
import { type AuditEvent, eventIn } from './event.ts';
import type { Follower } from './follow.ts';
import { ocsfOf } from './ocsf.ts';
import { recordIn, recordsOfHour } from './records.ts';
import { type ChainState, chainState, digestsOf, sealsBetween } from './seals.ts';

/** One event as it leaves. */
export interface SentEvent {
  /** The action, by which rules choose. */
  readonly type: string;
  readonly at: string;
  /** JSON. */
  readonly detail: string;
}

/** Where events are sent to. @throws for any that was not taken: all are sent again */
export interface EventBus {
  put(events: readonly SentEvent[]): Promise<void>;
}

/** Where files are kept. */
export interface Archive {
  put(key: string, body: string, options: { readonly type: string }): Promise<void>;
}

/** Bytes of one event at the most: EventBridge takes 256 kB a call, and ten go with each. */
const DETAIL_BYTES = 25_000;

/** An event without what makes it too large; who wants that reads it by the API, or in the archive. */
function detailOf(event: AuditEvent): string {
  const whole = JSON.stringify(event);
  if (Buffer.byteLength(whole) <= DETAIL_BYTES) return whole;
  const { before: _before, after: _after, details: _details, ...rest } = event;
  return JSON.stringify({ ...rest, isShortened: true });
}

/** Sends every event to a bus, at least once. */
export const sending = (bus: EventBus): Follower => ({
  name: 'events',
  log: 'AUDIT',
  take: async (items) => {
    const events = items.map(eventIn);
    await bus.put(events.map((event) => ({ type: event.action, at: event.at, detail: detailOf(event) })));
    return [];
  },
});

const LINES = { type: 'application/x-ndjson' } as const;

/**
 * Keeps what is followed as lines of OCSF, one file for each part that was read. A file is named by its first record, so
 * one that is written again, or longer, takes its own place.
 */
export const archiving = (archive: Archive, log: Log, product: string): Follower => ({
  name: `archive-${log.toLowerCase()}`,
  log,
  take: async (items) => {
    const records = items.map((item) => recordIn(log, item));
    const [first] = records;
    if (!first) return [];
    const { at, id } = first.record;
    const key = `audit/ocsf/date=${at.slice(0, 10)}/hour=${at.slice(11, 13)}/${first.kind}-${at.replaceAll(':', '')}-${id}.jsonl`;
    await archive.put(key, records.map((record) => `${JSON.stringify(ocsfOf(record, product))}\n`).join(''), LINES);
    return [];
  },
});

/** Bytes of one file of the chain, about. */
const FILE_BYTES = 8_000_000;

const STANDING = { pk: 'FOLLOWER#archive-chain', sk: 'FOLLOWER' } as const;

/** Keeps each seal with all that it covers, as `npm run verify-log` reads it, until `deadline`. @returns how many */
export async function archiveSeals(table: Table, archive: Archive, deadline: number): Promise<number> {
  const known = await table.find(STANDING);
  const state: ChainState | undefined = await chainState(table);
  let done = 0;
  for (let sequence = Number(known?.['place'] ?? 0) + 1; sequence <= (state?.sequence ?? 0); sequence++) {
    if (performance.now() > deadline) return done;
    await archiveSeal(table, archive, sequence);
    await table.commit([{ do: 'put', item: { ...STANDING, place: String(sequence) } }]);
    done += 1;
  }
  return done;
}

async function archiveSeal(table: Table, archive: Archive, sequence: number): Promise<void> {
  const [seal] = await sealsBetween(table, sequence, sequence);
  if (!seal) throw new Error(`seal ${sequence} is not there`);
  const digests = await digestsOf(table, seal);
  let [part, text] = [1, ''];
  const flush = async (): Promise<void> => {
    const name = `${String(sequence).padStart(10, '0')}-${String(part++).padStart(4, '0')}`;
    await archive.put(`audit/chain/${name}.jsonl`, text, LINES);
    text = '';
  };
  for await (const record of covered(table, seal, new Set(digests))) {
    text += `${JSON.stringify(record)}\n`;
    if (text.length > FILE_BYTES) await flush();
  }
  text += `${JSON.stringify({ seal, digests: digests.join('') })}\n`;
  await flush();
}

/** The records that a seal covers: of what stands in its hour, each goes with the one seal that lists it. */
async function* covered(
  table: Table,
  { hour, events, entries }: Seal,
  digests: ReadonlySet<string>,
): AsyncGenerator<SealedRecord> {
  if (events + entries === 0) return;
  for await (const record of recordsOfHour(table, hour)) if (digests.has(digestOf(record))) yield record;
}
