import type { AdminPorts, Caller, Operation } from '../admin/operation.ts';
import { permissionsOf } from '../admin/permission.ts';
import { SCOPES } from '../admin/api-token.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import { titleOf } from '../http/problem.ts';
import type { Job } from '../provisioning/job.ts';
import type { JobKind } from '../provisioning/run-job.ts';
import { roleOfStarter } from '../provisioning/starter.ts';
import { carryOut, type Doing } from './carry-out.ts';
import type { Change } from './kind.ts';
import { changesOf } from './plan.ts';

/** The kind of job that carries out a plan. */
export const PLAN_JOB = 'configuration';

/** Changes of one step; each is marked by itself, so a step that dies loses none. */
const STEP_CHANGES = 10;

/** What jobs of this kind need. */
export interface PlanJobPorts {
  readonly ports: AdminPorts;
  readonly operations: readonly Operation[];
}

/**
 * Carries out a plan, some changes a step. Where a thing is no longer as the plan saw it, or an operation refuses, the job
 * ends there: what came before stays done, and what follows is not begun.
 */
export const planJob =
  ({ ports, operations }: PlanJobPorts): JobKind =>
  async (job) => {
    const planId = String(job.input['planId']);
    const changes = await changesOf(ports.table, planId);
    const doing: Doing = { planId, caller: await callerOf(job, ports), requestId: job.requestId, ports, operations };
    const from = Number(job.checkpoint ?? 0);
    const done = await someFrom(from, changes, doing);
    return {
      writes: [],
      checkpoint: done,
      progress: { done, failed: 0, total: changes.length },
      ...(done === changes.length ? { result: { planId, changes: done } } : {}),
    };
  };

/** Whoever began it must hold their rights still: one who is disabled meanwhile changes nothing more. */
async function callerOf({ by, root }: Job, { table }: AdminPorts): Promise<Caller> {
  const role = await roleOfStarter({ by, root }, table);
  const permissions = role && permissionsOf(role, SCOPES);
  if (role && permissions?.has('config.write')) return { actor: by, role, permissions, scopes: SCOPES, root };
  throw new Refusal('FORBIDDEN', 'the one who began it may not any more', {
    faults: [{ pointer: '', detail: 'Whoever began this is no longer allowed to change the configuration.' }],
  });
}

/** @returns the number of the change with which to go on */
async function someFrom(from: number, changes: readonly Change[], doing: Doing): Promise<number> {
  const end = Math.min(from + STEP_CHANGES, changes.length);
  for (let n = from; n < end; n += 1) {
    try {
      await carryOut(changes[n] as Change, n, doing);
    } catch (error) {
      if (!isRefusal(error) || error.code === 'UNAVAILABLE') throw error;
      // What was done before it is kept first; the next step meets the refusal again, and ends the job.
      if (n > from) return n;
      throw stopped(changes, n, error);
    }
  }
  return end;
}

function stopped(changes: readonly Change[], n: number, refusal: Refusal): Refusal {
  const { action, kind, name } = changes[n] as Change;
  const why = refusal.faults.map(({ pointer, detail }) => [pointer, detail].filter(Boolean).join(': ')).join(' ');
  const detail =
    `Change ${n + 1} of ${changes.length} (${action} ${kind} ${name}) was refused, and nothing after it was begun: ` +
    `${why || titleOf(refusal.code)} Plan the document again for what is left.`;
  return new Refusal('INPUT_INVALID', 'a change of the plan was refused', {
    cause: refusal,
    faults: [{ pointer: '', detail }],
  });
}
