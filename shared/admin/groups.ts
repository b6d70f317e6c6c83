import { Refusal } from '../base/refusal.ts';
import { type Group, groupsIn } from '../groups/group.ts';
import type { ConditionFailed } from '../table/table.ts';
import { created, done, pages, versioned } from './answers.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged, stale } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf, prefixOf, prefixParameter } from './paging.ts';
import { refuseLockOutBy, without } from './policy-guard.ts';
import { removeAllOf } from './removal.ts';
import { groupAnswer, groupPatchSchema, newGroupSchema } from './user-schemas.ts';

/** The group that the path names, or NOT_FOUND. */
export const groupIn = async (call: Call<never>): Promise<Group> =>
  foundOr404(await groupsIn(call.ports.table).find(param(call, 'groupId')));

const answer = (group: Group): Answered => ({
  body: group,
  version: group.version,
});

/** Write 0 is the group, the claim of its name follows. */
const refused = ({ index }: ConditionFailed): Refusal =>
  index === 0
    ? stale()
    : new Refusal('ALREADY_EXISTS', 'uniqueness', {
        faults: [{ pointer: '/displayName', detail: 'There is a group of this name.' }],
      });

async function create(call: Call<Pick<Group, 'displayName'> & Partial<Group>>): Promise<Answered> {
  const { ports, body } = call;
  const at = ports.now().toISOString();
  const group: Group = { ...body, id: ports.ids.id(), createdAt: at, updatedAt: at, version: 1 };
  const event = eventOf(call, 'group.create', `GROUP#${group.id}`, { after: { ...body } });
  await commitOr(ports.table, [...groupsIn(ports.table).creating(group), event], refused);
  return { ...answer(group), location: `/admin/v1/groups/${group.id}` };
}

async function update(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await groupIn(call);
  checkVersion(versions, before);
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
 * Memberships and assignments go first: while they go, nobody gains anything by the group. What was added meanwhile goes
 * after it; and a call that died in between is finished by another, also when the group itself is gone already.
 */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const principal = { type: 'GROUP', id: param(call, 'groupId') } as const;
  const group = await groupsIn(ports.table).find(principal.id);
  if (group) checkVersion(versions, group);
  await refuseLockOutBy(call, (owner) => without(owner, principal.id));
  const swept = await removeAllOf(ports.table, principal);
  if (!group && swept === 0) throw new Refusal('NOT_FOUND', 'no such group');
  if (!group) return {};
  const event = eventOf(call, 'group.delete', `GROUP#${group.id}`, { before: { displayName: group.displayName } });
  await commitOr(ports.table, [...groupsIn(ports.table).deleting(group), event], refused);
  await removeAllOf(ports.table, principal);
  return {};
}

/** Operations on groups. */
export const GROUP_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/groups',
    summary: 'Lists groups in order of name.',
    permission: 'groups.read',
    query: { displayName: prefixParameter('Chooses groups whose name begins so.') },
    answers: pages(groupAnswer),
    run: async (call) =>
      listOf(await groupsIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'displayName') })),
  },
  {
    route: 'POST /admin/v1/groups',
    summary: 'Creates a group.',
    permission: 'groups.write',
    body: newGroupSchema,
    example: { displayName: 'Engineering', description: 'Everybody who builds' },
    answers: created(groupAnswer),
    run: create,
  },
  {
    route: 'GET /admin/v1/groups/{groupId}',
    summary: 'Gives a group.',
    permission: 'groups.read',
    answers: versioned(groupAnswer),
    run: async (call) => answer(await groupIn(call)),
  },
  {
    route: 'PATCH /admin/v1/groups/{groupId}',
    summary: 'Changes fields of a group; `null` takes one away.',
    permission: 'groups.write',
    body: groupPatchSchema,
    example: { description: null },
    needsVersion: true,
    answers: versioned(groupAnswer),
    run: update,
  },
  {
    route: 'DELETE /admin/v1/groups/{groupId}',
    summary: 'Deletes a group with its memberships and assignments.',
    permission: 'groups.write',
    needsVersion: true,
    answers: done,
    run: remove,
  },
];
