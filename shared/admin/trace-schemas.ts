import * as z from 'zod/mini';
import { REFUSALS, type RefusalCode } from '../base/refusal.ts';
import { OWNERS_OF_CAUSES } from '../explain/error-row.ts';
import { OUTCOMES } from '../trace/trace.ts';
import { checkAnswer } from './check-schema.ts';
import { eventAnswer } from './system-schemas.ts';
import { time } from './text-schemas.ts';

const code = z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]);
const role = z.strictObject({ accountId: z.string(), name: z.string() });
const traceId = z.string();

const ENDED = {
  id: traceId,
  at: time,
  entrance: z.enum(['request', 'app', 'role']),
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
  code: z.optional(code),
};

/** A trace in a list. */
export const traceSummaryAnswer = z.strictObject({
  ...ENDED,
  appId: z.optional(z.string()),
  appName: z.optional(z.string()),
  role: z.optional(role),
  userId: z.optional(z.string()),
});

const decision = z.strictObject({
  words: z.string(),
  cause: z.optional(z.string()),
  whatToDo: z.optional(z.array(z.string())),
});

const signature = z.strictObject({
  kind: z.enum(['assertion', 'response', 'error']),
  id: z.string(),
  digest: z.optional(z.string()),
  /** Whether what is shown is what was signed, by the digest in the ledger. */
  ledger: z.enum(['equal', 'different', 'missing', 'not-comparable']),
  explanation: z.string(),
});

/** A trace as a whole. */
export const traceAnswer = z.strictObject({
  ...ENDED,
  begunAt: time,
  app: z.optional(z.strictObject({ id: z.string(), name: z.string(), entityId: z.string() })),
  role: z.optional(role),
  user: z.optional(z.strictObject({ id: z.string(), userName: z.string() })),
  viewer: z.strictObject({ ip: z.string(), userAgent: z.string() }),
  relayState: z.optional(z.string()),
  decision,
  steps: z.array(z.strictObject({ at: time, what: z.string() })),
  request: z.optional(
    z.strictObject({
      binding: z.enum(['redirect', 'post']),
      at: time,
      requestId: z.string(),
      isSigned: z.boolean(),
      signatureAlgorithm: z.optional(z.string()),
      size: z.int(),
      xml: z.optional(z.string()),
    }),
  ),
  response: z.optional(
    z.strictObject({
      destination: z.string(),
      xml: z.string(),
      encryption: z.optional(z.string()),
      signatures: z.array(signature),
    }),
  ),
  checks: z.array(checkAnswer),
  /** Whether personal data is left out, since the caller may not see it. */
  isRedacted: z.boolean(),
});

/** What is pasted: up to so many characters, in any form that people find it in. */
export const PASTED_MAX = 300_000;

/** A text to be explained. */
export const explanationSchema = z.strictObject({ text: z.string().check(z.maxLength(PASTED_MAX)) });

const error = z.strictObject({
  id: z.string(),
  from: z.string(),
  text: z.string(),
  causes: z.array(z.strictObject({ cause: z.string(), owner: z.enum(OWNERS_OF_CAUSES), steps: z.array(z.string()) })),
});

/** What a text is, and what follows. */
export const explanationAnswer = z.strictObject({
  kind: z.enum(['saml-response', 'saml-request', 'saml-message', 'error', 'request-id', 'unreadable', 'unknown']),
  title: z.string(),
  explanation: z.string(),
  errors: z.array(error),
  checks: z.array(checkAnswer),
  xml: z.optional(z.string()),
  traces: z.array(traceSummaryAnswer),
  events: z.array(eventAnswer),
});
