import * as z from 'zod/mini';
import { id, time } from '../admin/text-schemas.ts';

const value = z.nullable(z.record(z.string(), z.unknown()));

/** One change of a plan as the API tells it. */
export const changeAnswer = z.strictObject({
  action: z.enum(['create', 'update', 'delete']),
  kind: z.string(),
  key: z.string(),
  name: z.string(),
  before: value,
  after: value,
  version: z.optional(z.int()),
  since: z.optional(z.string()),
});

/** A plan as the API tells it. */
export const planAnswer = z.strictObject({
  id,
  planHash: z.string(),
  createdAt: time,
  goodUntil: time,
  creates: z.int(),
  updates: z.int(),
  deletes: z.int(),
  warnings: z.array(z.string()),
  jobId: z.optional(id),
  changes: z.array(changeAnswer),
});

/** That a plan is meant to be carried out. */
export const applySchema = z.strictObject({
  planHash: z.string().check(z.regex(/^[\w-]{43}$/, 'This is not the hash of a plan.')),
  confirmDeletions: z.optional(z.boolean()),
});

/** The job that carries out a plan. */
export const begunAnswer = z.strictObject({ planId: id, jobId: id });
