/**
 * provisioning/ owns work that takes longer than a request: jobs that go on from their checkpoint whatever dies, and what
 * they do (imports, activation mails). admin/ starts and shows them; the function `provisioning` runs them.
 */
import type { Actor } from '../audit/event.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Table, Write } from '../table/table.ts';

/** Where a job stands. `waiting` and `running` are open; the others are its end. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** How far a job is, in things of its own kind; `total` is there once it is known. */
export interface Progress {
  readonly done: number;
  readonly failed: number;
  readonly total?: number;
}

/** Long work. Times are ISO 8601 in UTC. */
export interface Job {
  readonly id: string;
  /** What is done: a name in the table of kinds that `provisioning` runs. */
  readonly kind: string;
  readonly state: JobState;
  /** What was asked; never changed. Without secrets. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly progress: Progress;
  /** Where the next step goes on: whatever JSON the kind keeps there; `null` before the first step. */
  readonly checkpoint: unknown;
  /** Who runs it, and until when (epoch seconds) nobody else may. */
  readonly leaseOwner?: string;
  readonly leaseUntil: number;
  /** Who asked for it. */
  readonly by: Actor;
  /** Whose rights it rests on in the end: the user who made the caller's token, or `iam`. */
  readonly root: string;
  /** The request that asked for it. */
  readonly requestId: string;
  /** What came out, once it is done. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Why it failed, in words for whoever asked. */
  readonly failure?: string;
  /** How often in a row a step has thrown. */
  readonly throws: number;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly version: number;
  /** Jobs are forgotten some time after they were made. */
  readonly expiresAt: number;
}

/** How long a job is kept, in seconds. */
export const JOB_KEPT_SECONDS = 90 * 86_400;

/** What a new job is made of. */
export type NewJob = Pick<Job, 'kind' | 'input' | 'by' | 'root' | 'requestId'> & { readonly total?: number };

/** Where a job stands in the table. */
export const jobKey = (id: string): Key => ({ pk: `JOB#${id}`, sk: 'JOB' });

/** The partition of open jobs: the sweep looks here for those that nobody runs. */
export const OPEN_JOBS = 'OPENJOBS';

/** Where an open job is noted. */
export const openKey = (id: string): Key => ({ pk: OPEN_JOBS, sk: id });

/** A job out of an item that was read, or `undefined`. */
export const jobOf = (item: Item | undefined): Job | undefined => entityOf<Job>(item);

/** Tells whether a job has not ended. */
export const isOpen = ({ state }: Pick<Job, 'state'>): boolean => state === 'waiting' || state === 'running';

/** A new job, waiting for its first step. */
export function newJob({ total, ...asked }: NewJob, { ids, now }: { ids: Ids; now: Clock }): Job {
  const at = now();
  return {
    ...asked,
    id: ids.id(),
    state: 'waiting',
    progress: { done: 0, failed: 0, ...(total === undefined ? {} : { total }) },
    checkpoint: null,
    leaseUntil: 0,
    throws: 0,
    createdAt: at.toISOString(),
    version: 1,
    expiresAt: epochSeconds(later(at, JOB_KEPT_SECONDS)),
  };
}

/**
 * The writes that make a job: commit them with the event of what was asked, then wake the runner
 * ({@link JobQueue.wake}). Should that be lost, the sweep finds the job within a minute.
 */
export const jobCreating = (job: Job): Write[] => [
  { do: 'create', item: { ...jobKey(job.id), ...job, gsi1pk: 'JOBS', gsi1sk: `${job.createdAt}#${job.id}` } },
  { do: 'create', item: { ...openKey(job.id), kind: job.kind, expiresAt: job.expiresAt } },
];

/** The writes that cancel a job that is still open; its steps that are under way come to nothing but what they had done. */
export const jobCancelling = ({ id }: Job, state: 'waiting' | 'running', at: Date): Write[] => [
  {
    do: 'change',
    key: jobKey(id),
    set: { state: 'cancelled', endedAt: at.toISOString() },
    add: { version: 1 },
    unset: ['leaseOwner'],
    when: [{ attribute: 'state', is: '=', value: state }],
  },
  { do: 'remove', key: openKey(id) },
];

/** Wakes the runner of a job early; losing it costs at most a minute. */
export interface JobQueue {
  wake(jobId: string, delaySeconds?: number): Promise<void>;
}

/** The job with this ID. */
export const findJob = async (table: Table, id: string): Promise<Job | undefined> =>
  jobOf(await table.find(jobKey(id)));
