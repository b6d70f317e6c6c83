import { Refusal } from '../base/refusal.ts';
import type { Page, Table } from '../table/table.ts';
import { hourAfter, hourOf, pageOfBucket } from './bucket.ts';
import { type AuditEvent, eventIn } from './event.ts';

/** What narrows a search; what is not said narrows nothing. */
export interface Filters {
  /** The beginning of the action: `sign-in`, `user.create`. */
  readonly action?: string;
  /** Who did it: an ID, or a kind (`user`, `token`, `system`, `anonymous`). */
  readonly actor?: string;
  /** The beginning of what it was done to. */
  readonly target?: string;
  readonly outcome?: string;
  /** The beginning of the address. */
  readonly ip?: string;
  /** A text that stands anywhere in the event, without regard to case. */
  readonly text?: string;
}

/** A search over a span of time: `from` inclusive, `to` exclusive, both ISO 8601 in UTC with milliseconds. */
export interface Search {
  readonly from: string;
  readonly to: string;
  readonly filters: Filters;
  /** @default oldest first */
  readonly descending?: boolean;
  readonly limit: number;
  /** Where the page before ended, as it was given. */
  readonly after?: string;
}

/** How much one page may read before it gives what it has: hours, and milliseconds on the clock. */
export interface Budget {
  readonly hours: number;
  readonly ms: number;
}

const BUDGET: Budget = { hours: 240, ms: 4000 };

/** Hours that are read at once, at the most: each that is empty doubles them, and one that is full ends it. */
const ABREAST = 8;

/** Events that are read of each shard of an hour at once. */
const PAGE = 100;

/** A place in the log, in the order of sort keys: an event's own, or the edge of an hour. */
const PLACE = /^\d{4}-\d{2}-\d{2}T\d{2}(?:~|[:.\d]{10}Z(?:#[\w-]{1,64})?)?$/;

/**
 * One page of a search. The log is read hour by hour; when the budget is spent the page ends where the reading stands,
 * with what was found so far, be it nothing. It ends at a place in time, so what is written meanwhile moves nothing.
 *
 * @throws {Refusal} INPUT_INVALID for a cursor that no search gave
 */
export async function searchEvents(table: Table, search: Search, budget: Budget = BUDGET): Promise<Page<AuditEvent>> {
  const { descending = false, limit } = search;
  const found: AuditEvent[] = [];
  const deadline = performance.now() + budget.ms;
  let place = placeIn(search.after) ?? (descending ? search.to : search.from);
  for (let read = 0, abreast = 1; isWithin(place, search); read += abreast) {
    if (read >= budget.hours || performance.now() > deadline) return { items: found, next: cursorOf(place) };
    const first = firstHour(place, descending);
    const hours = Array.from({ length: abreast }, (_, n) => hourAfter(first, descending ? -n : n));
    const reading = { limit: PAGE, descending };
    const pages = await Promise.all(
      hours.map((hour, n) => pageOfBucket(table, 'AUDIT', hour, n ? reading : { ...reading, place })),
    );
    abreast = pages.some(({ isMore }) => isMore) ? 1 : Math.min(ABREAST, 2 * abreast);
    for (const [n, { items, isMore }] of pages.entries()) {
      for (const item of items) {
        const event = eventIn(item);
        if (!fits(event, search)) continue;
        found.push(event);
        if (found.length === limit) return { items: found, next: cursorOf(item.sk) };
      }
      place = isMore ? (items.at(-1)?.sk ?? place) : edgeOf(hours[n] ?? first, descending);
      if (isMore) break;
    }
  }
  return { items: found };
}

/** Where a search goes on behind an event. */
export const cursorAfter = ({ at, id }: AuditEvent): string => cursorOf(`${at}#${id}`);

const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');

function placeIn(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const place = Buffer.from(cursor, 'base64url').toString();
  const isPlace = PLACE.test(place) && !Number.isNaN(Date.parse(`${hourOf(place)}:00:00Z`));
  if (isPlace) return place;
  throw new Refusal('INPUT_INVALID', 'the cursor is not of a search', {
    faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
  });
}

/** The far edge of an hour, in the direction of the reading: `~` stands behind every sort key of it. */
const edgeOf = (hour: string, descending: boolean): string => (descending ? hour : `${hour}~`);

const isWithin = (place: string, { from, to, descending = false }: Search): boolean =>
  descending ? place > from : place < to;

/** The hour in which the reading goes on. */
function firstHour(place: string, descending: boolean): string {
  const hour = hourOf(place);
  if (descending) return place === hour ? hourAfter(hour, -1) : hour;
  return place === `${hour}~` ? hourAfter(hour) : hour;
}

function fits(event: AuditEvent, { from, to, filters }: Search): boolean {
  const { action = '', actor, target = '', outcome, ip = '', text } = filters;
  return (
    event.at >= from &&
    event.at < to &&
    event.action.startsWith(action) &&
    (actor === undefined || actor === event.actor.type || ('id' in event.actor && actor === event.actor.id)) &&
    event.target.startsWith(target) &&
    (outcome === undefined || outcome === event.outcome) &&
    (event.ip ?? '').startsWith(ip) &&
    (text === undefined || JSON.stringify(event).toLowerCase().includes(text.toLowerCase()))
  );
}
