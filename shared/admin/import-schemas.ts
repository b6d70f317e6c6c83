import * as z from 'zod/mini';
import { ENCODINGS } from '../provisioning/csv-encoding.ts';
import { MODES } from '../provisioning/import.ts';
import { OUTCOMES } from '../provisioning/import-results.ts';
import { jobAnswer } from './job-schemas.ts';
import { id, text, time } from './text-schemas.ts';

/** A new import: what the file is called, for people alone. */
export const newImportSchema = z.strictObject({ fileName: z.optional(text(255)) });

/** How a file is worked off. */
export const startSchema = z.strictObject({
  mode: z.enum(MODES),
  sendActivation: z.optional(z.boolean()),
  encoding: z.optional(z.enum(ENCODINGS)),
});

const count = z.int().check(z.gte(0));

/** What a job has made of a file so far. */
const run = z.strictObject({
  job: jobAnswer,
  /** How much of the file was read, 0 to 100. */
  percent: z.int().check(z.gte(0), z.lte(100)),
  counts: z.strictObject(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count]))),
});

/** An import as the API tells it. */
export const importAnswer = z.strictObject({
  id,
  fileName: z.optional(z.string()),
  createdAt: time,
  by: z.looseObject({ type: z.string() }),
  dryRun: z.optional(run),
  apply: z.optional(run),
});

/** An import of a list: its jobs are told by their IDs. */
export const importEntry = z.strictObject({
  id,
  fileName: z.optional(z.string()),
  createdAt: time,
  by: z.looseObject({ type: z.string() }),
  dryRunJobId: z.optional(id),
  applyJobId: z.optional(id),
});

/** A new import with the form by which its file is uploaded. */
export const newImportAnswer = z.strictObject({
  import: importEntry,
  upload: z.strictObject({
    url: z.string(),
    fields: z.record(z.string(), z.string()),
    expiresAt: time,
    bytesMax: count,
  }),
});

/** What came of a row. */
export const rowAnswer = z.strictObject({
  row: z.int().check(z.gte(2)),
  outcome: z.enum(OUTCOMES),
  userName: z.optional(z.string()),
  email: z.optional(z.string()),
  userId: z.optional(id),
  reason: z.optional(z.string()),
});
