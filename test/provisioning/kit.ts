import { createHash } from 'node:crypto';
import { randomIds } from '../../shared/base/ids.ts';
import { importKind } from '../../shared/provisioning/import-job.ts';
import { type ImportInput, type Mode } from '../../shared/provisioning/import.ts';
import { allResults, type RowResult } from '../../shared/provisioning/import-results.ts';
import { findJob, type Job, jobCreating, newJob } from '../../shared/provisioning/job.ts';
import type { Secrets } from '../../shared/keys/key-ring.ts';
import type { Objects } from '../../shared/provisioning/objects.ts';
import { onboardingKind } from '../../shared/provisioning/onboarding-job.ts';
import type { ImportPorts } from '../../shared/provisioning/ports.ts';
import { runJob, type Running } from '../../shared/provisioning/run-job.ts';
import type { Table } from '../../shared/table/table.ts';
import { testSecrets } from '../kit/keys.ts';

/** Files in memory. */
export function objectsInMemory(): Objects & { readonly files: Map<string, Uint8Array>; reads: number } {
  const files = new Map<string, Uint8Array>();
  const etagOf = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
  return {
    files,
    reads: 0,
    put: (key, body) => Promise.resolve(void files.set(key, Buffer.from(body))),
    head: (key) => {
      const bytes = files.get(key);
      return Promise.resolve(bytes && { bytes: bytes.length, etag: etagOf(bytes) });
    },
    read(key, { from, bytes, etag }) {
      this.reads += 1;
      const file = files.get(key);
      if (!file || (etag && etag !== etagOf(file)))
        return Promise.reject(Object.assign(new Error('gone'), { status: 412 }));
      return Promise.resolve(file.subarray(from, from + bytes));
    },
    remove: (key) => Promise.resolve(void files.delete(key)),
  };
}

/** What jobs run with in a test. */
export interface Stage {
  readonly objects: ReturnType<typeof objectsInMemory>;
  readonly secrets: Secrets;
  ports(table?: Table): ImportPorts;
  running(table?: Table): Running;
  /** Makes a job that reads this file. */
  job(file: string | Uint8Array, asked?: Partial<ImportInput>): Promise<Job>;
  /** Runs it to its end. */
  run(job: Job, table?: Table): Promise<Job>;
  /** Both: what came of the file. */
  imported(
    file: string | Uint8Array,
    asked?: Partial<ImportInput> & { mode?: Mode },
  ): Promise<{ job: Job; rows: readonly RowResult[] }>;
  rowsOf(job: Job): Promise<readonly RowResult[]>;
}

/** A stage over a table. */
export function stageOn(base: Table, now: () => Date): Stage {
  const objects = objectsInMemory();
  const secrets = testSecrets();
  const stage: Stage = {
    objects,
    secrets,
    ports: (table = base) => ({
      table,
      objects,
      secrets,
      nudge: { nudge: () => Promise.resolve() },
      ids: randomIds,
      now,
    }),
    running: (table = base) => {
      const ports = stage.ports(table);
      const [imports, onboarding] = [importKind(ports), onboardingKind(ports)];
      const kinds = { import: () => Promise.resolve(imports), onboarding: () => Promise.resolve(onboarding) };
      return { table, queue: { wake: () => Promise.resolve() }, ids: randomIds, now, kinds };
    },
    async job(file, asked = {}) {
      const importId = randomIds.id();
      await objects.put(`imports/${importId}`, file);
      const input = { importId, mode: 'apply', encoding: 'utf-8', sendActivation: false, ...asked };
      const by = { type: 'user', id: 'ada' } as const;
      const job = newJob({ kind: 'import', input, by, root: 'ada', requestId: 'r-1' }, { ids: randomIds, now });
      await base.commit(jobCreating(job));
      return job;
    },
    async run(job, table) {
      const running = stage.running(table);
      while ((await runJob(job.id, running, () => true)) !== 'ended');
      return (await findJob(base, job.id))!;
    },
    async rowsOf(job) {
      return (await allResults(base, job.id, { last: 1_000_000, limit: 200_000 })).items;
    },
    async imported(file, asked) {
      const job = await stage.run(await stage.job(file, asked));
      return { job, rows: await stage.rowsOf(job) };
    },
  };
  return stage;
}
