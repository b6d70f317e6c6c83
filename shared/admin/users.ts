import * as z from 'zod/mini';
import { Refusal } from '../base/refusal.ts';
import type { ConditionFailed, Page, Write } from '../table/table.ts';
import { changedUser } from '../users/changed-user.ts';
import { newUser, type User, type UserFields, userRefusal, usersIn } from '../users/user.ts';
import { presentationOf } from '../sign-in/presentation.ts';
import { created, done, pages, versioned } from './answers.ts';
import { refuseUnmanaged } from './authority.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged } from './change.ts';
import { type AdminPorts, type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { inviting, withInvitation } from '../provisioning/invite.ts';
import { OWNERS, ownersChange } from '../users/owners.ts';
import { listOf, type Paged, pageOf, pageWith, prefixParameter } from './paging.ts';
import { refuseLockOutBy } from './policy-guard.ts';
import { removeAllOf } from './removal.ts';
import { newUserSchema, userAnswer, userPatchSchema } from './user-schemas.ts';

/** What a failed condition means for a change of a user. */
export const refusedUser =
  (writes: readonly Write[]) =>
  (failed: ConditionFailed): Refusal => {
    const write = writes[failed.index];
    if (write && 'key' in write && write.key.pk === OWNERS.pk) {
      return new Refusal('CONFLICT', 'the last owner', {
        faults: [{ pointer: '', detail: 'The last active owner must stay one.' }],
      });
    }
    const refusal = userRefusal(failed, writes);
    return refusal instanceof Refusal ? refusal : new Refusal('CONFLICT', 'changed meanwhile', { cause: failed });
  };

/** The user that the path names, or NOT_FOUND. */
export const userIn = async (call: Call<never>): Promise<User> =>
  foundOr404(await usersIn(call.ports.table).find(param(call, 'userId')));

/** The user that the path names, whom the caller may change; the check is made on the very state that is changed. */
export async function managedUserIn(call: Call<never>): Promise<User> {
  const user = await userIn(call);
  refuseUnmanaged(call.caller, user);
  return user;
}

/** A user as the API tells it; the epoch is between us and the sessions, and a recovery between us and the policies. */
const shown = ({ epoch: _epoch, recoveredAt: _at, ...user }: User): Omit<User, 'epoch' | 'recoveredAt'> => user;

const answer = (user: User): Answered => ({ body: shown(user), version: user.version });

async function create(call: Call<Partial<UserFields> & Pick<UserFields, 'userName' | 'email'>>): Promise<Answered> {
  const { ports, body } = call;
  const user = newUser({ active: true, ...body }, { id: ports.ids.id(), now: ports.now });
  const mail = await firstMail(user, ports);
  const writes = [
    ...usersIn(ports.table).creating(user),
    ...ownersChange(undefined, user),
    eventOf(call, 'user.create', `USER#${user.id}`, { after: { ...body } }),
  ];
  const all = withInvitation(writes, mail);
  await commitOr(ports.table, all, refusedUser(all));
  if (mail.length > 0) await ports.nudge.nudge();
  return { ...answer(user), location: `/admin/v1/users/${user.id}` };
}

/** The mail by which a new user sets a password, where nobody is to send it by hand. */
async function firstMail(user: User, ports: AdminPorts): Promise<readonly Write[]> {
  const { product } = await presentationOf(ports.table);
  return user.active && product.activatesNewUsers ? (await inviting(user, ports)).writes : [];
}

async function update(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await managedUserIn(call);
  checkVersion(versions, before);
  const after = changedUser(before, merged(before, call.body as Record<string, unknown>), ports.now);
  if (before.active && !after.active)
    await refuseLockOutBy(call, (owner) => (owner.user.id === after.id ? { ...owner, user: after } : owner));
  const writes = [
    ...usersIn(ports.table).changing(before, after),
    ...ownersChange(before, after),
    eventOf(call, 'user.update', `USER#${before.id}`, differenceOf(before, after)),
  ];
  await commitOr(ports.table, writes, refusedUser(writes));
  return answer(after);
}

/**
 * Deletes a user in steps that may be repeated: first they can no longer sign in, then everything of theirs goes, then the
 * user, and last what was given to them meanwhile; whatever dies in between, a repeated call ends in the same state.
 */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const principal = { type: 'USER', id: param(call, 'userId') } as const;
  const user = await usersIn(ports.table).find(principal.id);
  if (!user) {
    if ((await removeAllOf(ports.table, principal)) > 0) return {};
    throw new Refusal('NOT_FOUND', 'no such user');
  }
  refuseUnmanaged(call.caller, user);
  checkVersion(versions, user);
  await refuseLockOutBy(call, (owner) => (owner.user.id === user.id ? undefined : owner));
  const disabled: User = { ...user, active: false, epoch: user.epoch + 1, version: user.version + 1 };
  const first = [
    ...usersIn(ports.table).changing(user, disabled),
    ...ownersChange(user, undefined),
    eventOf(call, 'user.delete', `USER#${user.id}`, { before: { userName: user.userName, email: user.email } }),
  ];
  await commitOr(ports.table, first, refusedUser(first));
  await removeAllOf(ports.table, principal);
  const last = usersIn(ports.table).deleting(disabled);
  await commitOr(ports.table, last, refusedUser(last));
  await removeAllOf(ports.table, principal);
  return {};
}

