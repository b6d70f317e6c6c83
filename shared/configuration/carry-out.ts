import * as z from 'zod/mini';
import { stale } from '../admin/change.ts';
import { faultsOf } from '../admin/faults.ts';
import type { AdminPorts, Call, Caller, Operation } from '../admin/operation.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import { DEFAULT_ID, policiesIn } from '../policy/policies.ts';
import { usersIn } from '../users/user.ts';
import { isSame, plainName } from './form.ts';
import type { Change, Deed, Kind, Lookup } from './kind.ts';
import { kindOf } from './kinds.ts';
import { isDone, marking } from './plan.ts';

/** By whom, for which plan, and with what a change is carried out. */
export interface Doing {
  readonly planId: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly ports: AdminPorts;
  /** The operations of the admin API, by which everything is done. */
  readonly operations: readonly Operation[];
}

/**
 * Carries out one change of a plan, by the operation that an administrator would use. The mark that it was done goes into
 * the transaction of the change, so whatever dies in between, the same call again does the rest and nothing twice.
 *
 * @throws {Refusal} where the thing is no longer as the plan saw it, or the operation refuses: then nothing was done
 */
export async function carryOut(change: Change, n: number, doing: Doing): Promise<void> {
  const { ports, planId } = doing;
  const wasDone = await isDone(ports.table, planId, n);
  if (wasDone && change.action !== 'delete') return;
  try {
    const kind = kindOf(change.kind);
    const seenAt = await versionNow(kind, change, ports.table);
    const deed = await kind.deed(change, lookupIn(ports.table));
    await perform(deed, { ...change, ...seenAt }, wasDone ? doing : { ...doing, ports: marked(change, n, doing) });
  } catch (error) {
    // What was done already, by a worker that died or another, refuses to be done again: this call only swept up after it.
    if (isRefusal(error) && (await isDone(ports.table, planId, n))) return;
    throw error;
  }
}

/**
 * The version at which a thing still says what the plan saw, of kinds that have one version for all.
 *
 * @throws {Refusal} VERSION_STALE where it says something else
 */
async function versionNow(kind: Kind, change: Change, table: Table): Promise<Pick<Change, 'version'>> {
  if (!kind.now) return {};
  const standing = (await kind.now(table, change)).find(({ key }) => key === change.key);
  if (!isSame(standing?.value ?? null, change.before)) throw stale();
  return standing?.version === undefined ? {} : { version: standing.version };
}

async function perform({ route, params = {}, body }: Deed, change: Change, doing: Doing): Promise<void> {
  const { caller, operations, planId: plan, requestId, ports } = doing;
  const operation = operations.find((other) => other.route === route);
  if (!operation) throw new Error(`there is no operation ${route}`);
  if (operation.permission === 'public' || !caller.permissions.has(operation.permission))
    throw new Refusal('FORBIDDEN', 'not with these rights', { permission: operation.permission });
  const call: Call = {
    ports,
    caller,
    requestId,
    ip: '',
    params,
    query: new URLSearchParams(),
    body: fitting(operation, body),
    versions: change.version === undefined ? undefined : [change.version],
    details: { plan },
  };
  await operation.run(call as Call<never>);
}

function fitting({ body: schema, route }: Operation, body: unknown): unknown {
  if (!schema) return undefined;
  const result = z.safeParse(schema, body ?? {});
  if (result.success) return result.data;
  throw new Refusal('INPUT_INVALID', `not fit for ${route}`, { faults: faultsOf(result.error.issues, body) });
}

/** A table that marks the change as done in the transaction that bears its event, and overwrites nothing unseen. */
function marked(change: Change, n: number, { ports, planId }: Doing): AdminPorts {
  const { table, now } = ports;
  const commit = async (writes: readonly Write[]): Promise<void> => {
    const isChange = writes.some((write) => 'item' in write && write.item.pk.startsWith('AUDIT#'));
    if (!isChange) return table.commit(writes);
    const guarded = change.kind === 'aws-role-assignment' ? writes.map((write) => seen(write, change)) : writes;
    try {
      return await table.commit([...guarded, marking(planId, n, now)]);
    } catch (error) {
      if (error instanceof ConditionFailed && guarded[error.index] !== writes[error.index]) throw stale();
      throw error;
    }
  };
  return { ...ports, table: { ...table, commit } };
}

/** A write of what has no version, held to what the plan saw: nothing there, or what was written at that moment. */
function seen(write: Write, { since, before }: Change): Write {
  const isAsSeen = [{ attribute: 'assignedAt', is: '=', value: since ?? '' }] as const;
  if (write.do === 'remove') return { ...write, when: isAsSeen };
  if (write.do !== 'put') return write;
  if (since === undefined) return { do: 'create', item: write.item };
  const { pk, sk, ...set } = write.item;
  const unset = Object.keys(before ?? {}).filter((field) => OF_ASSIGNMENTS.has(field) && !(field in set));
  return { do: 'change', key: { pk, sk }, set, unset, when: isAsSeen };
}

const OF_ASSIGNMENTS = new Set(['sessionSeconds', 'relayState', 'tags', 'transitiveTagKeys']);

/** Names are looked up when they are needed: a group that the plan makes has its ID only then. */
const lookupIn = (table: Table): Lookup => ({
  async groupId(displayName) {
    const group = await groupsIn(table).findByName(displayName);
    if (group) return group.id;
    throw gone(`There is no group ${displayName} any more.`);
  },
  async userId(userName) {
    const user = await usersIn(table).findByLogin(userName);
    if (user) return user.id;
    throw gone(`There is no user ${userName} any more.`);
  },
  async policyId(name) {
    const { policies } = await policiesIn(table).find();
    const policy = policies.find((other) => plainName(other.name) === plainName(name));
    if (policy) return policy.id;
    throw gone(`There is no policy ${name} any more.`);
  },
  async policyOrder() {
    const { policies } = await policiesIn(table).find();
    return policies.filter(({ id }) => id !== DEFAULT_ID).map(({ name }) => name);
  },
});

const gone = (detail: string): Refusal =>
  new Refusal('CONFLICT', 'what the plan names is gone', { faults: [{ pointer: '', detail }] });
