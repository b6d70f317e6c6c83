import * as z from 'zod/mini';

/** A rule and what it came to. */
export const checkAnswer = z.strictObject({
  id: z.string(),
  rule: z.string(),
  source: z.string(),
  outcome: z.enum(['ok', 'failed', 'warning', 'unknown']),
  found: z.optional(z.string()),
  explanation: z.optional(z.string()),
  whatToDo: z.optional(z.string()),
});
