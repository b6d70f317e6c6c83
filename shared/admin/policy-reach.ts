import type { Apps } from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { type Policies, type Policy, policyFor, type PolicyTarget, targetsOfRole } from '../policy/policies.ts';
import type { Table } from '../table/table.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';
import type { Call } from './operation.ts';
import { pageOf } from './paging.ts';

/** Members of one group that are counted; of more it is said that there are more. */
const COUNTED = 1000;

/** The groups of a policy with how many members they have; one that was deleted has no name. */
export async function groupsOf(table: Table, ids: readonly string[]) {
  const groups = groupsIn(table);
  const names = new Map((await groups.findMany(ids)).map(({ id, displayName }) => [id, displayName]));
  return Promise.all(
    ids.map(async (id) => {
      const displayName = names.get(id);
      if (displayName === undefined) return { id, members: 0, hasMore: false };
      const { items, next } = await groups.members(id, { limit: COUNTED });
      return { id, displayName, members: items.length, hasMore: next !== undefined };
    }),
  );
}

/** The targets of a policy with the names of those that are apps; `isKnown` is false for one that was deleted. */
export const namedTargets = (apps: Pick<Apps, 'find'>, targets: readonly PolicyTarget[]) =>
  Promise.all(
    targets.map(async (target) => {
      if (!/^[a-z2-7]{26}$/.test(target)) return { target, isKnown: true };
      const app = await apps.find(target);
      return app ? { target, name: app.name, isKnown: true } : { target, isKnown: false };
    }),
  );

/** Where a page begins: in which of the policy's groups, and where in its list. Of everybody there is one list, the first. */
interface Place {
  readonly group: number;
  readonly after?: string;
}

/** One page of the users in a policy's groups, each once, with how much of what it names it decides for them. */
export async function membersFrom(call: Call<never>, policy: Policy, all: Policies) {
  const { table } = call.ports;
  const { limit, after } = pageOf(call);
  const place = placeIn(after);
  const { users, next } = await usersAt(table, policy.groups, { ...place, limit });
  const told = await Promise.all(
    users.map(async (user) => {
      const groupIds = await groupsIn(table).ofUser(user.id);
      const { groups } = policy;
      const isTold = groups === 'all' || groups.findIndex((id) => groupIds.includes(id)) === place.group;
      return isTold ? [shown(user, decidesFor(policy, all, groupIds))] : [];
    }),
  );
  return { users: told.flat(), ...(next ? { nextCursor: cursorTo(next) } : {}) };
}

async function usersAt(
  table: Table,
  groups: Policy['groups'],
  { group, after, limit }: Place & { limit: number },
): Promise<{ users: readonly User[]; next?: Place }> {
  const page = { limit, ...(after ? { after } : {}) };
  if (groups === 'all') {
    const { items, next } = await usersIn(table).list(page);
    return { users: items, ...(next ? { next: { group, after: next } } : {}) };
  }
  const { items, next } = await groupsIn(table).members(groups[group] ?? '', page);
  const users = await usersIn(table).findAll(items.map(({ userId }) => userId));
  if (next) return { users, next: { group, after: next } };
  return { users, ...(group + 1 < groups.length ? { next: { group: group + 1 } } : {}) };
}

const cursorTo = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws {Refusal} INPUT_INVALID for a cursor that this list did not give */
function placeIn(cursor: string | undefined): Place {
  if (cursor === undefined) return { group: 0 };
  const [, group, after] = /^\{"group":(\d{1,3})(?:,"after":"([^"\\]*)")?\}$/.exec(textIn(cursor)) ?? [];
  if (group !== undefined) return { group: Number(group), ...(after ? { after } : {}) };
  throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
    faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
  });
}

const textIn = (cursor: string): string => Buffer.from(cursor, 'base64url').toString();

/** For how much of what a policy names it is the one that decides, if a user of these groups comes. */
function decidesFor({ id, apps }: Policy, all: Policies, groupIds: readonly string[]): 'all' | 'some' | 'none' {
  const targets = apps === 'all' ? [[]] : apps.map(namesOf);
  const decided = targets.filter((names) => policyFor(all, { targets: names, groupIds }).id === id).length;
  return decided === 0 ? 'none' : decided === targets.length ? 'all' : 'some';
}

/** Every name that a target goes by: that of a role implies its account and AWS. */
function namesOf(target: PolicyTarget): readonly PolicyTarget[] {
  const [accountId = '', roleName] = target.startsWith('aws:') ? target.slice('aws:'.length).split('/') : [];
  if (accountId === '') return [target];
  const [role = '', ...wider] = targetsOfRole(accountId, roleName ?? '');
  return roleName === undefined ? wider : [role, ...wider];
}

const shown = (user: User, decides: 'all' | 'some' | 'none') => ({
  userId: user.id,
  userName: user.userName,
  displayName: displayNameOf(user),
  active: user.active,
  decidesFor: decides,
});
