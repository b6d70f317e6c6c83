import * as z from 'zod/mini';
import { ADMIN_ROLES } from '../users/administrators.ts';
import { PERMISSIONS } from './permission.ts';
import { id, time } from './text-schemas.ts';

/** Apps that one app administrator may have. */
const APPS = 100;

const role = z.enum(ADMIN_ROLES);
const apps = z.array(id).check(
  z.maxLength(APPS),
  z.refine((ids) => new Set(ids).size === ids.length, 'An app may be named once.'),
);

/** The role that a user is given; the apps go with `app-administrator` and with no other. */
export const grantSchema = z.strictObject({ role, apps: z.optional(apps) });

/** An administrator as the API tells it; the version is the user's. */
export const administratorAnswer = z.strictObject({
  id,
  userName: z.string(),
  displayName: z.string(),
  email: z.string(),
  active: z.boolean(),
  role,
  apps: z.optional(apps),
  version: z.int().check(z.gte(1)),
});

/** Who calls, and what they may. A token of IAM rights is nobody's. */
export const meAnswer = z.strictObject({
  user: z.optional(z.strictObject({ id, userName: z.string(), displayName: z.string(), email: z.string() })),
  role,
  apps: z.optional(apps),
  permissions: z.array(z.enum(PERMISSIONS)),
  stepUpUntil: z.optional(time),
});
