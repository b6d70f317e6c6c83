import { Refusal } from '../base/refusal.ts';
import { groupsIn, type Membership } from '../groups/group.ts';
import type { Page } from '../table/table.ts';
import { displayNameOf, usersIn } from '../users/user.ts';
import { done, pages } from './answers.ts';
import { commitOr, eventOf } from './change.ts';
import { groupIn } from './groups.ts';
import { type Answered, type Call, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { refuseLockOutBy, without } from './policy-guard.ts';
import { groupAnswer, memberAnswer } from './user-schemas.ts';
import { userIn } from './users.ts';

const membershipOf = (call: Call<never>): Membership => ({
  groupId: param(call, 'groupId'),
  userId: param(call, 'userId'),
});

async function add(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const membership = membershipOf(call);
  const { groupId, userId } = membership;
  await refuseLockOutBy(call, (owner) =>
    owner.user.id === userId ? { ...owner, groupIds: [...owner.groupIds, groupId] } : owner,
  );
  const event = eventOf(call, 'group.member-add', `GROUP#${membership.groupId}`, {
    after: { userId: membership.userId },
  });
  const writes = [...groupsIn(ports.table).adding(membership, ports.now().toISOString()), event];
  await commitOr(ports.table, writes, () => new Refusal('NOT_FOUND', 'no such user or group', { ...membership }));
  return {};
}

async function take(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const membership = membershipOf(call);
  const { groupId, userId } = membership;
  await refuseLockOutBy(call, (owner) => (owner.user.id === userId ? without(owner, groupId) : owner));
  const event = eventOf(call, 'group.member-remove', `GROUP#${membership.groupId}`, {
    before: { userId: membership.userId },
  });
  await commitOr(
    ports.table,
    [...groupsIn(ports.table).removing(membership), event],
    () => new Refusal('NOT_FOUND', 'no such member', { ...membership }),
  );
  return {};
}

/** Members with the names that an administrator knows them by. */
async function listMembers(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const group = await groupIn(call);
  const { items, ...rest }: Page<Membership> = await groupsIn(table).members(group.id, pageOf(call));
  const users = new Map(
    (await usersIn(table).findAll(items.map(({ userId }) => userId))).map((user) => [user.id, user]),
  );
  return listOf({
    ...rest,
    items: items.map(({ userId }) => {
      const user = users.get(userId);
      if (!user) return { userId };
      const { userName, email, active } = user;
      return { userId, userName, displayName: displayNameOf(user), email, active };
    }),
  });
}

async function listGroupsOf(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const user = await userIn(call);
  return listOf(await groupsIn(table).pageOfUser(user.id, pageOf(call)));
}

/** Operations on who belongs to which group. */
export const MEMBERSHIP_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/groups/{groupId}/members',
    summary: 'Lists the members of a group.',
    permission: 'groups.read',
    answers: pages(memberAnswer),
    run: listMembers,
  },
  {
    route: 'PUT /admin/v1/groups/{groupId}/members/{userId}',
    summary: 'Puts a user into a group; one who is in it stays.',
    permission: 'groups.write',
    answers: done,
    run: add,
  },
  {
    route: 'DELETE /admin/v1/groups/{groupId}/members/{userId}',
    summary: 'Takes a user out of a group.',
    permission: 'groups.write',
    answers: done,
    run: take,
  },
  {
    route: 'GET /admin/v1/users/{userId}/groups',
    summary: 'Lists the groups that a user is in.',
    permission: 'users.read',
    answers: pages(groupAnswer),
    run: listGroupsOf,
  },
];
