import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { eventsOfHour } from '../../shared/audit/event.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { Refusal } from '../../shared/base/refusal.ts';
import { findJob, type Job, jobCancelling, jobCreating, newJob } from '../../shared/provisioning/job.ts';
import { listJobs } from '../../shared/provisioning/jobs.ts';
import { type JobKind, LEASE_SECONDS, runJob, type Running, strandedJobs } from '../../shared/provisioning/run-job.ts';
import type { Table } from '../../shared/table/table.ts';
import { startTable, type TestTable } from '../kit/table.ts';

let started: TestTable;
let offset = 0;
const now = (): Date => new Date(Date.now() + offset * 1000);
beforeAll(async () => {
  started = await startTable(now);
});
afterAll(() => started.close());

/** Counts to ten, one item a step: `COUNT#<job>` / number. */
const counting: JobKind = (job) => {
  const done = Number(job.checkpoint ?? 0) + 1;
  return Promise.resolve({
    writes: [{ do: 'create', item: { pk: `COUNT#${job.id}`, sk: String(done).padStart(2, '0') } }],
    checkpoint: done,
    progress: { done, failed: 0, total: 10 },
    ...(done === 10 ? { result: { counted: 10 } } : {}),
  });
};

let throwing: () => Error | undefined;
beforeEach(() => {
  throwing = () => undefined;
});

const running = (table: Table = started.table): Running => ({
  table,
  queue: { wake: () => Promise.resolve() },
  ids: randomIds,
  now,
  kinds: {
    count: () => Promise.resolve(counting),
    throw: () =>
      Promise.resolve((job) => {
        const error = throwing();
        return error ? Promise.reject(error) : counting(job);
      }),
  },
});

async function made(kind = 'count'): Promise<Job> {
  const asked = { kind, input: { a: 1 }, by: { type: 'system', id: 'test' }, root: 'iam', requestId: 'r-1' } as const;
  const job = newJob(asked, { ids: randomIds, now });
  await started.table.commit(jobCreating(job));
  return job;
}

const counted = async ({ id }: Job): Promise<number> => (await started.table.list({ pk: `COUNT#${id}` })).items.length;

/** The table of a process that dies at its nth commit, before it or just after it. */
function dying(nth: number, when: 'before' | 'after'): Table {
  let commits = 0;
  return {
    ...started.table,
    commit: async (writes) => {
      commits += 1;
      if (commits > nth || (commits === nth && when === 'before')) throw new Error('killed');
      await started.table.commit(writes);
      if (commits === nth) throw new Error('killed');
    },
  };
}

const always = (): boolean => true;
const times = (count: number) => {
  let left = count;
  return (): boolean => left-- > 0;
};

describe('a job', () => {
  it('runs to its end, with a result and an event', async () => {
    const job = await made();
    expect(await runJob(job.id, running(), always)).toBe('ended');
    expect(await findJob(started.table, job.id)).toMatchObject({
      state: 'done',
      progress: { done: 10, failed: 0, total: 10 },
      result: { counted: 10 },
    });
    const events = await eventsOfHour(started.table, hourOf(now().toISOString()));
    expect(events.filter(({ target, action }) => target === `JOB#${job.id}` && action === 'job.finish')).toHaveLength(
      1,
    );
    expect(await runJob(job.id, running(), always)).toBe('ended');
    expect(await counted(job)).toBe(10);
  });

  it('goes on where it stopped when its time was up, at once', async () => {
    const job = await made();
    expect(await runJob(job.id, running(), times(4))).toBe('again');
    expect(await counted(job)).toBe(4);
    offset += 1;
    expect(await runJob(job.id, running(), always)).toBe('ended');
    expect(await counted(job)).toBe(10);
  });

  it.each(
    Array.from({ length: 11 }, (_, at) => at + 1).flatMap(
      (at) =>
        [
          [at, 'before'],
          [at, 'after'],
        ] as const,
    ),
  )('that is killed at commit %d (%s it) ends in the same state, once the lease has ended', async (at, when) => {
    const job = await made();
    await runJob(job.id, running(dying(at, when)), always).catch(() => undefined);
    if ((await findJob(started.table, job.id))?.state === 'running') {
      expect(await strandedJobs(running())).not.toContain(job.id);
      expect(await runJob(job.id, running(), always)).toBe('busy');
      offset += LEASE_SECONDS + 1;
      expect(await strandedJobs(running())).toContain(job.id);
    }
    await runJob(job.id, running(), always);
    expect(await findJob(started.table, job.id)).toMatchObject({ state: 'done', result: { counted: 10 } });
    expect(await counted(job)).toBe(10);
    expect(await strandedJobs(running())).not.toContain(job.id);
  });

  it('is run by one of many that take it at the same moment', async () => {
    const job = await made();
    const ends = await Promise.all(Array.from({ length: 8 }, () => runJob(job.id, running(), always)));
    expect(ends.filter((end) => end === 'ended').length).toBeGreaterThan(0);
    expect(await counted(job)).toBe(10);
    expect(await findJob(started.table, job.id)).toMatchObject({ state: 'done', progress: { done: 10 } });
  });

  it('writes nothing more once it is cancelled, also from a step that was under way', async () => {
    const job = await made();
    await runJob(job.id, running(), times(3));
    offset += 1;
    const cancelledAt = { ...started.table };
    let commits = 0;
    cancelledAt.commit = async (writes) => {
      commits += 1;
      if (commits === 3) await started.table.commit(jobCancelling(job, 'running', now()));
      await started.table.commit(writes);
    };
    expect(await runJob(job.id, running(cancelledAt), always)).toBe('busy');
    expect(await counted(job)).toBe(4);
    expect(await findJob(started.table, job.id)).toMatchObject({ state: 'cancelled' });
    expect(await runJob(job.id, running(), always)).toBe('ended');
  });

  it('fails in the words of a refusal that no other try would mend', async () => {
    const job = await made('throw');
    throwing = () =>
      new Refusal('INPUT_INVALID', 'bad', { faults: [{ pointer: '', detail: 'The file is no table.' }] });
    expect(await runJob(job.id, running(), always)).toBe('ended');
    expect(await findJob(started.table, job.id)).toMatchObject({ state: 'failed', failure: 'The file is no table.' });
  });

  it('is tried again when a step throws, and fails after eight times in a row', async () => {
    const job = await made('throw');
    throwing = () => new Error('S3 is away');
    for (let time = 1; time < 8; time++) {
      expect(await runJob(job.id, running(), always)).toBe('later');
      offset += 1;
    }
    expect(await runJob(job.id, running(), always)).toBe('ended');
    expect(await findJob(started.table, job.id)).toMatchObject({ state: 'failed', throws: 7 });
  });

  it('of a kind that is not known fails', async () => {
    const job = await made('brew');
    await runJob(job.id, running(), always);
    expect(await findJob(started.table, job.id)).toMatchObject({ state: 'failed' });
  });

  it('is listed, newest first', async () => {
    offset += 10;
    const last = await made();
    const { items } = await listJobs(started.table, { limit: 5 });
    expect(items[0]?.id).toBe(last.id);
    expect(items).toHaveLength(5);
  });
});
