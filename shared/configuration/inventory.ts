import { SECTIONS } from '../admin/settings-sections.ts';
import { type App, appsIn, type Principal } from '../apps/app.ts';
import type { AwsAccount, AwsRole, RoleAssignment } from '../aws-access/aws-account.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { type Group, groupsIn } from '../groups/group.ts';
import { type Policies, policiesIn } from '../policy/policies.ts';
import { SETTINGS_KEY } from '../settings/section.ts';
import type { Item, Page, Table } from '../table/table.ts';
import { usersIn } from '../users/user.ts';

/** What is registered, as far as a configuration speaks of it. */
export interface Inventory {
  readonly groups: readonly Group[];
  /** The IDs of the members by the group's; empty unless they were asked for. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly apps: readonly App[];
  /** Who may use an app, by its ID. */
  readonly appAssignments: ReadonlyMap<string, readonly Principal[]>;
  readonly accounts: readonly AwsAccount[];
  readonly roles: readonly AwsRole[];
  readonly roleAssignments: readonly RoleAssignment[];
  readonly policies: Policies;
  readonly settings: Settings;
  /** Names by ID, of the groups and of the users who are assigned something or are members. */
  readonly groupNames: ReadonlyMap<string, string>;
  readonly userNames: ReadonlyMap<string, string>;
}

/** The items that keep the settings, by sort key. */
export type Settings = ReadonlyMap<string, Item | undefined>;

/** Entries of a page, and pages that are read at the same time. */
const PAGE = 200;
const AT_ONCE = 16;

/**
 * Reads what is registered. Lists come from the index, and each thing of them from its own place: what is told of it is
 * as it stands, with the version that it stands at.
 */
export async function readInventory(table: Table, { members: withMembers = false } = {}): Promise<Inventory> {
  const [groups, apps, accounts] = await Promise.all([groupsOf(table), appsOf(table), accountsOf(table)]);
  const roles = (await eachOf(accounts, ({ id }) => every((page) => awsAccountsIn(table).roles(id, page)))).flat();
  const [policies, settings] = await Promise.all([policiesIn(table).find(), settingsIn(table)]);
  const [appAssignments, roleAssignments, members] = await Promise.all([
    eachOf(apps, async ({ id }) => [id, await every((page) => appsIn(table).assignments(id, page))] as const),
    eachOf(roles, ({ accountId, name }) => every((page) => awsAccountsIn(table).assignments(accountId, name, page))),
    eachOf(withMembers ? groups : [], async ({ id }) => [id, await membersOf(table, id)] as const),
  ]);
  const userIds = [
    ...[...appAssignments.flatMap(([, principals]) => principals), ...roleAssignments.flat().map((a) => a.principal)]
      .filter(({ type }) => type === 'USER')
      .map(({ id }) => id),
    ...members.flatMap(([, ids]) => ids),
  ];
  const users = await usersIn(table).findAll(userIds);
  return {
    groups,
    apps,
    accounts,
    roles,
    appAssignments: new Map(appAssignments),
    roleAssignments: roleAssignments.flat(),
    members: new Map(members),
    policies,
    settings,
    groupNames: new Map(groups.map(({ id, displayName }) => [id, displayName])),
    userNames: new Map(users.map(({ id, userName }) => [id, userName])),
  };
}

/** Where the sections of the settings are kept, each place once. */
const SETTINGS_KEYS = [...new Map(SECTIONS.map(({ section: { key = SETTINGS_KEY } }) => [key.sk, key])).values()];

/** Reads the settings. */
export async function settingsIn(table: Table): Promise<Settings> {
  const items = await table.findAll(SETTINGS_KEYS);
  return new Map(SETTINGS_KEYS.map(({ sk }, index) => [sk, items[index]]));
}

async function groupsOf(table: Table): Promise<readonly Group[]> {
  const listed = await every((page) => groupsIn(table).list(page));
  return groupsIn(table).findMany(listed.map(({ id }) => id));
}

async function appsOf(table: Table): Promise<readonly App[]> {
  const listed = await every((page) => appsIn(table).list(page));
  const batches = Array.from({ length: Math.ceil(listed.length / 100) }, (_, n) =>
    listed.slice(n * 100, n * 100 + 100),
  );
  return (await eachOf(batches, (batch) => appsIn(table).findAll(batch.map(({ id }) => id)))).flat();
}

async function accountsOf(table: Table): Promise<readonly AwsAccount[]> {
  const listed = await every((page) => awsAccountsIn(table).list(page));
  const found = await eachOf(listed, ({ id }) => awsAccountsIn(table).find(id));
  return found.filter((account) => account !== undefined);
}

const membersOf = async (table: Table, groupId: string): Promise<readonly string[]> =>
  (await every((page) => groupsIn(table).members(groupId, page))).map(({ userId }) => userId);

async function every<T>(pageOf: (page: { limit: number; after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const page = await pageOf({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return all;
}

/** What is made of each, in their order, a few at a time. */
async function eachOf<T, R>(things: readonly T[], make: (thing: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (let at = 0; at < things.length; at += AT_ONCE) {
    made.push(...(await Promise.all(things.slice(at, at + AT_ONCE).map(make))));
  }
  return made;
}
