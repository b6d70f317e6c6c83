/**
 * audit/ owns what was done, by whom (events), and what was signed (ledger). It only makes writes: whoever changes
 * something commits them in the same transaction, so nothing happens unrecorded. It never holds a secret.
 */
import { randomInt } from 'node:crypto';
import { Refusal } from '../base/refusal.ts';
import { type Item, listAll, type Page, type Table, type Write } from '../table/table.ts';

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
  return shards.flat().sort(inOrder).map(eventIn);
}

const inOrder = (a: Item, b: Item): number => (a.sk < b.sk ? -1 : 1);
const eventIn = ({ pk: _pk, sk: _sk, ...event }: Item): AuditEvent => event as unknown as AuditEvent;

const PLACE = /^\d{4}-\d{2}-\d{2}T[\d:.]{12}Z#[\w-]{1,64}$/;

/**
 * One page of the events of one hour, oldest first. The page ends at an event's own place in time, so what is written
 * meanwhile moves nothing that was read.
 *
 * @throws {Refusal} INPUT_INVALID for a cursor that this list did not give
 */
export async function pageOfHour(
  table: Table,
  hour: string,
  { limit, after }: { limit: number; after?: string },
): Promise<Page<AuditEvent>> {
  const beyond = after === undefined ? undefined : Buffer.from(after, 'base64url').toString();
  if (beyond !== undefined && !PLACE.test(beyond)) {
    throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
      faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
    });
  }
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      table.list({ pk: `AUDIT#${hour}#${shard}`, limit, ...(beyond ? { beyond } : {}) }),
    ),
  );
  // A shard that has more is known only up to its last item: what others hold beyond that waits for the next page.
  const ends = shards.flatMap(({ items, next }) => (next ? [items.at(-1)?.sk ?? ''] : []));
  const known = shards
    .flatMap(({ items }) => items)
    .filter(({ sk }) => ends.every((end) => sk <= end))
    .sort(inOrder);
  const items = known.slice(0, limit);
  const isMore = ends.length > 0 || known.length > limit;
  return {
    items: items.map(eventIn),
    ...(isMore ? { next: Buffer.from(items.at(-1)?.sk ?? '').toString('base64url') } : {}),
  };
}
