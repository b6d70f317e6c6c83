import type * as z from 'zod/mini';
import { Refusal } from '../base/refusal.ts';
import type { Table } from '../table/table.ts';
import {
  FILE_BYTES,
  fileKey,
  FORM_SECONDS,
  type Import,
  importCreating,
  importKey,
  importOf,
  type ImportInput,
  importStarting,
  listImports,
  type Mode,
  newImport,
} from '../provisioning/import.ts';
import { findJob, isOpen, type Job, jobCreating, newJob } from '../provisioning/job.ts';
import { OUTCOMES } from '../provisioning/import-results.ts';
import { one, pages } from './answers.ts';
import { commitOr, eventOf } from './change.ts';
import { importAnswer, importEntry, newImportAnswer, newImportSchema, startSchema } from './import-schemas.ts';
import { shownJob } from './jobs.ts';
import { jobAnswer } from './job-schemas.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';

/** The import that the path names, or NOT_FOUND. */
export const importIn = async (call: Call<never> | Call): Promise<Import> =>
  foundOr404(importOf(await call.ports.table.find(importKey(param(call, 'importId')))));

const shownImport = ({ version: _version, expiresAt: _expiresAt, ...entry }: Import): z.infer<typeof importEntry> =>
  entry;

async function create(call: Call<z.infer<typeof newImportSchema>>): Promise<Answered> {
  const { ports, caller, body } = call;
  const made = newImport({ fileName: body.fileName, by: caller.actor }, ports);
  const event = eventOf(call, 'import.create', `IMPORT#${made.id}`, { after: { ...body } });
  await ports.table.commit([importCreating(made), event]);
  const key = fileKey(made.id);
  const form = ports.uploads.form({ key, seconds: FORM_SECONDS, bytesMax: FILE_BYTES, type: 'text/csv' });
  return { body: { import: shownImport(made), upload: { ...form, bytesMax: FILE_BYTES } } };
}

/** Starts a job over the file: a dry run as often as one likes, and once the real one, on what the dry run has seen. */
async function start(call: Call<z.infer<typeof startSchema>>): Promise<Answered> {
  const { ports, caller, requestId, body } = call;
  const found = await importIn(call);
  const applied = found.applyJobId ? await findJob(ports.table, found.applyJobId) : undefined;
  if (applied && (isOpen(applied) || applied.state === 'done')) throw appliedAlready();
  const seen = found.dryRunJobId ? await findJob(ports.table, found.dryRunJobId) : undefined;
  const input: ImportInput = {
    importId: found.id,
    mode: body.mode,
    encoding: body.encoding ?? 'utf-8',
    sendActivation: body.sendActivation ?? false,
    ...(body.mode === 'apply' && seen?.state === 'done' ? { etag: checkpointOf(seen)?.etag ?? '' } : {}),
  };
  const job = newJob({ kind: 'import', input: { ...input }, by: caller.actor, root: caller.root, requestId }, ports);
  const event = eventOf(call, 'import.start', `IMPORT#${found.id}`, { details: { ...body, jobId: job.id } });
  const writes = [importStarting(found, body.mode, job.id), ...jobCreating(job), event];
  await commitOr(ports.table, writes, () => new Refusal('CONFLICT', 'started by another at this moment'));
  await ports.jobs.wake(job.id);
  return { body: shownJob(job) };
}

const appliedAlready = (): Refusal =>
  new Refusal('CONFLICT', 'applied already', {
    faults: [{ pointer: '', detail: 'The file is being applied, or was: upload another one.' }],
  });

interface Seen {
  readonly etag?: string;
  readonly bytes: number;
  readonly place: { readonly at: number };
  readonly counts: Readonly<Record<string, number>>;
}

const checkpointOf = ({ checkpoint }: Job): Seen | null => checkpoint as Seen | null;

async function runOf(table: Table, jobId: string | undefined) {
  const job = jobId === undefined ? undefined : await findJob(table, jobId);
  if (!job) return undefined;
  const { bytes = 0, place: { at } = { at: 0 }, counts = {} } = checkpointOf(job) ?? {};
  const percent = job.state === 'done' ? 100 : bytes > 0 ? Math.floor((100 * at) / bytes) : 0;
  return {
    job: shownJob(job),
    percent,
    counts: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counts[outcome] ?? 0])),
  };
}

async function get(call: Call<never>): Promise<Answered> {
  const found = await importIn(call);
  const { dryRunJobId, applyJobId, ...entry } = shownImport(found);
  const [dryRun, apply] = await Promise.all([dryRunJobId, applyJobId].map((id) => runOf(call.ports.table, id)));
  return { body: { ...entry, ...(dryRun ? { dryRun } : {}), ...(apply ? { apply } : {}) } };
}

/** The last job of a mode over the file of an import; of the real one, if there was one, unless it is said. @throws {Refusal} NOT_FOUND */
export async function jobOfImport(call: Call<never>): Promise<Job> {
  const { applyJobId, dryRunJobId } = await importIn(call);
  const mode = call.query.get('mode') as Mode | null;
  const jobId = mode === 'apply' ? applyJobId : mode === 'dry-run' ? dryRunJobId : (applyJobId ?? dryRunJobId);
  return foundOr404(jobId ? await findJob(call.ports.table, jobId) : undefined);
}

/** Operations on files of users. */
export const IMPORT_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/imports',
    summary: 'Lists the imports of the last 30 days, newest first.',
    permission: 'imports.read',
    answers: pages(importEntry),
    run: async (call) => {
      const page = await listImports(call.ports.table, pageOf(call));
      return listOf({ ...page, items: page.items.map(shownImport) });
    },
  },
  {
    route: 'POST /admin/v1/imports',
    summary:
      'Begins an import: gives the form by which a CSV file of up to 200 MB is uploaded (all `fields`, then `file`).',
    permission: 'imports.write',
    body: newImportSchema,
    example: { fileName: 'new-people.csv' },
    isSecret: true,
    answers: { status: 201, body: newImportAnswer },
    run: create,
  },
  {
    route: 'GET /admin/v1/imports/{importId}',
    summary: 'Gives an import with the progress of its dry run and of its application.',
    permission: 'imports.read',
    answers: one(importAnswer),
    run: get,
  },
  {
    route: 'POST /admin/v1/imports/{importId}/start',
    summary:
      'Starts a dry run, which tells of each row what would happen, or applies the file; in the latter case those whom it makes may be mailed at once.',
    permission: 'imports.write',
    isSensitive: true,
    body: startSchema,
    example: { mode: 'dry-run' },
    answers: { status: 202, body: jobAnswer },
    run: start,
  },
];
