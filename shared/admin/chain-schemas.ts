import * as z from 'zod/mini';
import { time } from './text-schemas.ts';

/** Where the chain stands, and which hours have no seal yet. */
export const chainAnswer = z.strictObject({
  sequence: z.int(),
  head: z.optional(z.string()),
  /** The last hour that is sealed. */
  through: z.optional(z.string()),
  sealedAt: z.optional(time),
  /** Hours that have closed or begun and are not sealed. */
  unsealedHours: z.int(),
});
