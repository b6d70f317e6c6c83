import type { AdminRole } from '../users/administrators.ts';
import type { Scope } from './api-token.ts';

/**
 * What an operation may ask for. `….read` changes nothing; `users.support` is what a help desk does: activation and reset
 * mails, ending sessions, unlocking; `self` is who one is oneself, which everybody may know; `apps.create` is apart from
 * `apps.write`, since a new app stands on nobody's list; `traces.personal` shows names, addresses and attributes in traces,
 * which an auditor has no need to see.
 */
export const PERMISSIONS = [
  'users.read',
  'users.write',
  'users.support',
  'groups.read',
  'groups.write',
  'apps.read',
  'apps.write',
  'apps.create',
  'aws.read',
  'aws.write',
  'policies.read',
  'policies.write',
  'settings.read',
  'settings.write',
  'audit.read',
  'traces.read',
  'traces.personal',
  'imports.read',
  'imports.write',
  'jobs.read',
  'jobs.write',
  'config.read',
  'config.write',
  'administrators.read',
  'administrators.write',
  'api-tokens.read',
  'api-tokens.write',
  'dashboard.read',
  'identity.read',
  'self.read',
  'self.write',
] as const;

/** One of {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number];

/** Tells whether a permission is for looking alone. */
export const isReading = (permission: Permission): boolean => permission.endsWith('.read');

/** What owners alone may: to replace the whole configuration at once is to be stronger than every check of a part. */
const OWNERS_ALONE: readonly Permission[] = ['config.write'];

/** What every role holds. */
const EVERYBODY: readonly Permission[] = [
  'self.read',
  'self.write',
  'users.read',
  'groups.read',
  'dashboard.read',
  'identity.read',
];

/** Which permissions each role holds; on which things it may use them is judged thing by thing. */
export const ROLE_PERMISSIONS: Readonly<Record<AdminRole, readonly Permission[]>> = {
  owner: PERMISSIONS,
  administrator: PERMISSIONS.filter((permission) => !OWNERS_ALONE.includes(permission)),
  'app-administrator': [...EVERYBODY, 'apps.read', 'apps.write'],
  'help-desk': [...EVERYBODY, 'users.support', 'traces.read', 'traces.personal'],
  auditor: PERMISSIONS.filter((permission) => isReading(permission) || EVERYBODY.includes(permission)),
};

/**
 * What a role is good for by way of a credential of these scopes: `read` lets through what looks, `write` what changes. A
 * scope narrows and never adds.
 */
export const permissionsOf = (role: AdminRole, scopes: readonly Scope[]): ReadonlySet<Permission> =>
  new Set(ROLE_PERMISSIONS[role].filter((permission) => scopes.includes(isReading(permission) ? 'read' : 'write')));
