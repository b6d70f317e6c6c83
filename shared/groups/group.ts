/**
 * groups/ owns groups and who belongs to them, as SCIM knows them (RFC 7643 section 4.2). Groups do not nest. It does
 * not know what a group may do: assignments stand with the app or role that they open.
 */
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';

/** A group of users. Times are ISO 8601 in UTC. */
export interface Group {
  readonly id: string;
  /** Unique without regard to case; 1 to 128 characters. */
  readonly displayName: string;
  readonly description?: string;
  readonly externalId?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** One user in one group. */
export interface Membership {
  readonly userId: string;
  readonly groupId: string;
}

/** Where a group stands. */
export const groupKey = (groupId: string): Key => ({ pk: `GROUP#${groupId}`, sk: 'GROUP' });

/** The prefix of a user's memberships within the user's partition: the decision reads them from there. */
export const MEMBERSHIP_PREFIX = 'GROUP#';

const nameKey = (displayName: string): Key => ({
  pk: `UNIQUE#GROUP#${displayName.normalize('NFKC').trim().toLowerCase()}`,
  sk: 'UNIQUE',
});
const membershipKey = ({ userId, groupId }: Membership): Key => ({
  pk: `USER#${userId}`,
  sk: `${MEMBERSHIP_PREFIX}${groupId}`,
});
const membersOf = (groupId: string): string => `GROUP#${groupId}#MEMBERS`;

const groupItem = (group: Group): Item => ({
  ...groupKey(group.id),
  ...group,
  gsi1pk: 'GROUPS',
  gsi1sk: group.displayName.normalize('NFKC').trim().toLowerCase(),
});

/** A group out of an item that was read, or `undefined`. */
export const groupOf = (item: Item | undefined): Group | undefined => entityOf<Group>(item);

/** The group's ID in a membership item of a user's partition. */
export const groupIdOf = (item: Item): string => item.sk.slice(MEMBERSHIP_PREFIX.length);

/** How groups are kept. */
export interface Groups {
  find(groupId: string): Promise<Group | undefined>;
  /** By name, without regard to case. */
  findByName(displayName: string): Promise<Group | undefined>;
  /** Those of the IDs that exist; at most 100 at a time. */
  findAll(groupIds: readonly string[]): Promise<readonly Group[]>;
  /** Those of the IDs that exist, however many. */
  findMany(groupIds: readonly string[]): Promise<readonly Group[]>;
  list(options: { prefix?: string; limit: number; after?: string }): Promise<Page<Group>>;
  /** The IDs of the groups of one user; consistent, for a decision. */
  ofUser(userId: string): Promise<readonly string[]>;
  /** Those of the memberships that there are; consistent. */
  amongMembers(memberships: readonly Membership[]): Promise<readonly Membership[]>;
  /** One page of the groups of one user, for lists. */
  pageOfUser(userId: string, options: { limit: number; after?: string }): Promise<Page<Group>>;
  /** One page of a group's members; from the index, for lists. */
  members(groupId: string, options: { limit: number; after?: string }): Promise<Page<Membership>>;
  creating(group: Group): Write[];
  changing(before: Group, after: Group): Write[];
  deleting(group: Group): Write[];
  /** Puts a user into a group; both must exist at commit. */
  adding(membership: Membership, at: string): Write[];
  removing(membership: Membership): Write[];
}

/** A batch takes 100 keys. */
async function findMany(table: Table, groupIds: readonly string[]): Promise<readonly Group[]> {
  const batches = Array.from({ length: Math.ceil(groupIds.length / 100) }, (_, n) =>
    groupIds.slice(n * 100, n * 100 + 100),
  );
  const found = (await Promise.all(batches.map((batch) => table.findAll(batch.map(groupKey))))).flat();
  return found.map(groupOf).filter((group) => group !== undefined);
}

/** Groups in the table. */
export function groupsIn(table: Table): Groups {
  return {
    find: async (groupId) => groupOf(await table.find(groupKey(groupId))),
    async findByName(displayName) {
      const claim = await table.find(nameKey(displayName));
      return claim && groupOf(await table.find(groupKey(String(claim['owner']))));
    },
    findAll: async (groupIds) =>
      groupIds.length === 0
        ? []
        : (await table.findAll(groupIds.map(groupKey))).map(groupOf).filter((group) => group !== undefined),

    findMany: (groupIds) => findMany(table, groupIds),

    async list({ prefix, limit, after }) {
      const page = await table.list({
        pk: 'GROUPS',
        index: 'gsi1',
        limit,
        ...(prefix ? { prefix: prefix.normalize('NFKC').trim().toLowerCase() } : {}),
        ...(after ? { after } : {}),
      });
      return { ...page, items: page.items.map(groupOf).filter((group) => group !== undefined) };
    },

    async ofUser(userId) {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await table.list({ pk: `USER#${userId}`, prefix: MEMBERSHIP_PREFIX, ...(after ? { after } : {}) });
        ids.push(...page.items.map(groupIdOf));
        after = page.next;
      } while (after);
      return ids;
    },

    async amongMembers(memberships) {
      const batches = Array.from({ length: Math.ceil(memberships.length / 100) }, (_, n) =>
        memberships.slice(n * 100, n * 100 + 100),
      );
      const found = await Promise.all(
        batches.map(async (batch) => {
          const items = await table.findAll(batch.map(membershipKey));
          return batch.filter((_, at) => items[at] !== undefined);
        }),
      );
      return found.flat();
    },

    async pageOfUser(userId, page) {
      const found = await table.list({ pk: `USER#${userId}`, prefix: MEMBERSHIP_PREFIX, ...page });
      return { ...found, items: await findMany(table, found.items.map(groupIdOf)) };
    },

    async members(groupId, { limit, after }) {
      const page = await table.list({ pk: membersOf(groupId), index: 'gsi1', limit, ...(after ? { after } : {}) });
      return { ...page, items: page.items.map((item) => ({ userId: item.pk.slice('USER#'.length), groupId })) };
    },

    creating: (group) => [
      { do: 'create', item: groupItem(group) },
      { do: 'create', item: { ...nameKey(group.displayName), owner: group.id } },
    ],
    changing: (before, after) => [
      { do: 'replace', item: groupItem(after), version: before.version },
      ...(nameKey(before.displayName).pk === nameKey(after.displayName).pk
        ? []
        : [
            { do: 'remove', key: nameKey(before.displayName) } as const,
            { do: 'create', item: { ...nameKey(after.displayName), owner: after.id } } as const,
          ]),
    ],
    deleting: (group) => [
      { do: 'remove', key: groupKey(group.id), version: group.version },
      { do: 'remove', key: nameKey(group.displayName) },
    ],
    adding: (membership, at) => [
      { do: 'check', key: { pk: `USER#${membership.userId}`, sk: 'USER' } },
      { do: 'check', key: groupKey(membership.groupId) },
      {
        do: 'put',
        item: {
          ...membershipKey(membership),
          addedAt: at,
          gsi1pk: membersOf(membership.groupId),
          gsi1sk: `USER#${membership.userId}`,
        },
      },
    ],
    removing: (membership) => [{ do: 'remove', key: membershipKey(membership), existing: true }],
  };
}
