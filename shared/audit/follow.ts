import { type Clock, later } from '../base/clock.ts';
import { entityOf } from '../table/entity.ts';
import { ConditionFailed, type Item, type Key, type Table, type Write } from '../table/table.ts';
import { hourAfter, hourOf, type Log, pageOfBucket } from './bucket.ts';

/** Seconds behind the clock: whatever was begun before that is written, since no function lives as long. */
export const LAG_SECONDS = 120;

/** Hours back from the first run from which on a log is followed. */
const FIRST_HOURS = 24;

/** Items that are taken at once. */
const PAGE = 200;

/** Somebody who follows a log. */
export interface Follower {
  /** Names the place where they stand. */
  readonly name: string;
  readonly log: Log;
  /**
   * Takes items in the order of their time, all of one hour. What it writes with them is committed with the place, so it
   * happens once; what it does elsewhere happens at least once.
   */
  readonly take: (items: readonly Item[]) => Promise<readonly Write[]>;
}

/** Where a follower stands: everything before `place` is taken. */
interface Standing {
  readonly place: string;
}

const standingKey = (name: string): Key => ({ pk: `FOLLOWER#${name}`, sk: 'FOLLOWER' });

/** When the youngest item was written that a follower has taken; `undefined` before the first run. */
export async function followedTo(table: Table, name: string): Promise<string | undefined> {
  return entityOf<Standing>(await table.find(standingKey(name)))?.place;
}

/**
 * Takes what was written since the last time, until `deadline` (milliseconds on the monotonic clock). Of two that follow
 * under one name at once, one stops.
 *
 * @returns how many items were taken
 */
export async function follow(
  table: Table,
  { name, log, take }: Follower,
  now: Clock,
  deadline: number,
): Promise<number> {
  const until = later(now(), -LAG_SECONDS).toISOString();
  const known = await followedTo(table, name);
  let place = known ?? hourAfter(hourOf(until), -FIRST_HOURS);
  let stored = known;
  let taken = 0;
  while (place < until && performance.now() < deadline) {
    const hour = place.endsWith('~') ? hourAfter(hourOf(place)) : hourOf(place);
    const { items, isMore } = await pageOfBucket(table, log, hour, { limit: PAGE, place });
    const due = items.filter(({ sk }) => sk < until);
    const isPresent = hour === hourOf(until);
    place = due.at(-1)?.sk ?? place;
    if (!isMore && !isPresent) place = `${hour}~`;
    if (due.length > 0 || (!isMore && !isPresent && hourAfter(hour) === hourOf(until))) {
      if (!(await moved(table, name, { stored, place }, due.length > 0 ? await take(due) : []))) return taken;
      stored = place;
      taken += due.length;
    }
    if (isPresent && (!isMore || due.length < items.length)) return taken;
  }
  return taken;
}

/** Commits what was made of the items with the place behind them. @returns whether it was ours to do */
async function moved(
  table: Table,
  name: string,
  { stored, place }: { stored: string | undefined; place: string },
  writes: readonly Write[],
): Promise<boolean> {
  const key = standingKey(name);
  const step: Write =
    stored === undefined
      ? { do: 'create', item: { ...key, place } }
      : { do: 'change', key, set: { place }, when: [{ attribute: 'place', is: '=', value: stored }] };
  try {
    await table.commit([...writes, step]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed && error.index === writes.length) return false;
    throw error;
  }
}
