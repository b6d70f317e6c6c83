import { hourOf } from '../../shared/audit/bucket.ts';
import { type AuditEvent, eventsOfHour } from '../../shared/audit/event.ts';
import { entriesOfHour, type LedgerEntry } from '../../shared/audit/ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import type { OpenedHouse } from '../kit/house-table.ts';

/** What a scenario happens in. */
export interface Stage {
  readonly house: OpenedHouse;
  readonly appId: string;
  readonly apiToken: string;
  /** The active certificate (base64 DER). */
  readonly certificate: string;
  /** A number for names, another for each run. */
  readonly run: number;
}

/** What somebody does under a fault, and what must be true afterwards whatever the fault was. */
export interface Scenario<State = unknown> {
  /** The function whose calls are befallen. */
  readonly function: 'sso' | 'admin';
  readonly prepare: (stage: Stage) => Promise<State>;
  /** @returns the statuses of the answers */
  readonly act: (state: State, stage: Stage) => Promise<readonly number[]>;
  /** With the faults over. `isUndisturbed` where there was none: then everything must have succeeded. */
  readonly check: (state: State, stage: Stage, isUndisturbed: boolean) => Promise<void>;
}

/** A scenario whose state is its own business. */
export const scenario = <State>(definition: Scenario<State>): Scenario => definition as Scenario;

const hours = (): string[] => [Date.now() - 3_600_000, Date.now()].map((at) => hourOf(new Date(at).toISOString()));

/** The events that were recorded for a target; mails that have gone, whenever that is, have events of the outbox's own. */
export async function eventsOn(table: Table, target: string): Promise<readonly AuditEvent[]> {
  const all = await Promise.all(hours().map((hour) => eventsOfHour(table, hour)));
  return all.flat().filter(({ target: to, action }) => to === target && action !== 'mail.send');
}

/** The entries of the ledger that fit. */
export async function entriesOf(table: Table, fits: (entry: LedgerEntry) => boolean): Promise<readonly LedgerEntry[]> {
  const all = await Promise.all(hours().map((hour) => entriesOfHour(table, hour)));
  return all.flat().filter(fits);
}
