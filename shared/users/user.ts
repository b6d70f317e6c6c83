/**
 * users/ owns people as SCIM knows them (RFC 7643 section 4.1), their passwords, and the single-use links by which they
 * set one. It does not decide a sign-in (policy/) and sends no mail (mail/). Any room above it may call it.
 */
import type { Clock } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import { entityOf } from '../table/entity.ts';
import { ConditionFailed, type Item, type Key, type Page, type Table, type Write } from '../table/table.ts';
import { administering, type AdminRole } from './administrators.ts';
import { isMailAddress } from './mail-address.ts';
import { normalName } from './normal-name.ts';
import { onboards } from './onboarding.ts';
import { isFirstHit, searchable, searchHits } from './search.ts';

/** A user: SCIM's core attributes, and what Samlet adds. Times are ISO 8601 in UTC. */
export interface User {
  /** Ours, random and for ever; never an address or a name. */
  readonly id: string;
  /** What the person types to sign in: 1 to 128 characters, unique without regard to case. */
  readonly userName: string;
  /** Opaque to us: what another system calls this user (RFC 7643 section 3.1). */
  readonly externalId?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly displayName?: string;
  /** The primary address; unique without regard to case. Activation and alert mails go there. */
  readonly email: string;
  readonly phoneNumber?: string;
  readonly title?: string;
  readonly department?: string;
  readonly organization?: string;
  readonly employeeNumber?: string;
  readonly costCenter?: string;
  readonly preferredLanguage?: string;
  /** Attributes of the organisation's own, by name; values are texts of up to 256 characters. */
  readonly custom?: Readonly<Record<string, string>>;
  /** A user who is not active can neither sign in nor go on with a session. */
  readonly active: boolean;
  readonly adminRole?: AdminRole;
  /** The apps that an app administrator may change, by ID; every other role is for all of them or for none. */
  readonly adminApps?: readonly string[];
  /** Sessions and links made before this count rose are dead. */
  readonly epoch: number;
  readonly hasPassword: boolean;
  /** When an owner came back by a recovery: for a while no policy keeps them from the console. */
  readonly recoveredAt?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Counts administrative writes; the API's ETag. */
  readonly version: number;
}

/** What a caller may set of a user; the rest is ours. */
export type UserFields = Omit<
  User,
  'id' | 'epoch' | 'hasPassword' | 'recoveredAt' | 'createdAt' | 'updatedAt' | 'version'
>;

/** The partition that holds a user and all that belongs to them. */
export const userPartition = (userId: string): string => `USER#${userId}`;

/** Where a user stands. */
export const userKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'USER' });

/** A user in the table's form. */
export const userItem = (user: User): Item => ({
  ...userKey(user.id),
  ...user,
  gsi1pk: 'USERS',
  gsi1sk: normalName(user.userName),
});

/** A user out of an item that was read, or `undefined`. */
export const userOf = (item: Item | undefined): User | undefined => entityOf<User>(item);

/** The keys by which a user can be signed in: one that somebody has is nobody else's, be it a name or an address. */
function loginKeys({ userName, email }: User): readonly LoginKey[] {
  const keys: readonly LoginKey[] = [
    { ...userNameKey(userName), field: 'userName' },
    { ...emailKey(email), field: 'email' },
    // Whoever is called like another's address would be found where that other is meant.
    ...(isMailAddress(userName) ? [{ ...emailKey(userName), field: 'userName' } as const] : []),
  ];
  return keys.filter(({ pk }, index) => keys.findIndex((other) => other.pk === pk) === index);
}

type LoginKey = Key & { readonly field: 'userName' | 'email' };

const userNameKey = (userName: string): Key => ({ pk: `UNIQUE#USERNAME#${normalName(userName)}`, sk: 'UNIQUE' });
const emailKey = (email: string): Key => ({ pk: `UNIQUE#EMAIL#${normalName(email)}`, sk: 'UNIQUE' });
const claim = ({ pk, sk, field }: LoginKey, userId: string): Write => ({
  do: 'create',
  item: { pk, sk, owner: userId, field },
});
const release = ({ pk, sk }: Key): Write => ({ do: 'remove', key: { pk, sk } });

/** How users are kept. */
export interface Users {
  find(userId: string): Promise<User | undefined>;
  /** By user name or else by mail address, as typed into a sign-in form. */
  findByLogin(login: string): Promise<User | undefined>;
  /** Those of the IDs that exist, each once. */
  findAll(userIds: readonly string[]): Promise<readonly User[]>;
  /** One page of those whose user name, mail address or one of whose names begins with `prefix`, each once. */
  search(prefix: string, page: { limit: number; after?: string }): Promise<Page<User>>;
  /** One page in order of user name, of those whose name begins with `prefix`. */
  list(options: { prefix?: string; limit: number; after?: string }): Promise<Page<User>>;
  /** The writes that create a user with unique name and address; commit them with the audit event. */
  creating(user: User): Write[];
  /** The writes that change `before` into `after`, if nobody was faster. */
  changing(before: User, after: User): Write[];
  /**
   * The write that changes nothing, and fails the commit unless the user still stands as they were read: active, in the
   * same epoch. With it, nothing is issued or begun after the moment in which somebody was disabled.
   */
  standing(user: User): Write;
  /** The write that changes nothing, and fails the commit if anybody changed the user since they were read. */
  unchanged(user: User): Write;
  /** The writes that delete a user and free name and address. Memberships, assignments and sessions go by their rooms. */
  deleting(user: User): Write[];
}

