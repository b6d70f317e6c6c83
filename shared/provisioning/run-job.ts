import { recording } from '../audit/event.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { log } from '../base/log.ts';
import { isRefusal } from '../base/refusal.ts';
import { ConditionFailed, listAll, type Table, type Write } from '../table/table.ts';
import { findJob, isOpen, type Job, type JobQueue, jobKey, jobOf, OPEN_JOBS, openKey, type Progress } from './job.ts';

/** How long whoever runs a job has it for themselves, in seconds, from each step on. */
export const LEASE_SECONDS = 45;

/** A job whose step has thrown this often in a row has failed. */
const THROWS_MAX = 8;

/** What one step did. */
export interface Step {
  /** What the step changes: it is committed together with the checkpoint, at most 98 writes. */
  readonly writes: readonly Write[];
  readonly checkpoint: unknown;
  readonly progress: Progress;
  /** What came out; with it the job is done. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Jobs that the writes make, which are woken once they are made. */
  readonly wakes?: readonly string[];
}

/**
 * A kind of job: one step from a checkpoint to the next. A step may be run again from the same checkpoint, also while
 * an earlier run of it is still under way somewhere: what it changes by itself, beside `writes`, must bear that.
 *
 * @throws {Refusal} what nobody can mend by trying again (INPUT_INVALID, NOT_FOUND, FORBIDDEN, …) fails the job, in the
 * words of its faults; whatever else is thrown is tried again
 */
export type JobKind = (job: Job) => Promise<Step>;

/** The kinds that are run, by name; each is loaded when it is needed. */
export type JobKinds = Readonly<Record<string, () => Promise<JobKind>>>;

/** What runs jobs. */
export interface Running {
  readonly table: Table;
  readonly kinds: JobKinds;
  readonly queue: JobQueue;
  readonly ids: Ids;
  readonly now: Clock;
}

/** How a run ended: `ended` (now or before), `again` (there is more to do), `later` (a step has thrown), `busy` (somebody else runs it). */
export type RunEnd = 'ended' | 'again' | 'later' | 'busy';

/**
 * Runs steps of a job until it ends or the time is up. Each step's writes and its checkpoint are one transaction under
 * the lease; whoever has lost the lease, or runs a job that was cancelled, writes nothing more.
 *
 * @param isTime tells whether there is time for another step
 */
export async function runJob(id: string, running: Running, isTime: () => boolean): Promise<RunEnd> {
  const owner = running.ids.id();
  let job = await takeLease(id, owner, running);
  if (job === 'ended' || job === 'busy') return job;
  while (isTime()) {
    const next = await oneStep(job, owner, running);
    if (next === undefined) return 'busy';
    if (!isOpen(next)) return 'ended';
    if (next.throws > 0) return 'later';
    job = next;
  }
  await changeJob(job, owner, { set: { leaseUntil: 0 } }, running);
  return 'again';
}

async function takeLease(id: string, owner: string, { table, now }: Running): Promise<Job | 'ended' | 'busy'> {
  const job = await findJob(table, id);
  if (!job || !isOpen(job)) return 'ended';
  const set = {
    state: 'running',
    leaseOwner: owner,
    leaseUntil: leaseEnd(now),
    startedAt: job.startedAt ?? now().toISOString(),
  };
  const when = [
    { attribute: 'state', is: '=', value: job.state },
    { attribute: 'leaseUntil', is: '<', value: epochSeconds(now()) },
  ] as const;
  try {
    await table.commit([{ do: 'change', key: jobKey(id), set, when }]);
    return { ...job, ...set, state: 'running' };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return isOpen(jobOf(error.found) ?? { state: 'done' }) ? 'busy' : 'ended';
  }
}

const leaseEnd = (now: Clock): number => epochSeconds(later(now(), LEASE_SECONDS));

