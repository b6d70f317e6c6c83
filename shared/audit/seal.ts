import type { Clock } from '../base/clock.ts';
import { log } from '../base/log.ts';
import { ConditionFailed, type Table } from '../table/table.ts';
import { hourAfter, hourOf, startOf } from './bucket.ts';
import { digestOf, GENESIS, headOf, rootOf, type Seal, type SealBody, type SealedRecord } from './chain.ts';
import { recordsOfHour } from './records.ts';
import { type ChainState, chainState, digestPages, digestsOf, sealing, sealsBetween, SEALS_MAX } from './seals.ts';

/** Milliseconds after the end of an hour before it is sealed: no function lives as long between its clock and its commit. */
const MARGIN_MS = 15 * 60_000;

/** Hours back from the first run from which on the log is sealed. */
const FIRST_HOURS = 24;

/** A sealed hour is read again when this many hours more are sealed: what came late is found, and what is gone. */
const READ_AGAIN_AFTER = [1, 24] as const;

/** What the sealer needs of the world. */
export interface Sealing {
  readonly table: Table;
  readonly now: Clock;
  /** Hears of every seal that was made, when it stands. */
  readonly onSeal?: (seal: Seal) => Promise<void>;
}

/** What a run of the sealer did. */
export interface Sealed {
  readonly seals: number;
  readonly late: number;
}

/**
 * Seals every hour that has closed, oldest first, until `deadline` (milliseconds on the monotonic clock); after an outage
 * it catches up. Two that run at once do no harm: a seal stands only on the head that its maker read.
 */
export async function sealClosedHours(sealer: Sealing, deadline: number): Promise<Sealed> {
  const { table, now } = sealer;
  let state = await chainState(table);
  let done: Sealed = { seals: 0, late: 0 };
  for (;;) {
    const hour = state ? hourAfter(state.through) : hourAfter(hourOf(now().toISOString()), -FIRST_HOURS);
    const isClosed = startOf(hourAfter(hour)).getTime() + MARGIN_MS <= now().getTime();
    if (!isClosed || performance.now() > deadline) return done;
    state = await sealHour(hour, state, sealer);
    if (!state) return done;
    done = { ...done, seals: done.seals + 1 };
    for (const back of READ_AGAIN_AFTER) {
      const after: ChainState | undefined = await sealLate(hourAfter(hour, -back), state, sealer);
      if (!after) return done;
      if (after !== state) done = { ...done, late: done.late + 1 };
      state = after;
    }
  }
}

/** Seals an hour. @returns where the chain stands then; `undefined` where another sealer was faster */
async function sealHour(hour: string, state: ChainState | undefined, sealer: Sealing): Promise<ChainState | undefined> {
  const records: Counted = { digests: [], events: 0 };
  for await (const record of recordsOfHour(sealer.table, hour)) count(records, record);
  return sealRecords({ hour, kind: 'hour', records }, state, sealer);
}

/**
 * Reads a sealed hour again. What stands there without a seal came late, and is given one of its own; what has a seal and
 * is not there was taken away. Both ring an alarm.
 */
async function sealLate(hour: string, state: ChainState, sealer: Sealing): Promise<ChainState | undefined> {
  const { table } = sealer;
  const recent = await sealsBetween(table, state.sequence - SEALS_MAX + 1, state.sequence);
  const seals = recent.filter((seal) => seal.hour === hour);
  if (!seals.some(({ kind }) => kind === 'hour')) return state;
  const gone = new Set((await Promise.all(seals.map((seal) => digestsOf(table, seal)))).flat());
  const late: Counted = { digests: [], events: 0 };
  for await (const record of recordsOfHour(table, hour)) {
    if (!gone.delete(digestOf(record))) count(late, record);
  }
  if (gone.size > 0) log({ level: 'error', event: 'audit.broken', hour, missing: gone.size });
  if (late.digests.length === 0) return state;
  log({ level: 'error', event: 'audit.late', hour, records: late.digests.length });
  return sealRecords({ hour, kind: 'late', records: late }, state, sealer);
}

interface Counted {
  readonly digests: string[];
  events: number;
}

function count(counted: Counted, record: SealedRecord): void {
  counted.digests.push(digestOf(record));
  if (record.kind === 'event') counted.events += 1;
}

/** Makes the seal of these records: first what it covers, page by page, then itself together with the chain's new head. */
async function sealRecords(
  { hour, kind, records }: { hour: string; kind: Seal['kind']; records: Counted },
  state: ChainState | undefined,
  { table, now, onSeal }: Sealing,
): Promise<ChainState | undefined> {
  const { digests, events } = records;
  const body: SealBody = {
    sequence: (state?.sequence ?? 0) + 1,
    hour,
    kind,
    events,
    entries: digests.length - events,
    root: rootOf(digests),
    previous: state?.head ?? GENESIS,
    sealedAt: now().toISOString(),
  };
  const seal: Seal = { ...body, head: headOf(body) };
  for (const item of digestPages(seal, digests)) await table.commit([{ do: 'put', item }]);
  try {
    await table.commit(sealing(seal, state));
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
  await onSeal?.(seal);
  const { sequence, head, sealedAt } = seal;
  return { sequence, head, sealedAt, through: kind === 'hour' ? hour : (state?.through ?? hour) };
}
