import type { AdminRole } from '../../shared/users/administrators.ts';

/**
 * What each role may ask for, written by hand, so that no change of shared/admin/permission.ts goes unseen. `*` stands for
 * whatever is there.
 */
const MAY: Readonly<Record<AdminRole, readonly string[]>> = {
  owner: ['*.*'],
  administrator: ['*.*'],
  'app-administrator': [
    'apps.read',
    'apps.write',
    'users.read',
    'groups.read',
    'dashboard.read',
    'identity.read',
    'self.*',
  ],
  'help-desk': [
    'users.read',
    'users.support',
    'groups.read',
    'traces.read',
    'dashboard.read',
    'identity.read',
    'self.*',
  ],
  auditor: ['*.read', 'self.*'],
};

/** What only owners may, whatever stands above. */
const OWNERS_ALONE: readonly string[] = ['config.write'];

/** Whom each role may change, reset and put out, by the role of that user. */
const MANAGES: Readonly<Record<AdminRole, readonly (AdminRole | 'user')[]>> = {
  owner: ['user', 'owner', 'administrator', 'app-administrator', 'help-desk', 'auditor'],
  administrator: ['user', 'administrator', 'app-administrator', 'help-desk', 'auditor'],
  'app-administrator': [],
  'help-desk': ['user'],
  auditor: [],
};

/** Tells whether a role holds a permission. */
export function mayAsk(role: AdminRole, permission: string): boolean {
  if (OWNERS_ALONE.includes(permission) && role !== 'owner') return false;
  const [thing, act] = permission.split('.');
  return MAY[role].some((known) => {
    const [things, acts] = known.split('.');
    return (things === '*' || things === thing) && (acts === '*' || acts === act);
  });
}

/** Tells whether a role may change a user of this role. */
export const mayManage = (role: AdminRole, target: AdminRole | 'user'): boolean => MANAGES[role].includes(target);
