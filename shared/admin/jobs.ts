import { Refusal } from '../base/refusal.ts';
import { findJob, isOpen, type Job, jobCancelling } from '../provisioning/job.ts';
import { listJobs } from '../provisioning/jobs.ts';
import { one, pages } from './answers.ts';
import { commitOr, eventOf } from './change.ts';
import { jobAnswer } from './job-schemas.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';

/** The job that the path names, or NOT_FOUND. */
export const jobIn = async (call: Call<never>): Promise<Job> =>
  foundOr404(await findJob(call.ports.table, param(call, 'jobId')));

/** A job as the API tells it: how it is run is ours. */
export const shownJob = ({
  checkpoint: _checkpoint,
  leaseOwner: _leaseOwner,
  leaseUntil: _leaseUntil,
  throws: _throws,
  root: _root,
  requestId: _requestId,
  expiresAt: _expiresAt,
  ...job
}: Job): object => job;

async function list(call: Call<never>): Promise<Answered> {
  const page = await listJobs(call.ports.table, pageOf(call));
  return listOf({ ...page, items: page.items.map(shownJob) });
}

/** Cancels a job that is still open; a step that is under way is finished or comes to nothing, as a whole. */
async function cancel(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const job = await jobIn(call);
  const at = ports.now();
  if (!isOpen(job)) throw ended(job);
  const event = eventOf(call, 'job.cancel', `JOB#${job.id}`, { details: { kind: job.kind, progress: job.progress } });
  const state = job.state === 'waiting' ? 'waiting' : 'running';
  await commitOr(ports.table, [...jobCancelling(job, state, at), event], () => ended(job));
  const cancelled: Job = { ...job, state: 'cancelled', endedAt: at.toISOString(), version: job.version + 1 };
  return { body: shownJob(cancelled) };
}

const ended = (job: Job): Refusal =>
  new Refusal('CONFLICT', 'the job has ended, or moved on at this moment', {
    jobId: job.id,
    faults: [{ pointer: '', detail: 'The job has ended, or begun at this moment: look at it again.' }],
  });

/** Operations on long work. */
export const JOB_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/jobs',
    summary: 'Lists jobs (imports and other long work), newest first.',
    permission: 'jobs.read',
    answers: pages(jobAnswer),
    run: list,
  },
  {
    route: 'GET /admin/v1/jobs/{jobId}',
    summary: 'Gives a job with its progress.',
    permission: 'jobs.read',
    answers: one(jobAnswer),
    run: async (call) => ({ body: shownJob(await jobIn(call)) }),
  },
  {
    route: 'POST /admin/v1/jobs/{jobId}/cancel',
    summary: 'Cancels a job that has not ended; what it has done stays done.',
    permission: 'jobs.write',
    answers: one(jobAnswer),
    run: cancel,
  },
];
