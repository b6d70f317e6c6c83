import { Refusal } from '../base/refusal.ts';
import type { Page, Table } from '../table/table.ts';
import { dayOf, placeOf, tracesOfDay } from './traces.ts';
import type { TraceSummary } from './trace.ts';

/** Which traces are looked for, newest first. */
export interface TraceSearch {
  /** Times, both included: ISO 8601 in UTC. */
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** Where the page before ended, as it was given. */
  readonly after?: string;
  readonly matches: (trace: TraceSummary) => boolean;
}

/** One page looks through this many stretches at the most, however little they hold: the next page goes on. */
const STRETCHES = 48;

const PLACE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z(?:~|#[\w=+.-]{1,128})$/;

/**
 * A page of traces, read day by day backwards from where it begins. A page may be empty and still have a next one.
 *
 * @throws {Refusal} INPUT_INVALID for a cursor that this list did not give
 */
export async function findTraces(
  table: Table,
  { from, to, limit, after, matches }: TraceSearch,
): Promise<Page<TraceSummary>> {
  const found: TraceSummary[] = [];
  const first = dayOf(from);
  let place = after === undefined ? `${to}~` : placeIn(after);
  for (let looked = 0; looked < STRETCHES; looked++) {
    const day = dayOf(place);
    const { items, next } = await tracesOfDay(table, day, { limit, before: place });
    for (const item of items.filter(({ at }) => at >= from).filter(matches)) {
      found.push(item);
      if (found.length === limit) return { items: found, next: cursorOf(placeOf(item)) };
    }
    if (next === undefined && day <= first) return { items: found };
    place = next ?? endOfDayBefore(day);
  }
  return { items: found, next: cursorOf(place) };
}

const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

function placeIn(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (PLACE.test(place)) return place;
  throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
    faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
  });
}

/** Behind everything of the day before this one: `~` comes after the `#` that follows the time in every place. */
const endOfDayBefore = (day: string): string => `${new Date(Date.parse(`${day}T00:00:00.000Z`) - 1).toISOString()}~`;
