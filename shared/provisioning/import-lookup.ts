import { groupOf, groupsIn, type Group, groupKey } from '../groups/group.ts';
import type { Item, Key, Table } from '../table/table.ts';
import { normalName } from '../users/normal-name.ts';
import { type User, userKey, userOf } from '../users/user.ts';
import type { Wanted } from './import-row.ts';

/** What a batch of rows needs to know: who has a name or an address, and which groups there are. */
export interface Known {
  /** Whose the user name is. */
  named(userName: string): User | undefined;
  /** Whether somebody has the name or address. */
  isTaken(nameOrAddress: string): boolean;
  group(displayName: string): Group | undefined;
  isMember(userId: string, groupId: string): boolean;
}

const nameKey = (name: string): Key => ({ pk: `UNIQUE#USERNAME#${normalName(name)}`, sk: 'UNIQUE' });
const mailKey = (name: string): Key => ({ pk: `UNIQUE#EMAIL#${normalName(name)}`, sk: 'UNIQUE' });
const groupNameKey = (name: string): Key => ({ pk: `UNIQUE#GROUP#${normalName(name)}`, sk: 'UNIQUE' });

/** Reads for a batch what its rows are about, as it stands at this moment: a few batches of reads, however many rows. */
export async function lookUp(table: Table, rows: readonly Wanted[]): Promise<Known> {
  const names = rows.flatMap(({ userName, email }) => [userName, ...(email ? [email] : [])]);
  const groupNames = [...new Set(rows.flatMap(({ groups }) => groups.map(normalName)))];
  const owned = await readAll(table, [
    ...names.flatMap((name) => [nameKey(name), mailKey(name)]),
    ...groupNames.map(groupNameKey),
  ]);
  const ownerOf = (key: Key): string | undefined => owned.get(key.pk)?.['owner'] as string | undefined;
  const userIds = [...new Set(rows.flatMap(({ userName }) => ownerOf(nameKey(userName)) ?? []))];
  const groupIds = groupNames.flatMap((name) => ownerOf(groupNameKey(name)) ?? []);
  const things = await readAll(table, [...userIds.map(userKey), ...groupIds.map(groupKey)]);
  const members = await memberships(table, rows, { ownerOf });
  return {
    named: (userName) => userOf(things.get(`USER#${ownerOf(nameKey(userName))}`)),
    isTaken: (name) => owned.has(nameKey(name).pk) || owned.has(mailKey(name).pk),
    group: (displayName) => groupOf(things.get(`GROUP#${ownerOf(groupNameKey(displayName))}`)),
    isMember: (userId, groupId) => members.has(`${userId} ${groupId}`),
  };
}

/** Which of the users are in which of the groups that their rows name. */
async function memberships(
  table: Table,
  rows: readonly Wanted[],
  { ownerOf }: { ownerOf: (key: Key) => string | undefined },
): Promise<ReadonlySet<string>> {
  const pairs = rows.flatMap(({ userName, groups }) =>
    groups.flatMap((name) => {
      const [userId, groupId] = [ownerOf(nameKey(userName)), ownerOf(groupNameKey(name))];
      return userId && groupId ? [{ userId, groupId }] : [];
    }),
  );
  const found = await groupsIn(table).amongMembers(pairs);
  return new Set(found.map(({ userId, groupId }) => `${userId} ${groupId}`));
}

/** The items at these keys, by partition; a batch takes 100. */
async function readAll(table: Table, keys: readonly Key[]): Promise<ReadonlyMap<string, Item>> {
  const distinct = [...new Map(keys.map((key) => [key.pk, key])).values()];
  const batches = Array.from({ length: Math.ceil(distinct.length / 100) }, (_, n) =>
    distinct.slice(n * 100, n * 100 + 100),
  );
  const found = (await Promise.all(batches.map((batch) => table.findAll(batch)))).flat();
  return new Map(found.filter((item) => item !== undefined).map((item) => [item.pk, item]));
}
