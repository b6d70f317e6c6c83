import type { Page, Table } from '../table/table.ts';
import { type Job, jobOf } from './job.ts';

/** One page of the jobs, newest first; from the index, so the newest may be missing for a moment. */
export async function listJobs(table: Table, page: { limit: number; after?: string }): Promise<Page<Job>> {
  const found = await table.list({ pk: 'JOBS', index: 'gsi1', descending: true, ...page });
  return { ...found, items: found.items.map(jobOf).filter((job) => job !== undefined) };
}
