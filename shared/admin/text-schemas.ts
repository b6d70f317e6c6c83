import * as z from 'zod/mini';
import { isMailAddress } from '../users/mail-address.ts';
import { isKeyable, SOUND } from '../users/text.ts';

const NO_TEXT = 'This holds characters that are no text.';

/** A text of 1 to `max` characters, white space at its ends taken away. */
export const text = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.regex(SOUND, NO_TEXT),
    z.refine((value) => value.isWellFormed(), NO_TEXT),
  );

/** A name that things are told apart and ordered by, without regard to case. */
export const name = (max: number) => text(max).check(z.refine(isKeyable, 'This is too long, or empty, once compared.'));

/** A mail address. */
export const mail = z
  .string()
  .check(
    z.maxLength(254),
    z.refine(isMailAddress, 'This is not a mail address that Samlet can write to.'),
    z.meta({ format: 'email' }),
  );

/** Whole seconds between two bounds, both included. */
export const seconds = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

/** A time as the API tells it: ISO 8601 in UTC with milliseconds. */
export const time = z.string().check(z.meta({ format: 'date-time' }));

/** One of our own identifiers. */
export const id = z.string().check(z.regex(/^[a-z2-7]{26}$/, 'This is not an identifier of ours.'));

/** The times and the version that every administered thing has. */
export const KEPT = { createdAt: time, updatedAt: time, version: z.int().check(z.gte(1)) };

/** Every field may be left out. */
export const optional = <T extends Record<string, z.ZodMiniType>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([field, schema]) => [field, z.optional(schema)])) as {
    [K in keyof T]: z.ZodMiniOptional<T[K]>;
  };

/** Every field may be left out or taken away. */
export const patch = <T extends Record<string, z.ZodMiniType>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([field, schema]) => [field, z.optional(z.nullable(schema))])) as {
    [K in keyof T]: z.ZodMiniOptional<z.ZodMiniNullable<T[K]>>;
  };
