import * as z from 'zod/mini';
import { id, time } from './text-schemas.ts';

const count = z.int().check(z.gte(0));

/** A job as the API tells it; what a kind was asked and what came out are of its own form. */
export const jobAnswer = z.strictObject({
  id,
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  input: z.looseObject({}),
  progress: z.strictObject({ done: count, failed: count, total: z.optional(count) }),
  by: z.looseObject({ type: z.string() }),
  result: z.optional(z.looseObject({})),
  failure: z.optional(z.string()),
  createdAt: time,
  startedAt: z.optional(time),
  endedAt: z.optional(time),
  version: z.int().check(z.gte(1)),
});
