import { randomInt } from 'node:crypto';
import { SHARDS } from '../audit/bucket.ts';
import { epochSeconds, later } from '../base/clock.ts';
import type { Tracing } from '../settings/tracing.ts';
import { entitiesOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';
import type { Received, Trace, TraceOutcome, TraceSummary } from './trace.ts';

/** Where a trace stands: by the ID that its request bears in logs and on pages, so that a number from a page finds it. */
export const traceKey = (id: string): Key => ({ pk: `TRACE#${id}`, sk: 'TRACE' });

/** The partition of the index that lists one user's traces. */
const ofUser = (userId: string): string => `TRACEUSER#${userId}`;

/** The day of a time, as in keys: `2026-11-24`. Shards, and no shorter span, keep a key from being written by everybody. */
export const dayOf = (at: string): string => at.slice(0, 10);

const DAY_SECONDS = 86_400;

/** Tells whether an outcome is traced. */
export const isTraced = ({ level }: Tracing, outcome: TraceOutcome): boolean =>
  level === 'all' || (level === 'failures' && outcome !== 'issued');

/**
 * The writes that keep a trace for as long as was chosen, none if its outcome is not traced. They go into the
 * transaction of what they tell of. The body is one text, which costs least; the message stands beside it, so that its
 * quotes are escaped once. Neither write has a condition: a trace never makes a sign-in fail.
 */
export function tracing(trace: Trace, chosen: Tracing): Write[] {
  if (!isTraced(chosen, trace.outcome)) return [];
  const expiresAt = epochSeconds(later(new Date(trace.at), chosen.days * DAY_SECONDS));
  const place = `${trace.at}#${trace.id}`;
  const { received, ...rest } = trace;
  const { xml, ...kept }: Partial<Received> = received ?? {};
  const body = JSON.stringify(received ? { ...rest, received: kept } : rest);
  return [
    { do: 'put', item: { ...traceKey(trace.id), body, ...(xml === undefined ? {} : { xml }), expiresAt } },
    {
      do: 'put',
      item: {
        pk: `TRACES#${dayOf(trace.at)}#${randomInt(SHARDS)}`,
        sk: place,
        ...summaryOf(trace),
        ...(trace.user ? { gsi1pk: ofUser(trace.user.id), gsi1sk: place } : {}),
        expiresAt,
      },
    },
  ];
}

/** What a list tells: who is named by ID alone. */
export const summaryOf = ({ id, at, entrance, outcome, reason, code, app, role, user }: Trace): TraceSummary => ({
  id,
  at,
  entrance,
  outcome,
  reason,
  ...(code ? { code } : {}),
  ...(app ? { appId: app.id, appName: app.name } : {}),
  ...(role ? { role } : {}),
  ...(user ? { userId: user.id } : {}),
});

/** A trace, unless its time is over. */
export async function findTrace(table: Table, id: string): Promise<Trace | undefined> {
  const item = await table.find(traceKey(id));
  return item && revived(item);
}

/** JSON has no dates: those that the writer wants are made again. */
function revived({ body, xml }: Item): Trace {
  const trace = JSON.parse(String(body), (name, value: unknown) =>
    DATES.has(name) ? new Date(String(value)) : value,
  ) as Trace;
  return typeof xml === 'string' && trace.received ? { ...trace, received: { ...trace.received, xml } } : trace;
}

/** The fields of a trace that are dates; every other time in it is a text. */
const DATES: ReadonlySet<string> = new Set(['issuedAt', 'authnInstant', 'sessionNotOnOrAfter']);

/** The traces of one user, newest first; the index may lag behind by a moment. */
export async function tracesOfUser(
  table: Table,
  userId: string,
  page: { limit: number; after?: string },
): Promise<Page<TraceSummary>> {
  const { items, ...rest } = await table.list({ pk: ofUser(userId), index: 'gsi1', descending: true, ...page });
  return { ...rest, items: entitiesOf<TraceSummary>(items).map(bare) };
}

/** A trace's place in time, by which lists are ordered and continued. */
export const placeOf = ({ at, id }: Pick<TraceSummary, 'at' | 'id'>): string => `${at}#${id}`;

/** A stretch of one day's traces, newest first. */
export interface Stretch {
  readonly items: readonly TraceSummary[];
  /** The place from which to go on in this day, if there is more of it. */
  readonly next?: string;
}

/** The traces of one day before a place in it. What others write meanwhile moves nothing that was read. */
export async function tracesOfDay(
  table: Table,
  day: string,
  { limit, before }: { limit: number; before: string },
): Promise<Stretch> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => newest(table, `TRACES#${day}#${shard}`, { limit, before })),
  );
  // A shard that has more is known only down to its last item: what others hold beyond that waits.
  const ends = shards.flatMap(({ items, isMore }) => (isMore ? [items.at(-1)?.sk ?? ''] : []));
  const items = shards
    .flatMap(({ items: all }) => all)
    .filter(({ sk }) => ends.every((end) => sk >= end))
    .toSorted((a, b) => (a.sk > b.sk ? -1 : 1));
  const last = items.at(-1);
  return {
    items: entitiesOf<TraceSummary>(items).map(bare),
    ...(ends.length > 0 && last ? { next: last.sk } : {}),
  };
}

/** The newest of a shard before a place: `limit` of them, or all there are. */
async function newest(
  table: Table,
  pk: string,
  { limit, before }: { limit: number; before: string },
): Promise<{ items: Item[]; isMore: boolean }> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.list({ pk, descending: true, limit, beyond: before, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined && items.length < limit);
  return { items, isMore: after !== undefined };
}

function bare(summary: TraceSummary): TraceSummary {
  const { expiresAt: _expiresAt, ...rest } = summary as TraceSummary & { expiresAt?: number };
  return rest;
}
