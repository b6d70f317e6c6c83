import { Refusal } from '../base/refusal.ts';
import { type Group, groupsIn } from '../groups/group.ts';
import type { ConditionFailed } from '../table/table.ts';
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
import { groupPatchSchema, newGroupSchema } from './schemas.ts';
import { prefixOf, removeAllOf } from './users.ts';

const groupIn = async ({ params, ports }: Call<never>): Promise<Group> =>
  foundOr404(await groupsIn(ports.table).find(params['groupId'] ?? ''));

const answer = (group: Group, status: Answered['status'] = 200): Answered => ({
  status,
  body: group,
  version: group.version,
  ...(status === 201 ? { location: `/admin/v1/groups/${group.id}` } : {}),
});

/** Write 0 is the group, the claim of its name follows. */
const refused = ({ index }: ConditionFailed): Refusal =>
  index === 0
    ? new Refusal('VERSION_STALE', 'the group was changed by somebody else')
    : new Refusal('ALREADY_EXISTS', 'uniqueness', {
        faults: [{ pointer: '/displayName', detail: 'There is a group of this name.' }],
      });

async function create(call: Call<Pick<Group, 'displayName'> & Partial<Group>>): Promise<Answered> {
  const { ports, body } = call;
  const at = ports.now().toISOString();
  const group: Group = { ...body, id: ports.ids.id(), createdAt: at, updatedAt: at, version: 1 };
  const event = eventOf(call, 'group.create', `GROUP#${group.id}`, { after: { ...body } });
  await commitOr(ports.table, [...groupsIn(ports.table).creating(group), event], refused);
  return answer(group, 201);
}

async function update(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const before = await groupIn(call);
  checkVersion(version, before);
  const after: Group = {
    ...merged(before, call.body as Record<string, unknown>),
    updatedAt: ports.now().toISOString(),
    version: before.version + 1,
  };
  const event = eventOf(call, 'group.update', `GROUP#${before.id}`, differenceOf(before, after));
  await commitOr(ports.table, [...groupsIn(ports.table).changing(before, after), event], refused);
  return answer(after);
}

/**
 * Memberships and assignments go first: while they go, nobody gains anything by the group. They go once more behind it:
 * what was added meanwhile would outlive the group, and open doors by a name that nobody can see any more.
 */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const group = await groupIn(call);
  checkVersion(version, group);
  await removeAllOf(ports.table, { type: 'GROUP', id: group.id });
  const event = eventOf(call, 'group.delete', `GROUP#${group.id}`, { before: { displayName: group.displayName } });
  await commitOr(ports.table, [...groupsIn(ports.table).deleting(group), event], refused);
  await removeAllOf(ports.table, { type: 'GROUP', id: group.id });
  return { status: 204 };
}

const membershipOf = ({ params }: Call<never>) => ({
  groupId: params['groupId'] ?? '',
  userId: params['userId'] ?? '',
});

async function add(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const membership = membershipOf(call);
  const event = eventOf(call, 'group.member-add', `GROUP#${membership.groupId}`, {
    after: { userId: membership.userId },
  });
  const writes = [...groupsIn(ports.table).adding(membership, ports.now().toISOString()), event];
  await commitOr(ports.table, writes, () => new Refusal('NOT_FOUND', 'no such user or group', membership));
  return { status: 204 };
}

async function take(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const membership = membershipOf(call);
  const event = eventOf(call, 'group.member-remove', `GROUP#${membership.groupId}`, {
    before: { userId: membership.userId },
  });
  await commitOr(
    ports.table,
    [...groupsIn(ports.table).removing(membership), event],
    () => new Refusal('NOT_FOUND', 'no such member', membership),
  );
  return { status: 204 };
}

/** Operations on groups and their members. */
export const GROUP_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/groups',
    summary: 'Lists groups in order of name; `displayName` chooses those whose name begins so.',
    scope: 'read',
    pages: true,
    run: async (call) =>
      listOf(await groupsIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'displayName') })),
  },
  { route: 'POST /admin/v1/groups', summary: 'Creates a group.', scope: 'write', body: newGroupSchema, run: create },
  {
    route: 'GET /admin/v1/groups/{groupId}',
    summary: 'Gives a group.',
    scope: 'read',
    run: async (call) => answer(await groupIn(call)),
  },
  {
    route: 'PATCH /admin/v1/groups/{groupId}',
    summary: 'Changes fields of a group; `null` takes one away.',
    scope: 'write',
    body: groupPatchSchema,
    needsVersion: true,
    run: update,
  },
  {
    route: 'DELETE /admin/v1/groups/{groupId}',
    summary: 'Deletes a group with its memberships and assignments.',
    scope: 'write',
    needsVersion: true,
    run: remove,
  },
  {
    route: 'GET /admin/v1/groups/{groupId}/members',
    summary: 'Lists the members of a group.',
    scope: 'read',
    pages: true,
    run: async (call) => {
      const group = await groupIn(call);
      return listOf(await groupsIn(call.ports.table).members(group.id, pageOf(call)));
    },
  },
  {
    route: 'PUT /admin/v1/groups/{groupId}/members/{userId}',
    summary: 'Puts a user into a group.',
    scope: 'write',
    run: add,
  },
  {
    route: 'DELETE /admin/v1/groups/{groupId}/members/{userId}',
    summary: 'Takes a user out of a group.',
    scope: 'write',
    run: take,
  },
];
