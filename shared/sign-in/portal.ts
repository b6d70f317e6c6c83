import {
  type AwsAccount,
  awsAccountKey,
  awsAccountOf,
  type AwsRole,
  awsRoleKey,
  awsRoleOf,
  awsRolePartition,
  type RoleAssignment,
} from '../aws-access/aws-account.ts';
import { sessionSecondsOf } from '../aws-access/assertion.ts';
import { type App, appKey, appOf, type Principal, principalText } from '../apps/app.ts';
import { groupsIn } from '../groups/group.ts';
import { entitiesOf, entityOf } from '../table/entity.ts';
import { type Item, type Key, listAll, type Table, type Write } from '../table/table.ts';
import { userPartition } from '../users/user.ts';

/** What one user can reach. */
export interface Reach {
  readonly apps: readonly App[];
  readonly accounts: readonly { readonly account: AwsAccount; readonly roles: readonly ReachedRole[] }[];
}

/** A role that a user can take, and how long a session of theirs lasts. */
export interface ReachedRole extends AwsRole {
  readonly sessionSeconds: number;
}

/** What a user made of their portal: keys of favourites, and of what they used last, newest first. */
export interface PortalChoices {
  readonly favourites: readonly string[];
  readonly recent: readonly string[];
}

/** The key of an app or role in the user's choices: `app:<id>`, `role:<account>/<role>`. */
export const choiceOf = {
  app: (appId: string): string => `app:${appId}`,
  role: (accountId: string, roleName: string): string => `role:${accountId}/${roleName}`,
};

const favouritesKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'FAVOURITES' });

/** Where a user's last used doors stand; it is read beside a decision and written beside its response. */
export const recentKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'RECENT' });
const RECENT = 6;
const FAVOURITES = 100;

/**
 * Lists what a user is assigned to, directly and by groups. It reads the index, which may lag behind by a moment: it is
 * a list of doors, and each door decides for itself.
 */
export async function reachOf(table: Table, userId: string): Promise<Reach> {
  const groupIds = await groupsIn(table).ofUser(userId);
  return reachOfAll(table, [{ type: 'USER', id: userId }, ...groupIds.map((id) => ({ type: 'GROUP', id }) as const)]);
}

/** What is assigned to any of these, by the index as well. */
export async function reachOfAll(table: Table, principals: readonly Principal[]): Promise<Reach> {
  const lists = await Promise.all(
    principals.map((principal) => listAll(table, { pk: principalText(principal), index: 'gsi1' })),
  );
  const assigned = lists.flat();
  const targets = [...new Set(assigned.map(({ gsi1sk }) => gsi1sk ?? ''))];
  const found = await findMany(table, targets.flatMap(keysOfTarget));
  return { apps: appsOf(found), accounts: accountsOf(found, assigned) };
}

/** An assignment's place in the index is what it opens: `APP#<id>` or `AWSROLE#<account>#<role>`. */
function keysOfTarget(target: string): Key[] {
  const [kind, first = '', second = ''] = target.split('#');
  if (kind === 'APP') return [appKey(first)];
  return kind === 'AWSROLE' ? [awsAccountKey(first), awsRoleKey(first, second)] : [];
}

async function findMany(table: Table, keys: readonly Key[]): Promise<readonly Item[]> {
  const unique = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / 100) }, (_, n) =>
    unique.slice(n * 100, n * 100 + 100),
  );
  return (await Promise.all(batches.map((batch) => table.findAll(batch)))).flat().filter((item) => item !== undefined);
}

const byName = <T extends { readonly name: string }>(a: T, b: T): number => a.name.localeCompare(b.name);

const appsOf = (items: readonly Item[]): App[] =>
  items
    .filter(({ sk }) => sk === 'APP')
    .map(appOf)
    .filter((app) => app !== undefined)
    .filter(({ enabled, showInPortal = true }) => enabled && showInPortal)
    .toSorted(byName);

function accountsOf(items: readonly Item[], assigned: readonly Item[]): Reach['accounts'] {
  const assignments = Map.groupBy(assigned, ({ gsi1sk }) => gsi1sk);
  const secondsOf = (role: AwsRole): number =>
    sessionSecondsOf(
      role,
      entitiesOf<RoleAssignment>(assignments.get(awsRolePartition(role.accountId, role.name)) ?? []),
    );
  const roles = items
    .filter(({ sk }) => sk.startsWith('ROLE#'))
    .map(awsRoleOf)
    .filter((role) => role !== undefined)
    .map((role) => ({ ...role, sessionSeconds: secondsOf(role) }));
  return items
    .filter(({ sk }) => sk === 'ACCOUNT')
    .map(awsAccountOf)
    .filter((account) => account !== undefined)
    .toSorted(byName)
    .map((account) => ({ account, roles: roles.filter(({ accountId }) => accountId === account.id).toSorted(byName) }));
}

/** A user's choices; empty for one who has made none. */
export async function choicesFor(table: Table, userId: string): Promise<PortalChoices> {
  const [favourites, recent] = await table.findAll([favouritesKey(userId), recentKey(userId)]);
  return { favourites: keysIn(favourites), recent: keysIn(recent) };
}

/** The keys of choices in an item, none if there is no item. */
export const keysIn = (item: Item | undefined): readonly string[] =>
  entityOf<{ choices: string[] }>(item)?.choices ?? [];

/** The write that puts a door first among those used last. */
export const using = (userId: string, recent: readonly string[], choice: string): Write => ({
  do: 'put',
  item: { ...recentKey(userId), choices: [choice, ...recent.filter((other) => other !== choice)].slice(0, RECENT) },
});

/** The write that makes a door a favourite, or no longer. */
export const favouring = (userId: string, favourites: readonly string[], choice: string, isOn: boolean): Write => {
  const others = favourites.filter((other) => other !== choice);
  return {
    do: 'put',
    item: { ...favouritesKey(userId), choices: isOn ? [...others, choice].slice(-FAVOURITES) : others },
  };
};
