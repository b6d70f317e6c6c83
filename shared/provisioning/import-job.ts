import { Refusal } from '../base/refusal.ts';
import { columnsOf, type Column } from './import-columns.ts';
import type { Dialect } from './csv-file.ts';
import { fileKey, type ImportInput } from './import.ts';
import { type Place, type Reader, readerOf } from './import-reader.ts';
import { OUTCOMES, type Outcome } from './import-results.ts';
import { workOff } from './import-rows.ts';
import { type Job, jobCreating, newJob } from './job.ts';
import type { ImportPorts } from './ports.ts';
import type { JobKind, Step } from './run-job.ts';

/** How many rows came to what. */
export type Counts = Readonly<Record<Outcome, number>>;

/** Where an import goes on. */
export interface ImportCheckpoint {
  /** The file's size, and the tag of its content. */
  readonly bytes: number;
  readonly etag: string;
  readonly place: Place;
  readonly dialect: Dialect;
  readonly columns: readonly Column[];
  readonly counts: Counts;
}

const NONE = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Counts;

/** The kind `import`: users out of a file, a hundred rows a step. */
export function importKind(ports: ImportPorts): JobKind {
  const readers = new Map<string, Reader>();
  const readerFor = (job: Job, file: { bytes: number; etag: string }): Reader => {
    const { importId, encoding } = inputOf(job);
    const reader = readers.get(job.id) ?? readerOf({ importId, encoding, ...file }, ports.objects);
    if (!readers.has(job.id)) readers.clear(); // one file at a time is in memory
    readers.set(job.id, reader);
    return reader;
  };
  return async (job) => {
    const checkpoint = job.checkpoint as ImportCheckpoint | null;
    if (!checkpoint) {
      const file = await fileOf(inputOf(job), ports);
      return begin(readerFor(job, file), file);
    }
    if (checkpoint.place.at >= checkpoint.bytes) return finish(job, checkpoint, ports);
    const { rows, next } = await readerFor(job, checkpoint).batch(checkpoint.place, checkpoint);
    const counts = added(checkpoint.counts, await workOff(rows, job, ports));
    return stepTo({ ...checkpoint, place: next, counts });
  };
}

const inputOf = (job: Job): ImportInput => job.input as unknown as ImportInput;

/** @throws {Refusal} NOT_FOUND, CONFLICT where the file is not there, or is not the one that the dry run has seen */
async function fileOf(
  { importId, etag }: ImportInput,
  { objects }: ImportPorts,
): Promise<{ bytes: number; etag: string }> {
  const file = await objects.head(fileKey(importId));
  if (!file) throw refusal('No file was uploaded, or it was removed: it is kept for a week, and until it was applied.');
  if (etag !== undefined && file.etag !== etag) throw refusal('The file was replaced after the dry run: run it again.');
  return file;
}

const refusal = (detail: string): Refusal =>
  new Refusal('NOT_FOUND', 'no file to import', { faults: [{ pointer: '/file', detail }] });

async function begin(reader: Reader, file: { bytes: number; etag: string }): Promise<Step> {
  const { dialect, names, next } = await reader.opening();
  return stepTo({ ...file, place: { at: next, row: 1 }, dialect, columns: columnsOf(names), counts: NONE });
}

const totalOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const stepTo = (checkpoint: ImportCheckpoint): Step => ({
  writes: [],
  checkpoint,
  progress: { done: totalOf(checkpoint.counts), failed: checkpoint.counts.failed },
});

function added(counts: Counts, outcomes: readonly Outcome[]): Counts {
  const sums: Record<Outcome, number> = { ...counts };
  for (const outcome of outcomes) sums[outcome] += 1;
  return sums;
}

/** The file holds personal data and has done its work; whoever was made is mailed, if that was asked for. */
async function finish(job: Job, checkpoint: ImportCheckpoint, ports: ImportPorts): Promise<Step> {
  const { importId, mode, sendActivation } = inputOf(job);
  const { counts } = checkpoint;
  const rows = totalOf(counts);
  if (mode === 'apply') await ports.objects.remove(fileKey(importId));
  const mails =
    mode === 'apply' && sendActivation && counts.created > 0 ? mailing(job, counts.created, ports) : undefined;
  return {
    writes: mails ? jobCreating(mails) : [],
    wakes: mails ? [mails.id] : [],
    checkpoint,
    progress: { done: rows, failed: counts.failed, total: rows },
    result: { rows, ...counts, ...(mails ? { activationJobId: mails.id } : {}) },
  };
}

const mailing = ({ id, by, root, requestId }: Job, total: number, ports: ImportPorts): Job =>
  newJob({ kind: 'onboarding', input: { action: 'send', importJobId: id }, by, root, requestId, total }, ports);
