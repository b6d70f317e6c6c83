import * as z from 'zod/mini';
import { PASSWORD_RULES } from '../settings/passwords.ts';
import { PRODUCT_RULES } from '../settings/product.ts';
import { type SessionRules, SESSION_RULES } from '../settings/sessions.ts';
import { TRACE_DAYS_MAX, TRACE_LEVELS, TRACING } from '../settings/tracing.ts';
import { sectionOf } from './settings-section.ts';

/** How long somebody stays signed in. */
export const SESSION_SECTION = sectionOf({
  section: SESSION_RULES,
  fields: {
    maxMinutes: z.int().check(z.gte(15), z.lte(1440)),
    idleMinutes: z.int().check(z.gte(5), z.lte(1440)),
  },
  check: ({ maxMinutes, idleMinutes = 0 }: SessionRules) =>
    idleMinutes <= maxMinutes
      ? []
      : [{ pointer: '/idleMinutes', detail: 'No session lasts that long: it ends earlier in any case.' }],
});

/** What a new password must be. */
export const PASSWORD_SECTION = sectionOf({
  section: PASSWORD_RULES,
  fields: {
    minLength: z.int().check(z.gte(8), z.lte(64)),
    refusesCommon: z.boolean(),
    refusesOwnWords: z.boolean(),
    history: z.int().check(z.gte(0), z.lte(10)),
  },
});

/** What the product does by itself, and what it shows. */
export const PRODUCT_SECTION = sectionOf({
  section: PRODUCT_RULES,
  fields: Object.fromEntries(Object.keys(PRODUCT_RULES.defaults).map((field) => [field, z.boolean()])),
});

/** What is traced of sign-ins, and how long it is kept. */
export const TRACING_SECTION = sectionOf({
  section: TRACING,
  fields: { level: z.enum(TRACE_LEVELS), days: z.int().check(z.gte(1), z.lte(TRACE_DAYS_MAX)) },
});
