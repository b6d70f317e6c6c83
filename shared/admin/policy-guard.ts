import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { policiesIn, type Policy, policyFor } from '../policy/policies.ts';
import { administratorIds } from '../users/administrators.ts';
import { type User, usersIn } from '../users/user.ts';
import type { Call } from './operation.ts';

/** What an owner must be able to reach: the console, which has an entrance of its own. */
const NEEDED = 'console';

const deniesAny = (policies: readonly Policy[]): boolean =>
  policies.some(
    ({ enabled, access, apps }) => enabled && access === 'deny' && (apps === 'all' || apps.includes(NEEDED)),
  );

/** An owner, and what policies go by: the groups that they are in, and the policies themselves. */
interface Standing {
  readonly user: User;
  readonly groupIds: readonly string[];
  readonly policies: readonly Policy[];
}

/** How an owner stands after a change; `undefined` for one who is deleted. */
type Change = (owner: Standing) => Standing | undefined;

/**
 * Refuses policies that would let no owner in: they could not be changed back from the console. Owners are looked for
 * only where some policy denies it; whoever calls is looked at first.
 *
 * @throws {Refusal} CONFLICT
 */
export async function refuseLockOut(
  call: Call<never>,
  before: readonly Policy[],
  policies: readonly Policy[],
): Promise<void> {
  if (!deniesAny(policies)) return;
  const found = await ownersAfter(call, before, (owner) => ({ ...owner, policies }));
  if (found === 'lost' || found === 'none') throw lockedOut();
}

/**
 * Refuses a change of people or groups by which the last owner whom the policies let in would be let in no more. Without a
 * policy that denies the console it reads the policies alone.
 *
 * @throws {Refusal} CONFLICT
 */
export async function refuseLockOutBy(call: Call<never>, change: Change): Promise<void> {
  const { policies } = await policiesIn(call.ports.table).find();
  if (deniesAny(policies) && (await ownersAfter(call, policies, change)) === 'lost') throw lockedOut();
}

/** An owner out of a group. */
export const without = (owner: Standing, groupId: string): Standing => ({
  ...owner,
  groupIds: owner.groupIds.filter((id) => id !== groupId),
});

/**
 * What a change does to the owners: one still gets `in`, the last who got in is `lost`, there was `none` at all, or all were
 * `out` before. Then nothing is lost by it: that state must be left step by step.
 */
async function ownersAfter(
  call: Call<never>,
  policies: readonly Policy[],
  change: Change,
): Promise<'in' | 'lost' | 'none' | 'out'> {
  let found: 'none' | 'out' | 'lost' = 'none';
  for await (const user of ownersFrom(call)) {
    const before = { user, policies, groupIds: await groupsIn(call.ports.table).ofUser(user.id) };
    if (getsIn(change(before))) return 'in';
    if (found !== 'lost') found = getsIn(before) ? 'lost' : 'out';
  }
  return found;
}

function lockedOut(): Refusal {
  const detail = 'After this, no owner could reach the console. Let a policy that comes first allow it to one of them.';
  return new Refusal('CONFLICT', 'no owner would get in', { faults: [{ pointer: '', detail }] });
}

const isOwner = (user: User | undefined): user is User => user?.active === true && user.adminRole === 'owner';

const getsIn = (owner: Standing | undefined): boolean =>
  isOwner(owner?.user) &&
  policyFor({ policies: owner.policies, version: 0 }, { targets: [NEEDED], groupIds: owner.groupIds }).access ===
    'allow';

async function* ownersFrom({ caller, ports: { table } }: Call<never>): AsyncGenerator<User> {
  const users = usersIn(table);
  const own = await users.find(caller.root);
  if (isOwner(own)) yield own;
  let after: string | undefined;
  do {
    const page = await administratorIds(table, { role: 'owner', limit: 100, ...(after ? { after } : {}) });
    yield* (await users.findAll(page.items)).filter(isOwner);
    after = page.next;
  } while (after);
}
