import { type Principal, principalText } from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import { enqueueing } from '../mail/outbox.ts';
import { sessionsIn } from '../sessions/session.ts';
import { type ConditionFailed, listAll, type Table, type Write } from '../table/table.ts';
import { linkTokensIn } from '../users/link-token.ts';
import {
  displayNameOf,
  newUser,
  type User,
  type UserFields,
  userPartition,
  userRefusal,
  usersIn,
} from '../users/user.ts';
import {
  type Answered,
  type Call,
  checkVersion,
  commitOr,
  differenceOf,
  eventOf,
  foundOr404,
  listOf,
  merged,
  type Operation,
  pageOf,
} from './operation.ts';
import { newUserSchema, userPatchSchema } from './schemas.ts';

/** Counts the active owners: the last one can be neither deleted, nor disabled, nor made an ordinary user. */
const OWNERS = { pk: 'OWNERS', sk: 'OWNERS' } as const;

const isOwner = ({ adminRole, active }: Pick<User, 'adminRole' | 'active'>): boolean => adminRole === 'owner' && active;

const ownersChange = (before: boolean, after: boolean): Write[] => {
  if (before === after) return [];
  if (after) return [{ do: 'change', key: OWNERS, add: { count: 1 } }];
  return [{ do: 'change', key: OWNERS, add: { count: -1 }, when: [{ attribute: 'count', is: '>', value: 1 }] }];
};

const lastOwner = (): Refusal =>
  new Refusal('CONFLICT', 'the last owner', {
    faults: [{ pointer: '/adminRole', detail: 'The last active owner must stay one.' }],
  });

/** What a failed condition means for a change of a user. */
const refused =
  (writes: readonly Write[]) =>
  (failed: ConditionFailed): Refusal => {
    const write = writes[failed.index];
    if (write && 'key' in write && write.key.pk === OWNERS.pk) return lastOwner();
    const refusal = userRefusal(failed, writes);
    return refusal instanceof Refusal ? refusal : new Refusal('CONFLICT', 'changed meanwhile', { cause: failed });
  };

const userIn = async ({ params, ports }: Call<never>): Promise<User> =>
  foundOr404(await usersIn(ports.table).find(params['userId'] ?? ''));

const answer = (user: User, status: Answered['status'] = 200): Answered => ({
  status,
  body: user,
  version: user.version,
  ...(status === 201 ? { location: `/admin/v1/users/${user.id}` } : {}),
});

async function create(call: Call<Partial<UserFields> & Pick<UserFields, 'userName' | 'email'>>): Promise<Answered> {
  const { ports, body } = call;
  const user = newUser({ active: true, ...body }, { id: ports.ids.id(), now: ports.now });
  const writes = [
    ...usersIn(ports.table).creating(user),
    ...ownersChange(false, isOwner(user)),
    eventOf(call, 'user.create', `USER#${user.id}`, { after: { ...body } }),
  ];
  await commitOr(ports.table, writes, refused(writes));
  return answer(user, 201);
}

async function update(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const before = await userIn(call);
  checkVersion(version, before);
  const patched = merged(before, call.body as Record<string, unknown>);
  const isDisabled = before.active && !patched.active;
  const after: User = {
    ...patched,
    // Whoever is disabled has no session left, also not when they are enabled again.
    epoch: isDisabled ? before.epoch + 1 : before.epoch,
    updatedAt: ports.now().toISOString(),
    version: before.version + 1,
  };
  const writes = [
    ...usersIn(ports.table).changing(before, after),
    ...ownersChange(isOwner(before), isOwner(after)),
    eventOf(call, 'user.update', `USER#${before.id}`, differenceOf(before, after)),
  ];
  await commitOr(ports.table, writes, refused(writes));
  return answer(after);
}

/**
 * Deletes a user in steps that may be repeated: first they can no longer sign in, then everything of theirs goes, and
 * last the user; whatever dies in between, a repeated call ends in the same state.
 */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const user = await userIn(call);
  checkVersion(version, user);
  const disabled: User = { ...user, active: false, epoch: user.epoch + 1, version: user.version + 1 };
  const first = [
    ...usersIn(ports.table).changing(user, disabled),
    ...ownersChange(isOwner(user), false),
    eventOf(call, 'user.delete', `USER#${user.id}`, { before: { userName: user.userName, email: user.email } }),
  ];
  await commitOr(ports.table, first, refused(first));
  await removeAllOf(ports.table, { type: 'USER', id: user.id });
  const last = usersIn(ports.table).deleting(disabled);
  await commitOr(ports.table, last, refused(last));
  return { status: 204 };
}

