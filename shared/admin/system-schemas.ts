import * as z from 'zod/mini';
import { SCOPES, TOKEN_DAYS_MAX } from './api-token.ts';
import { certificateAnswer } from './app-schemas.ts';
import { id, text, time } from './text-schemas.ts';

const scopes = z.array(z.enum(SCOPES)).check(z.minLength(1), z.maxLength(SCOPES.length));

/** A new API token. */
export const newTokenSchema = z.strictObject({
  name: text(128),
  scopes,
  days: z.optional(z.int().check(z.gte(1), z.lte(TOKEN_DAYS_MAX))),
});

const TOKEN = { id, name: z.string(), scopes, createdAt: time, createdBy: z.string(), expiresAt: time };

/** An API token as the API tells it: never its secret. */
export const tokenAnswer = z.strictObject(TOKEN);

/** A new API token with its text, which is shown this once. */
export const newTokenAnswer = z.strictObject({ ...TOKEN, token: z.string() });

const url = z.string().check(z.meta({ format: 'uri' }));
const { use: _use, ...FACTS } = certificateAnswer.shape;
const ourCertificate = z.strictObject({ ...FACTS, pem: z.string() });

/** Who we are to every app. */
export const identityAnswer = z.strictObject({
  entityId: z.string(),
  loginUrl: url,
  logoutUrl: url,
  metadataUrl: url,
  certificateUrl: url,
  certificates: z.strictObject({ active: ourCertificate, next: ourCertificate }),
});

const actor = z.strictObject({ type: z.enum(['user', 'token', 'system', 'anonymous']), id: z.optional(z.string()) });
const anything = z.record(z.string(), z.unknown());

/** An audit event as the API tells it. */
export const eventAnswer = z.strictObject({
  id,
  at: time,
  actor,
  action: z.string(),
  target: z.string(),
  outcome: z.enum(['success', 'refused']),
  reason: z.optional(z.string()),
  requestId: z.string(),
  ip: z.optional(z.string()),
  before: z.optional(anything),
  after: z.optional(anything),
  details: z.optional(anything),
});
