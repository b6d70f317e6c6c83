import * as z from 'zod/mini';
import { ADMIN_ROLES } from '../users/administrators.ts';
import { id, KEPT, mail, name, optional, patch, text, time } from './text-schemas.ts';

/** Fields of the organisation's own that one user may have. */
const CUSTOM_FIELDS = 50;

const custom = z
  .record(
    z.string().check(z.regex(/^[\w.-]{1,64}$/, 'A field has a name of 1 to 64 letters, digits, `_`, `.` or `-`.')),
    text(256),
  )
  .check(
    z.refine((fields) => Object.keys(fields).length <= CUSTOM_FIELDS, `Fields at the most: ${CUSTOM_FIELDS}.`),
    z.meta({ maxProperties: CUSTOM_FIELDS }),
  );

const USER = {
  userName: name(128),
  email: mail,
  externalId: text(256),
  givenName: text(128),
  familyName: text(128),
  displayName: text(256),
  phoneNumber: z.string().check(z.regex(/^\+?[\d ()./-]{3,32}$/, 'This is not a telephone number.')),
  title: text(128),
  department: text(128),
  organization: text(128),
  employeeNumber: text(64),
  costCenter: text(64),
  preferredLanguage: z
    .string()
    .check(z.maxLength(64), z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'This is not a language tag.')),
  custom,
  active: z.boolean(),
};

/** A new user. */
export const newUserSchema = z.strictObject({ ...optional(USER), userName: USER.userName, email: USER.email });

/** What is changed of a user. */
export const userPatchSchema = z.strictObject({
  ...patch(USER),
  userName: z.optional(USER.userName),
  email: z.optional(USER.email),
  active: z.optional(USER.active),
});

/** A user as the API tells it. */
export const userAnswer = z.strictObject({
  ...optional(USER),
  adminRole: z.optional(z.enum(ADMIN_ROLES)),
  adminApps: z.optional(z.array(id)),
  id,
  userName: z.string(),
  email: z.string(),
  active: z.boolean(),
  hasPassword: z.boolean(),
  ...KEPT,
});

/** A session as the API tells it: never its secret. */
export const sessionAnswer = z.strictObject({
  id,
  createdAt: time,
  expiresAt: time,
  userAgent: z.string(),
  network: z.string(),
});

/** Where the activation mail goes, and until when its link works. */
export const activationAnswer = z.strictObject({ sentTo: z.string(), expiresAt: time });

const GROUP = { displayName: name(128), description: text(512), externalId: text(256) };

/** A new group. */
export const newGroupSchema = z.strictObject({ ...optional(GROUP), displayName: GROUP.displayName });

/** What is changed of a group. */
export const groupPatchSchema = z.strictObject({ ...patch(GROUP), displayName: z.optional(GROUP.displayName) });

/** A group as the API tells it. */
export const groupAnswer = z.strictObject({ ...optional(GROUP), id, displayName: z.string(), ...KEPT });

/** A member as the API tells it; a user who was deleted a moment ago has an ID alone. */
export const memberAnswer = z.strictObject({
  userId: id,
  userName: z.optional(z.string()),
  displayName: z.optional(z.string()),
  email: z.optional(z.string()),
  active: z.optional(z.boolean()),
});

/** What a user or group may open: apps that are enabled, and roles in AWS accounts. */
export const accessAnswer = z.strictObject({
  apps: z.array(z.strictObject({ id, name: z.string() })),
  roles: z.array(
    z.strictObject({
      accountId: z.string(),
      accountName: z.string(),
      roleName: z.string(),
      sessionSeconds: z.int().check(z.gte(1)),
    }),
  ),
});