/** Removes what belongs to a user or group: assignments and memberships by the index, and the rest of the partition. */
export async function removeAllOf(table: Table, principal: Principal): Promise<void> {
  const assignments = await listAll(table, { pk: principalText(principal), index: 'gsi1' });
  const memberships =
    principal.type === 'GROUP' ? await listAll(table, { pk: `GROUP#${principal.id}#MEMBERS`, index: 'gsi1' }) : [];
  const own = principal.type === 'USER' ? await listAll(table, { pk: userPartition(principal.id) }) : [];
  const keys = [...assignments, ...memberships, ...own.filter(({ sk }) => sk !== 'USER')].map(({ pk, sk }) => ({
    pk,
    sk,
  }));
  for (let at = 0; at < keys.length; at += 50) {
    await table.commit(keys.slice(at, at + 50).map((key) => ({ do: 'remove', key })));
  }
}

/** Sends the mail by which a user sets a first password, or a new one. */
async function activate(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const user = await userIn(call);
  if (!user.active) throw new Refusal('CONFLICT', 'the user is disabled', { userId: user.id });
  const { token, write, link } = linkTokensIn(ports.table, ports.now).making('activation', user);
  const id = ports.ids.id();
  const mail = enqueueing({
    id,
    kind: 'activation',
    userId: user.id,
    to: user.email,
    name: displayNameOf(user),
    sealed: await ports.secrets.seal(token, { purpose: 'outbox', id }),
    linkExpiresAt: new Date(link.expiresAt * 1000).toISOString(),
    createdAt: ports.now().toISOString(),
  });
  await ports.table.commit([write, mail, eventOf(call, 'user.activation-sent', `USER#${user.id}`)]);
  await ports.nudge.nudge();
  return { status: 202, body: { sentTo: user.email, expiresAt: new Date(link.expiresAt * 1000).toISOString() } };
}

async function listSessions(call: Call<never>): Promise<Answered> {
  const user = await userIn(call);
  const sessions = await sessionsIn(call.ports.table).list(user.id);
  return {
    body: {
      items: sessions.map(({ id, createdAt, expiresAt, userAgent, network }) => ({
        id,
        createdAt,
        expiresAt: new Date(expiresAt * 1000).toISOString(),
        userAgent,
        network,
      })),
    },
  };
}

/** Ends all sessions of a user at once, by raising the epoch that every session is held against. */
async function endSessions(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const user = await userIn(call);
  const after: User = {
    ...user,
    epoch: user.epoch + 1,
    version: user.version + 1,
    updatedAt: ports.now().toISOString(),
  };
  const writes = [...usersIn(ports.table).changing(user, after), eventOf(call, 'user.sessions-end', `USER#${user.id}`)];
  await commitOr(ports.table, writes, refused(writes));
  return { status: 204 };
}

/** Operations on users. */
export const USER_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/users',
    summary: 'Lists users in order of user name; `userName` chooses those whose name begins so.',
    scope: 'read',
    pages: true,
    run: async (call) =>
      listOf(await usersIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'userName') })),
  },
  {
    route: 'POST /admin/v1/users',
    summary: 'Creates a user, without a password.',
    scope: 'write',
    body: newUserSchema,
    run: create,
  },
  {
    route: 'GET /admin/v1/users/{userId}',
    summary: 'Gives a user.',
    scope: 'read',
    run: async (call) => answer(await userIn(call)),
  },
  {
    route: 'PATCH /admin/v1/users/{userId}',
    summary: 'Changes fields of a user; `null` takes one away.',
    scope: 'write',
    body: userPatchSchema,
    needsVersion: true,
    run: update,
  },
  {
    route: 'DELETE /admin/v1/users/{userId}',
    summary: 'Deletes a user with all sessions, memberships and assignments.',
    scope: 'write',
    needsVersion: true,
    run: remove,
  },
  {
    route: 'POST /admin/v1/users/{userId}/activation',
    summary: 'Sends the mail by which the user sets a password.',
    scope: 'write',
    run: activate,
  },
  {
    route: 'GET /admin/v1/users/{userId}/sessions',
    summary: 'Lists the sessions of a user.',
    scope: 'read',
    run: listSessions,
  },
  {
    route: 'DELETE /admin/v1/users/{userId}/sessions',
    summary: 'Ends all sessions of a user.',
    scope: 'write',
    run: endSessions,
  },
];

/** The beginning of a name that a list is narrowed to. */
export const prefixOf = ({ query }: Call<never>, name: string): { prefix?: string } => {
  const prefix = query.get(name);
  return prefix ? { prefix: prefix.slice(0, 128) } : {};
};