/** Users in the table. */
export function usersIn(table: Table): Users {
  return {
    find: async (userId) => userOf(await table.find(userKey(userId))),

    async findByLogin(login) {
      if (login.length === 0 || login.length > 256) return undefined;
      const [byName, byEmail] = await table.findAll([userNameKey(login), emailKey(login)]);
      // Nobody is looked up, too: who exists must not show by how long it takes.
      const owner = byName?.['owner'] ?? byEmail?.['owner'] ?? 'nobody';
      return userOf(await table.find(userKey(String(owner))));
    },

    findAll: (userIds) => findAllUsers(table, userIds),

    async search(prefix, page) {
      const { items: hits, ...rest } = await searchHits(table, prefix, page);
      const users = await findAllUsers(
        table,
        hits.map(({ userId }) => userId),
      );
      const byId = new Map(users.map((user) => [user.id, user]));
      return {
        ...rest,
        items: hits.flatMap((hit) => {
          const user = byId.get(hit.userId);
          return user && isFirstHit(hit, user, prefix) ? [user] : [];
        }),
      };
    },

    async list({ prefix, limit, after }) {
      const page = await table.list({
        pk: 'USERS',
        index: 'gsi1',
        limit,
        ...(prefix ? { prefix: normalName(prefix) } : {}),
        ...(after ? { after } : {}),
      });
      return { ...page, items: page.items.map(userOf).filter((user) => user !== undefined) };
    },

    creating: (user) => [
      { do: 'create', item: userItem(user) },
      ...loginKeys(user).map((key) => claim(key, user.id)),
      ...searchable(undefined, user),
      ...onboards(undefined, user),
      ...administering(undefined, user),
    ],

    changing: (before, after) => [
      { do: 'replace', item: userItem(after), version: before.version },
      ...moved(loginKeys(before), loginKeys(after), after.id),
      ...searchable(before, after),
      ...onboards(before, after),
      ...administering(before, after),
    ],

    standing: (user) => ({
      do: 'check',
      key: userKey(user.id),
      when: [
        { attribute: 'active', is: '=', value: true },
        { attribute: 'epoch', is: '=', value: user.epoch },
      ],
    }),

    unchanged: ({ id, version }) => ({
      do: 'check',
      key: userKey(id),
      when: [{ attribute: 'version', is: '=', value: version }],
    }),

    deleting: (user) => [
      { do: 'remove', key: userKey(user.id), version: user.version },
      ...loginKeys(user).map(release),
      ...searchable(user, undefined),
      ...onboards(user, undefined),
      ...administering(user, undefined),
    ],
  };
}

/** A batch takes 100 keys. */
async function findAllUsers(table: Table, userIds: readonly string[]): Promise<readonly User[]> {
  const ids = [...new Set(userIds)];
  const batches = Array.from({ length: Math.ceil(ids.length / 100) }, (_, n) => ids.slice(n * 100, n * 100 + 100));
  const found = await Promise.all(batches.map((batch) => table.findAll(batch.map(userKey))));
  return found
    .flat()
    .map(userOf)
    .filter((user) => user !== undefined);
}

function moved(from: readonly LoginKey[], to: readonly LoginKey[], userId: string): Write[] {
  const isIn = (keys: readonly LoginKey[]) => (key: LoginKey) => keys.some(({ pk }) => pk === key.pk);
  return [
    ...from.filter((key) => !isIn(to)(key)).map(release),
    ...to.filter((key) => !isIn(from)(key)).map((key) => claim(key, userId)),
  ];
}

/** A new user of these fields: active or not, without a password yet. */
export function newUser(fields: UserFields, { id, now }: { id: string; now: Clock }): User {
  const at = now().toISOString();
  return { ...fields, id, epoch: 0, hasPassword: false, createdAt: at, updatedAt: at, version: 1 };
}

/**
 * Turns a failed commit of {@link Users.creating} or {@link Users.changing} into the refusal that names the field:
 * write 0 is the user, the claims of name and address follow.
 */
export function userRefusal(error: unknown, writes: readonly Write[]): unknown {
  if (!(error instanceof ConditionFailed)) return error;
  const write = writes[error.index];
  const field = write?.do === 'create' && write.item.pk.startsWith('UNIQUE#') ? write.item['field'] : undefined;
  if (field === 'userName') return taken('/userName', 'This user name is taken.');
  if (field === 'email') return taken('/email', 'This mail address belongs to another user.');
  return error.index === 0
    ? new Refusal('VERSION_STALE', 'the user was changed by somebody else', { found: error.found?.version })
    : error;
}

const taken = (pointer: string, detail: string): Refusal =>
  new Refusal('ALREADY_EXISTS', 'uniqueness', { faults: [{ pointer, detail }] });

/** The name to greet a user by. */
export const displayNameOf = (user: Pick<User, 'userName' | 'displayName' | 'givenName' | 'familyName'>): string =>
  user.displayName ?? ([user.givenName, user.familyName].filter(Boolean).join(' ') || user.userName);
