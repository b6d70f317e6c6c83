import type { Item, Table } from '../table/table.ts';
import { itemsOfHour, type Log } from './bucket.ts';
import type { SealedRecord } from './chain.ts';
import { eventIn } from './event.ts';
import { entryIn } from './ledger.ts';

/** The record in an item of one of the two logs. */
export const recordIn = (log: Log, item: Item): SealedRecord =>
  log === 'AUDIT' ? { kind: 'event', record: eventIn(item) } : { kind: 'entry', record: entryIn(item) };

/** Every record of an hour in the order in which it is sealed: events, then entries, each by time and name. */
export async function* recordsOfHour(table: Table, hour: string): AsyncGenerator<SealedRecord> {
  for (const log of ['AUDIT', 'LEDGER'] as const) {
    for await (const item of itemsOfHour(table, log, hour)) yield recordIn(log, item);
  }
}
