import { epochSeconds, later } from '../base/clock.ts';
import { entityOf } from '../table/entity.ts';
import { type Item, type Key, listAll, type Table } from '../table/table.ts';
import { hourOf, startOf } from './bucket.ts';
import { type AuditEvent, eventIn } from './event.ts';
import type { Follower } from './follow.ts';
import { entryIn } from './ledger.ts';

/** Numbers by name, such as `sign-in:success`, `cause:password`, `app:<id>`, `role:<account>/<name>`. */
export type Counts = Readonly<Record<string, number>>;

/** What was counted in one hour from one of the logs. */
export interface CountedHour {
  readonly hour: string;
  readonly counts: Counts;
}

/** Names that one hour holds at the most: of thousands of roles the rarest of an hour are counted as others. */
const NAMES_MAX = 1500;

/** Days that counters are kept. */
const KEPT_DAYS = 400;

/** Each log has an item of its own: two sweeps at once may follow one log each, and neither must undo the other's. */
const statsKey = (hour: string, log: Follower['log']): Key => ({
  pk: `STATS#${hour.slice(0, 10)}`,
  sk: `${hour}#${log}`,
});

/** What an event adds to. */
function namesOf({ action, outcome, reason, target, actor }: AuditEvent): string[] {
  const names = ['event'];
  if (action === 'sign-in.allow') {
    const role = /^AWSROLE#(\d+)#(.+)$/.exec(target);
    names.push('sign-in:success');
    if (role) names.push(`role:${role[1]}/${role[2]}`);
    else if (target.startsWith('APP#')) names.push(`app:${target.slice(4)}`);
  } else if (action === 'sign-in.refuse') names.push('sign-in:refused', `cause:${reason ?? 'unknown'}`);
  else if (action.startsWith('challenge.')) names.push(`challenge:${outcome}`);
  else if (action === 'mail.send') names.push('mail');
  else if (action === 'mail.give-up') names.push('mail-given-up');
  else if (actor.type === 'user' || actor.type === 'token') names.push(`change:${outcome}`);
  return names;
}

const namesIn = (log: Follower['log'], item: Item): string[] =>
  log === 'AUDIT' ? namesOf(eventIn(item)) : [`signature:${entryIn(item).kind}`];

/** Adds what is followed to the counters of its hour. Its writes go with the follower's place, so nothing counts twice. */
export const counting = (table: Table, log: Follower['log']): Follower => ({
  name: `counters-${log.toLowerCase()}`,
  log,
  take: async (items) => {
    const hour = hourOf(items[0]?.sk ?? '');
    const key = statsKey(hour, log);
    const before = entityOf<CountedHour>(await table.find(key));
    const counts: Record<string, number> = { ...before?.counts };
    for (const name of items.flatMap((item) => namesIn(log, item))) add(counts, name);
    const expiresAt = epochSeconds(later(startOf(hour), KEPT_DAYS * 86_400));
    return [{ do: 'put', item: { ...key, hour, counts, expiresAt } }];
  },
});

function add(counts: Record<string, number>, name: string): void {
  const isFull = !Object.hasOwn(counts, name) && Object.keys(counts).length >= NAMES_MAX;
  const counted = isFull ? `${name.split(':')[0]}:others` : name;
  counts[counted] = (counts[counted] ?? 0) + 1;
}

/** The counters of some days (`2026-11-25`), hour by hour; an hour stands there once for each log. */
export async function countedOn(table: Table, days: readonly string[]): Promise<readonly CountedHour[]> {
  const lists = await Promise.all(days.map((day) => listAll(table, { pk: `STATS#${day}` })));
  return lists.flat().map((item) => entityOf<CountedHour>(item) as CountedHour);
}

/** The sum of hours, name by name. */
export function sumOf(hours: readonly CountedHour[]): Counts {
  const sum: Record<string, number> = {};
  for (const { counts } of hours)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** The names of one kind with their numbers, most first, without the kind. */
export const countsOf = (counts: Counts, kind: string): readonly { readonly name: string; readonly count: number }[] =>
  Object.entries(counts)
    .filter(([name]) => name.startsWith(`${kind}:`))
    .map(([name, count]) => ({ name: name.slice(kind.length + 1), count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
