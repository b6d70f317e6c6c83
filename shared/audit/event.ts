/**
 * audit/ owns what was done, by whom (events), and what was signed (ledger). It only makes writes: whoever changes
 * something commits them in the same transaction, so nothing happens unrecorded. It never holds a secret.
 */
import { randomInt } from 'node:crypto';
import type { Item, Table, Write } from '../table/table.ts';
import { listAll } from '../table/table.ts';

/** Who did it. */
export type Actor =
  | { readonly type: 'user'; readonly id: string }
  | { readonly type: 'token'; readonly id: string }
  | { readonly type: 'system'; readonly id: string }
  | { readonly type: 'anonymous' };

/** Something that was done or refused: `at` ISO 8601 in UTC with milliseconds; `details` without secrets. */
export interface AuditEvent {
  readonly id: string;
  readonly at: string;
  readonly actor: Actor;
  /** `noun.verb`, as `user.create`, `sign-in.allow`, `password.change`. */
  readonly action: string;
  /** What it was done to: `USER#…`, `APP#…`. */
  readonly target: string;
  readonly outcome: 'success' | 'refused';
  /** The refusal's code or the rule that decided. */
  readonly reason?: string;
  readonly requestId: string;
  readonly ip?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Shards of one hour: no key is written by everybody (DynamoDB: 1,000 writes/s a partition). */
export const SHARDS = 4;

/** The hour of a time, as in keys: `2026-11-24T15`. */
export const hourOf = (at: string): string => at.slice(0, 13);

const eventItem = (event: AuditEvent): Item => ({
  pk: `AUDIT#${hourOf(event.at)}#${randomInt(SHARDS)}`,
  sk: `${event.at}#${event.id}`,
  ...event,
});

/** The write that records an event; it goes into the change's own transaction. */
export const recording = (event: AuditEvent): Write => ({ do: 'create', item: eventItem(event) });

/** The events of one hour, oldest first. */
export async function eventsOfHour(table: Table, hour: string): Promise<readonly AuditEvent[]> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => listAll(table, { pk: `AUDIT#${hour}#${shard}` })),
  );
  return shards
    .flat()
    .sort((a, b) => (a.sk < b.sk ? -1 : 1))
    .map(({ pk: _pk, sk: _sk, ...event }) => event as unknown as AuditEvent);
}
