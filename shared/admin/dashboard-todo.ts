import { type App, appsIn } from '../apps/app.ts';
import { hourOf, startOf } from '../audit/bucket.ts';
import { chainState } from '../audit/seals.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import type { AwsAccount } from '../aws-access/aws-account.ts';
import type { Table } from '../table/table.ts';
import { OWNERS } from '../users/owners.ts';

/** Something that needs doing. */
export interface Todo {
  readonly kind: string;
  readonly count: number;
  readonly examples: readonly Named[];
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What is known already when the list is made. */
export interface Known {
  readonly apps: readonly App[];
  readonly accounts: readonly AwsAccount[];
  readonly mailsGivenUp: number;
  readonly countedTo: string | undefined;
  readonly now: Date;
}

/** Apps, and accounts, of which it is asked whether somebody has them: each costs a query. */
const ASKED = 50;

const EXAMPLES = 5;

/** Hours that the seals may be behind: one is open, one waits for what was begun in it. */
const HOURS_BEHIND = 3;

/** Hours that the counters may be behind: in an hour without events they stand at its beginning. */
const HOURS_UNCOUNTED = 2;

/** Everything that needs doing; what does not is left out. */
export async function todoOf(table: Table, known: Known): Promise<readonly Todo[]> {
  const { apps, mailsGivenUp } = known;
  const uncounted = hoursUncounted(known);
  const [owners, unassigned, roles, behind] = await Promise.all([
    table.find(OWNERS),
    unassignedApps(table, apps),
    unassignedRoles(table, known.accounts),
    hoursUnsealed(table, known),
  ]);
  const all: Todo[] = [
    { kind: 'second-owner', count: owners?.['count'] === 1 ? 1 : 0, examples: [] },
    named(
      'app-disabled',
      apps.filter(({ enabled }) => !enabled),
    ),
    named('app-unassigned', unassigned),
    named('role-unassigned', roles),
    { kind: 'mail-given-up', count: mailsGivenUp, examples: [] },
    { kind: 'log-unsealed', count: behind > HOURS_BEHIND ? behind : 0, examples: [] },
    { kind: 'log-not-counted', count: uncounted > HOURS_UNCOUNTED ? uncounted : 0, examples: [] },
  ];
  return all.filter(({ count }) => count > 0);
}

const named = (kind: string, things: readonly Named[]): Todo => ({
  kind,
  count: things.length,
  examples: things.slice(0, EXAMPLES).map(({ id, name }) => ({ id, name })),
});

async function unassignedApps(table: Table, apps: readonly App[]): Promise<readonly App[]> {
  const asked = apps.filter(({ kind, enabled }) => kind !== 'aws' && enabled).slice(0, ASKED);
  const counts = await Promise.all(asked.map(({ id }) => appsIn(table).assignments(id, { limit: 1 })));
  return asked.filter((_app, n) => counts[n]?.items.length === 0);
}

async function unassignedRoles(table: Table, accounts: readonly AwsAccount[]): Promise<readonly Named[]> {
  const kept = awsAccountsIn(table);
  const lists = await Promise.all(accounts.slice(0, ASKED).map(({ id }) => kept.roles(id, { limit: 20 })));
  const roles = lists.flatMap(({ items }) => items).slice(0, ASKED);
  const counts = await Promise.all(roles.map(({ accountId, name }) => kept.assignments(accountId, name, { limit: 1 })));
  return roles
    .filter((_role, n) => counts[n]?.items.length === 0)
    .map(({ accountId, name }) => ({ id: `${accountId}/${name}`, name }));
}

async function hoursUnsealed(table: Table, { now }: Known): Promise<number> {
  const state = await chainState(table);
  if (!state) return 0;
  return (startOf(hourOf(now.toISOString())).getTime() - startOf(state.through).getTime()) / 3_600_000;
}

/** Whole hours that are not counted; where nothing was counted at all nothing has run yet, which is no fault. */
const hoursUncounted = ({ countedTo, now }: Known): number =>
  countedTo === undefined ? 0 : Math.floor((now.getTime() - Date.parse(countedTo)) / 3_600_000);
