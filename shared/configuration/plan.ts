import { sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import { entityOf } from '../table/entity.ts';
import { type Key, listAll, type Table, type Write } from '../table/table.ts';
import { ordered } from './form.ts';
import type { Change } from './kind.ts';

/** How long a plan may be begun, and how long it and what became of it is kept, in seconds. */
const GOOD_SECONDS = 3600;
const KEPT_SECONDS = 2 * 86_400;

/** What is to be done, bound by its hash; times are ISO 8601 in UTC. */
export interface Plan {
  readonly id: string;
  /** A digest of the changes with the states that they were decided on. */
  readonly planHash: string;
  readonly createdAt: string;
  /** Until when it may be begun. */
  readonly goodUntil: string;
  readonly creates: number;
  readonly updates: number;
  readonly deletes: number;
  readonly warnings: readonly string[];
  /** The job that carries it out, once it was begun. */
  readonly jobId?: string;
}

const partition = (planId: string): string => `PLAN#${planId}`;

/** Where a plan stands. */
export const planKey = (planId: string): Key => ({ pk: partition(planId), sk: 'PLAN' });

const numbered = (prefix: string, n: number): string => `${prefix}#${String(n).padStart(6, '0')}`;

/** Where it is marked that a change of a plan was carried out: written in the very transaction of the change. */
export const doneKey = (planId: string, n: number): Key => ({ pk: partition(planId), sk: numbered('DONE', n) });

const changeKey = (planId: string, n: number): Key => ({ pk: partition(planId), sk: numbered('CHANGE', n) });

/** Makes a plan of changes. */
export function newPlan(changes: readonly Change[], { id, now }: { id: string; now: Clock }): Plan {
  const at = now();
  const count = (action: Change['action']): number => changes.filter((change) => change.action === action).length;
  return {
    id,
    planHash: sha256Text(JSON.stringify(ordered(changes))),
    createdAt: at.toISOString(),
    goodUntil: later(at, GOOD_SECONDS).toISOString(),
    creates: count('create'),
    updates: count('update'),
    deletes: count('delete'),
    warnings: warningsOf(changes),
  };
}

/** What an administrator should read twice. */
function warningsOf(changes: readonly Change[]): readonly string[] {
  const has = (action: Change['action'], kind: string): number =>
    changes.filter((change) => change.action === action && change.kind === kind).length;
  const disabled = changes.filter(({ after }) => after?.['enabled'] === false).map(({ name }) => name);
  const [groups, apps, accounts] = [has('delete', 'group'), has('delete', 'app'), has('delete', 'aws-account')];
  return [
    ...(groups > 0 ? [`${groups} groups are deleted, with their memberships and assignments.`] : []),
    ...(groups > 0 && has('create', 'group') > 0
      ? ['A group of another name is another group: it begins without the members of the one that is deleted.']
      : []),
    ...(apps > 0 ? [`${apps} apps are deleted, with their assignments.`] : []),
    ...(accounts > 0 ? [`${accounts} AWS accounts are deleted, with their roles and assignments.`] : []),
    ...disabled.map((name) => `${name} is disabled: nobody signs in to it.`),
  ];
}

/** Changes and bytes that go into one transaction: DynamoDB takes 4 MB. */
const BATCH = { changes: 50, bytes: 2_000_000 };

/** Keeps the changes of a plan; the plan itself is written last, by whoever commits {@link keepingPlan}. */
export async function keepChanges(table: Table, plan: Plan, changes: readonly Change[]): Promise<void> {
  let batch: Write[] = [];
  let bytes = 0;
  for (const [n, change] of changes.entries()) {
    const size = Buffer.byteLength(JSON.stringify(change));
    if (batch.length === BATCH.changes || (batch.length > 0 && bytes + size > BATCH.bytes)) {
      await table.commit(batch);
      [batch, bytes] = [[], 0];
    }
    batch.push({ do: 'put', item: { ...changeKey(plan.id, n), change, expiresAt: expiryOf(plan) } });
    bytes += size;
  }
  if (batch.length > 0) await table.commit(batch);
}

const expiryOf = ({ createdAt }: Plan): number => epochSeconds(later(new Date(createdAt), KEPT_SECONDS));

/** The write that keeps a plan. */
export const keepingPlan = (plan: Plan): Write => ({
  do: 'create',
  item: { ...planKey(plan.id), ...plan, expiresAt: expiryOf(plan) },
});

/** The write that begins a plan, once; together with the job that carries it out. */
export const beginningPlan = ({ id }: Plan, jobId: string): Write => ({
  do: 'change',
  key: planKey(id),
  set: { jobId },
  when: [{ attribute: 'jobId', is: 'absent' }],
});

/** The mark that a change was carried out. */
export const marking = (planId: string, n: number, now: Clock): Write => ({
  do: 'create',
  item: { ...doneKey(planId, n), expiresAt: epochSeconds(later(now(), KEPT_SECONDS)) },
});

/** The plan of an ID, if it is kept still. */
export async function findPlan(table: Table, planId: string): Promise<Plan | undefined> {
  const kept = entityOf<Plan & { expiresAt: number }>(await table.find(planKey(planId)));
  if (!kept) return undefined;
  const { expiresAt: _swept, ...plan } = kept;
  return plan;
}

/** The changes of a plan, in the order in which they are carried out. */
export async function changesOf(table: Table, planId: string): Promise<readonly Change[]> {
  const items = await listAll(table, { pk: partition(planId), prefix: 'CHANGE#' });
  return items.map(({ change }) => change as Change);
}

/** Whether a change was carried out already. */
export const isDone = async (table: Table, planId: string, n: number): Promise<boolean> =>
  (await table.find(doneKey(planId, n))) !== undefined;
