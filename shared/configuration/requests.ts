import { commitOr, eventOf } from '../admin/change.ts';
import { type Answered, type Call, foundOr404, param } from '../admin/operation.ts';
import { Refusal } from '../base/refusal.ts';
import type { Configuration } from './document.ts';
import { documentOf } from './export.ts';
import type { Change } from './kind.ts';
import { jobCreating, newJob } from '../provisioning/job.ts';
import { beginningPlan, changesOf, findPlan, keepChanges, keepingPlan, newPlan, type Plan } from './plan.ts';
import { PLAN_JOB } from './plan-job.ts';
import { changesFor } from './reading.ts';
import { readInventory } from './inventory.ts';

/** Bytes that an answer may have: Lambda ends at 6 MB. */
const ANSWER_BYTES = 5_000_000;

/** The configuration as it stands. @throws {Refusal} CONFLICT for one that no answer can hold */
export async function exported(call: Call<never>): Promise<Answered> {
  const members = call.query.get('members') === 'true';
  const document = documentOf(await readInventory(call.ports.table, { members }), { members });
  return { body: fitting(document, 'The configuration is larger than an answer may be: ask without members.') };
}

function fitting<T extends object>(body: T, detail: string): T {
  if (Buffer.byteLength(JSON.stringify(body)) <= ANSWER_BYTES) return body;
  throw new Refusal('CONFLICT', 'more than an answer can hold', { faults: [{ pointer: '', detail }] });
}

/** Makes a plan of a document, and applies nothing. @throws {Refusal} INPUT_INVALID with every fault */
export async function planned(call: Call<Configuration>): Promise<Answered> {
  const { ports, body, query } = call;
  const prune = query.get('prune') === 'true';
  const changes = await changesFor(ports.table, body, { baseUrl: ports.baseUrl, prune });
  const plan = newPlan(changes, { id: ports.ids.id(), now: ports.now });
  const answer = fitting(
    shown(plan, changes),
    'These are more changes than one plan can tell: plan a part of it first.',
  );
  const { creates, updates, deletes, planHash } = plan;
  await keepChanges(ports.table, plan, changes);
  const event = eventOf(call, 'config.plan', `PLAN#${plan.id}`, { details: { creates, updates, deletes, planHash } });
  await ports.table.commit([keepingPlan(plan), event]);
  return { body: answer };
}

const shown = (plan: Plan, changes: readonly Change[]) => ({ ...plan, changes });

/** A plan with its changes. */
export async function planIn(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const plan = foundOr404(await findPlan(table, param(call, 'planId')));
  return { body: shown(plan, await changesOf(table, plan.id)) };
}

/**
 * Begins to carry out a plan, once: whoever asks again is told of the same job.
 *
 * @throws {Refusal} INPUT_INVALID for another hash or deletions that nobody confirmed, CONFLICT for a plan that is too old
 */
export async function begun(call: Call<{ planHash: string; confirmDeletions?: boolean }>): Promise<Answered> {
  const { ports, caller, requestId } = call;
  const plan = foundOr404(await findPlan(ports.table, param(call, 'planId')));
  checkMeant(plan, call);
  if (plan.jobId !== undefined) return { body: { planId: plan.id, jobId: plan.jobId } };
  const { creates, updates, deletes, planHash } = plan;
  const job = newJob(
    {
      kind: PLAN_JOB,
      input: { planId: plan.id, planHash },
      by: caller.actor,
      root: caller.root,
      requestId,
      total: creates + updates + deletes,
    },
    ports,
  );
  const details = { jobId: job.id, creates, updates, deletes, planHash };
  const event = eventOf(call, 'config.apply', `PLAN#${plan.id}`, { details });
  await commitOr(ports.table, [beginningPlan(plan, job.id), ...jobCreating(job), event], ({ found }) =>
    refused('CONFLICT', `The plan was begun at this moment, by job ${String(found?.['jobId'])}.`),
  );
  await ports.jobs.wake(job.id);
  return { body: { planId: plan.id, jobId: job.id } };
}

function checkMeant(plan: Plan, { body, ports }: Call<{ planHash: string; confirmDeletions?: boolean }>): void {
  if (body.planHash !== plan.planHash) throw refused('INPUT_INVALID', 'This is the hash of another plan.', '/planHash');
  if (plan.deletes > 0 && body.confirmDeletions !== true)
    throw refused(
      'INPUT_INVALID',
      `The plan deletes ${plan.deletes} things: say that it is meant.`,
      '/confirmDeletions',
    );
  if (plan.jobId === undefined && plan.goodUntil < ports.now().toISOString())
    throw refused('CONFLICT', 'The plan is more than an hour old: make another.');
}

const refused = (code: 'INPUT_INVALID' | 'CONFLICT', detail: string, pointer = ''): Refusal =>
  new Refusal(code, 'the plan cannot be begun', { faults: [{ pointer, detail }] });
