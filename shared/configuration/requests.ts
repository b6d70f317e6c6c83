import { eventOf } from '../admin/change.ts';
import { type Answered, type Call, foundOr404, param } from '../admin/operation.ts';
import { Refusal } from '../base/refusal.ts';
import type { Configuration } from './document.ts';
import { documentOf } from './export.ts';
import type { Change } from './kind.ts';
import { changesOf, findPlan, keepChanges, keepingPlan, newPlan, type Plan } from './plan.ts';
import { changesFor } from './reading.ts';
import { readRegistry } from './registry.ts';

/** Bytes that an answer may have: Lambda ends at 6 MB. */
const ANSWER_BYTES = 5_000_000;

/** The configuration as it stands. @throws {Refusal} CONFLICT for one that no answer can hold */
export async function exported(call: Call<never>): Promise<Answered> {
  const members = call.query.get('members') === 'true';
  const document = documentOf(await readRegistry(call.ports.table, { members }), { members });
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
