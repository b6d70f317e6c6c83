/**
 * audit/ owns what was done, by whom (events), and what was signed (ledger); how both are sealed, counted and given out.
 * Whoever changes something commits its event in the same transaction, so nothing happens unrecorded. It never holds a
 * secret.
 */
import { randomInt } from 'node:crypto';
import { entityOf } from '../table/entity.ts';
import { type Item, type Table, type Write } from '../table/table.ts';
import { allOfHour, bucketKey, hourOf, SHARDS } from './bucket.ts';

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

/** The partition of the index in which a user's timeline stands. */
export const timelineKey = (userId: string): string => `AUDIT#USER#${userId}`;

/**
 * The user whom an event is about: whom it was done to, else who did it. It has one place in the index for it, so what
 * an administrator does to somebody stands in that person's timeline and not in the administrator's.
 */
export function subjectOf({ actor, target, before, after, details }: AuditEvent): string | undefined {
  if (target.startsWith('USER#')) return target.slice('USER#'.length);
  const named = details?.['userId'];
  if (typeof named === 'string') return named;
  const principal = [after, before].find((side) => side?.['type'] === 'USER')?.['id'];
  if (typeof principal === 'string') return principal;
  return actor.type === 'user' ? actor.id : undefined;
}

function eventItem(event: AuditEvent): Item {
  const sk = `${event.at}#${event.id}`;
  const subject = subjectOf(event);
  return {
    pk: bucketKey('AUDIT', hourOf(event.at), randomInt(SHARDS)),
    sk,
    ...(subject === undefined ? {} : { gsi1pk: timelineKey(subject), gsi1sk: sk }),
    ...event,
  };
}

/** The write that records an event; it goes into the change's own transaction. */
export const recording = (event: AuditEvent): Write => ({ do: 'create', item: eventItem(event) });

/** The event in an item of the log. */
export const eventIn = (item: Item): AuditEvent => entityOf<AuditEvent>(item) as AuditEvent;

/** The events of one hour, oldest first; for hours that are known to be quiet. */
export async function eventsOfHour(table: Table, hour: string): Promise<readonly AuditEvent[]> {
  return (await allOfHour(table, 'AUDIT', hour)).map(eventIn);
}
