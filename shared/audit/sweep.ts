import type { Clock } from '../base/clock.ts';
import { log } from '../base/log.ts';
import type { Table } from '../table/table.ts';
import { counting } from './counters.ts';
import { follow, type Follower } from './follow.ts';
import { sealClosedHours } from './seal.ts';
import { type Archive, archiveSeals, archiving, type EventBus, sending } from './stream.ts';

/** What the sweep of the audit log needs of the world. */
export interface AuditSweeping {
  readonly table: Table;
  readonly now: Clock;
  readonly baseUrl: string;
  /** Where events are sent to, and where they are kept, if anywhere. */
  readonly bus?: EventBus;
  readonly archive?: Archive;
}

/** Milliseconds that each part of a sweep may take; what is left waits for the next. */
const PART_MS = 8000;

/**
 * Counts, gives out and seals what was written, once a minute. Each part fails by itself and is told of in the log: that
 * a stream is stuck stops neither the counters nor the seals.
 */
export async function sweepAudit({ table, now, baseUrl, bus, archive }: AuditSweeping): Promise<void> {
  const followers: readonly Follower[] = [
    counting(table, 'AUDIT'),
    counting(table, 'LEDGER'),
    ...(bus ? [sending(bus)] : []),
    ...(archive ? [archiving(archive, 'AUDIT', baseUrl), archiving(archive, 'LEDGER', baseUrl)] : []),
  ];
  for (const follower of followers) {
    await part(`audit.${follower.name}`, (deadline) => follow(table, follower, now, deadline));
  }
  await part('audit.seal', (deadline) => sealClosedHours({ table, now }, deadline));
  if (archive) await part('audit.archive-chain', (deadline) => archiveSeals(table, archive, deadline));
}

async function part(name: string, work: (deadline: number) => Promise<unknown>): Promise<void> {
  try {
    await work(performance.now() + PART_MS);
  } catch (error) {
    log({ level: 'error', event: 'audit.stuck', part: name, error });
  }
}