async function list(call: Call<never>): Promise<Answered> {
  const { query, ports } = call;
  const users = usersIn(ports.table);
  const [search, userName, active] = [query.get('search'), query.get('userName'), query.get('active')];
  const read = (page: Paged): Promise<Page<User>> =>
    search ? users.search(search, page) : users.list({ ...page, ...(userName ? { prefix: userName } : {}) });
  const page = await pageWith(read, pageOf(call), (user) => active === null || String(user.active) === active);
  return listOf({ ...page, items: page.items.map(shown) });
}

/** Operations on users. */
export const USER_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/users',
    summary: 'Lists users in order of user name; what is searched for, in order of what was found.',
    permission: 'users.read',
    query: {
      userName: prefixParameter('Chooses users whose user name begins so.'),
      search: prefixParameter(
        'Chooses users whose user name, mail address or a name begins so; goes before `userName`.',
      ),
      active: {
        description: 'Chooses users who are active, or who are not; a page may then hold fewer than its limit.',
        schema: z.enum(['true', 'false']),
      },
    },
    answers: pages(userAnswer),
    run: list,
  },
  {
    route: 'POST /admin/v1/users',
    summary: 'Creates a user, without a password.',
    permission: 'users.write',
    body: newUserSchema,
    example: { userName: 'maya', email: 'maya@example.org', givenName: 'Maya', custom: { badge: 'A-17' } },
    answers: created(userAnswer),
    run: create,
  },
  {
    route: 'GET /admin/v1/users/{userId}',
    summary: 'Gives a user.',
    permission: 'users.read',
    answers: versioned(userAnswer),
    run: async (call) => answer(await userIn(call)),
  },
  {
    route: 'PATCH /admin/v1/users/{userId}',
    summary:
      'Changes fields of a user; `null` takes one away, and `custom` is replaced as a whole. To disable a user, or to change the mail address, ends their sessions and links.',
    permission: 'users.write',
    isSensitive: ['userName', 'email'],
    body: userPatchSchema,
    example: { department: 'Research', title: null },
    needsVersion: true,
    answers: versioned(userAnswer),
    run: update,
  },
  {
    route: 'DELETE /admin/v1/users/{userId}',
    summary: 'Deletes a user with all sessions, memberships and assignments.',
    permission: 'users.write',
    isSensitive: true,
    needsVersion: true,
    answers: done,
    run: remove,
  },
];