/** @returns the job after the step, or `undefined` where the lease was lost */
async function oneStep(job: Job, owner: string, running: Running): Promise<Job | undefined> {
  try {
    const load = running.kinds[job.kind];
    if (!load) return await fail(job, owner, 'This version of Samlet does not know such jobs.', running);
    const { writes, checkpoint, progress, result, wakes = [] } = await (await load())(job);
    const set = { checkpoint, progress, throws: 0, leaseUntil: leaseEnd(running.now) };
    const next =
      result === undefined
        ? await changeJob(job, owner, { set, writes }, running)
        : await end(job, owner, { state: 'done', ...set, result }, running, writes);
    if (next) for (const id of wakes) await running.queue.wake(id);
    return next;
  } catch (error) {
    return thrown(error, job, owner, running);
  }
}

const FINAL = new Set(['INPUT_INVALID', 'NOT_FOUND', 'FORBIDDEN', 'REQUEST_MALFORMED', 'REQUEST_TOO_LARGE']);

async function thrown(error: unknown, job: Job, owner: string, running: Running): Promise<Job | undefined> {
  log({ level: 'error', event: 'job.step-failed', jobId: job.id, kind: job.kind, throws: job.throws + 1, error });
  if (isRefusal(error) && FINAL.has(error.code)) {
    const words = error.faults.map(({ detail }) => detail).join(' ');
    return fail(job, owner, words || 'What was asked cannot be done.', running);
  }
  const throws = job.throws + 1;
  if (throws >= THROWS_MAX) return fail(job, owner, 'It was tried several times and failed each time.', running);
  return changeJob(job, owner, { set: { throws, leaseUntil: 0 } }, running);
}

const fail = (job: Job, owner: string, failure: string, running: Running): Promise<Job | undefined> =>
  end(job, owner, { state: 'failed', failure, leaseUntil: 0 }, running);

/** Ends a job, with an event. */
function end(
  job: Job,
  owner: string,
  set: Partial<Job> & { readonly state: 'done' | 'failed' },
  running: Running,
  writes: readonly Write[] = [],
): Promise<Job | undefined> {
  const at = running.now().toISOString();
  const event = recording({
    id: running.ids.id(),
    at,
    actor: { type: 'system', id: 'provisioning' },
    action: `job.${set.state === 'done' ? 'finish' : 'fail'}`,
    target: `JOB#${job.id}`,
    outcome: set.state === 'done' ? 'success' : 'refused',
    requestId: job.requestId,
    details: {
      kind: job.kind,
      progress: set.progress ?? job.progress,
      ...(set.failure ? { failure: set.failure } : {}),
    },
  });
  const more: Write[] = [...writes, { do: 'remove', key: openKey(job.id) }, event];
  return changeJob(job, owner, { set: { ...set, endedAt: at }, writes: more }, running);
}

/** Changes a job that is still ours. @returns it, or `undefined` where it is not */
async function changeJob(
  job: Job,
  owner: string,
  { set, writes = [] }: { set: Partial<Job>; writes?: readonly Write[] },
  { table }: Running,
): Promise<Job | undefined> {
  const change: Write = {
    do: 'change',
    key: jobKey(job.id),
    set,
    add: { version: 1 },
    when: [
      { attribute: 'leaseOwner', is: '=', value: owner },
      { attribute: 'state', is: '=', value: 'running' },
    ],
  };
  try {
    await table.commit([change, ...writes]);
    return { ...job, ...set, version: job.version + 1 };
  } catch (error) {
    if (error instanceof ConditionFailed && error.index === 0) return undefined;
    throw error;
  }
}

/** The open jobs that nobody runs: never begun, or whoever ran them died. */
export async function strandedJobs({ table, now }: Pick<Running, 'table' | 'now'>): Promise<readonly string[]> {
  const ids = (await listAll(table, { pk: OPEN_JOBS })).map(({ sk }) => sk);
  const batches = Array.from({ length: Math.ceil(ids.length / 100) }, (_, n) => ids.slice(n * 100, n * 100 + 100));
  const found = (await Promise.all(batches.map((batch) => table.findAll(batch.map(jobKey))))).flat();
  return found
    .map(jobOf)
    .filter((job) => job !== undefined)
    .filter((job) => isOpen(job) && job.leaseUntil < epochSeconds(now()))
    .map(({ id }) => id);
}
