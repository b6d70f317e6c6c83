import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { LEASE_SECONDS } from '../../shared/provisioning/run-job.ts';
import { findJob, type Job } from '../../shared/provisioning/job.ts';
import type { Table } from '../../shared/table/table.ts';
import { startTable, type TestTable } from '../kit/table.ts';
import { type Stage, stageOn } from '../provisioning/kit.ts';
import { peopleFile } from '../provisioning/people.ts';
import { differenceOf, itemsAt, linesOf } from '../provisioning/state.ts';
import { importCounts } from './counts-import.ts';

const { rows, kills } = importCounts;
const { file, poisoned } = peopleFile(rows, 100);

/** An import on a table of its own. */
interface Run {
  readonly started: TestTable;
  readonly stage: Stage;
  readonly job: Job;
  pass(seconds: number): void;
}

async function begun(): Promise<Run> {
  let offset = 0;
  const now = (): Date => new Date(Date.now() + offset * 1000);
  const started = await startTable(now);
  const stage = stageOn(started.table, now);
  const pass = (seconds: number): void => void (offset += seconds);
  return { started, stage, job: await stage.job(file), pass };
}

/**
 * The table of a process that is killed at its `nth` commit: that one is done or not, nobody hears of it, and whatever else
 * the process was about to write is never asked for.
 */
function killedAt(table: Table, nth: number): Table {
  let commits = 0;
  const isDone = randomInt(2) === 1;
  return {
    ...table,
    commit: async (writes) => {
      commits += 1;
      if (commits > nth || (commits === nth && !isDone)) throw new Error('killed');
      await table.commit(writes);
      if (commits === nth) throw new Error('killed');
    },
  };
}

describe('an import', () => {
  let whole: Run;
  let lines: readonly string[];

  beforeAll(async () => {
    whole = await begun();
    expect(await whole.stage.run(whole.job)).toMatchObject({ state: 'done' });
    lines = linesOf(await itemsAt(whole.started.endpoint));
  }, 3_600_000);
  afterAll(() => whole?.started.close());

  it('reports exactly the rows that are poisoned, and imports all others', async () => {
    const results = await whole.stage.rowsOf(whole.job);
    expect(results.filter(({ outcome }) => outcome === 'failed').map(({ row }) => row)).toEqual(poisoned);
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(rows - poisoned.length);
    expect(results.map(({ row }) => row)).toEqual(Array.from({ length: rows }, (_, at) => at + 2));
  });

  it(`that is killed at ${kills} random points ends in the state of one that was not`, async () => {
    const run = await begun();
    for (let killed = 0; killed < kills; killed++) {
      const commits = randomInt(1, Math.max(2, Math.floor((1.6 * rows) / kills)));
      await run.stage.run(run.job, killedAt(run.started.table, commits)).catch(() => undefined);
      const { state } = (await findJob(run.started.table, run.job.id))!;
      if (state !== 'running') break;
      run.pass(LEASE_SECONDS + 1);
    }
    const ended = await run.stage.run(run.job);
    const items = await itemsAt(run.started.endpoint);
    await run.started.close();
    expect(ended).toMatchObject({ state: 'done', progress: { done: rows, failed: poisoned.length, total: rows } });
    expect(differenceOf(linesOf(items), lines)).toEqual([]);
  }, 3_600_000);

  it('on which two runners work at the same time, since one was thought dead, ends in the same state', async () => {
    const run = await begun();
    const first = run.stage.run(run.job).catch(() => undefined);
    run.pass(LEASE_SECONDS + 1);
    await Promise.all([first, run.stage.run(run.job)].map((one) => one.catch(() => undefined)));
    run.pass(LEASE_SECONDS + 1);
    await run.stage.run(run.job);
    const items = await itemsAt(run.started.endpoint);
    await run.started.close();
    expect(differenceOf(linesOf(items), lines)).toEqual([]);
  }, 3_600_000);

  it('is told from one that lost or doubled a row', async () => {
    const items = await itemsAt(whole.started.endpoint);
    const aUser = items.find(({ sk }) => sk === 'USER')!;
    expect(differenceOf(linesOf(items.filter((item) => item !== aUser)), lines)).not.toEqual([]);
    const event = items.find(({ pk }) => pk.startsWith('AUDIT#'))!;
    expect(differenceOf(linesOf([...items, { ...event }]), lines)).toHaveLength(1);
  });
});
