import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { type Policy, policyFor } from '../policy/policies.ts';
import { type User, usersIn } from '../users/user.ts';
import type { Call } from './operation.ts';

/** What an owner must be able to reach: the console, which has an entrance of its own. */
const NEEDED = 'console';

const deniesAny = (policies: readonly Policy[]): boolean =>
  policies.some(
    ({ enabled, access, apps }) => enabled && access === 'deny' && (apps === 'all' || apps.includes(NEEDED)),
  );

/**
 * Refuses policies that would let no owner in: they could not be changed back from the console. Owners are looked for
 * only where some policy denies it; whoever calls is looked at first.
 *
 * @throws {Refusal} CONFLICT
 */
export async function refuseLockOut(call: Call<never>, policies: readonly Policy[]): Promise<void> {
  if (!deniesAny(policies)) return;
  for await (const owner of ownersFrom(call)) if (await getsIn(owner, policies, call)) return;
  throw new Refusal('CONFLICT', 'no owner would get in', {
    faults: [
      {
        pointer: '',
        detail: 'With these policies no owner could reach the console. Put a policy first that lets one in.',
      },
    ],
  });
}

async function getsIn({ id }: User, policies: readonly Policy[], { ports }: Call<never>): Promise<boolean> {
  const groupIds = await groupsIn(ports.table).ofUser(id);
  return policyFor({ policies, version: 0 }, { targets: [NEEDED], groupIds }).access === 'allow';
}

const isOwner = (user: User | undefined): user is User => user?.active === true && user.adminRole === 'owner';

async function* ownersFrom({ caller, ports }: Call<never>): AsyncGenerator<User> {
  const users = usersIn(ports.table);
  const own = await users.find(caller.root);
  if (isOwner(own)) yield own;
  let after: string | undefined;
  do {
    const page = await users.list({ limit: 1000, ...(after ? { after } : {}) });
    yield* page.items.filter(isOwner);
    after = page.next;
  } while (after);
}
