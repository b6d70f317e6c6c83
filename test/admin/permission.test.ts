import { describe, expect, it } from '@jest/globals';
import { isReading, PERMISSIONS, permissionsOf, ROLE_PERMISSIONS } from '../../shared/admin/permission.ts';
import { ADMIN_ROLES } from '../../shared/users/administrators.ts';

describe('the permissions of a role', () => {
  it('are all of them for an owner, and fewer for every other', () => {
    expect(ROLE_PERMISSIONS.owner).toEqual(PERMISSIONS);
    for (const role of ADMIN_ROLES.filter((each) => each !== 'owner'))
      expect(ROLE_PERMISSIONS[role].length).toBeLessThan(PERMISSIONS.length);
  });

  it('let an auditor look at everything and change nothing but their own coming and going', () => {
    expect(ROLE_PERMISSIONS.auditor).toEqual(
      PERMISSIONS.filter((permission) => isReading(permission) || permission === 'self.write'),
    );
  });

  it('let only owners and administrators near roles, tokens and users', () => {
    for (const permission of ['administrators.write', 'api-tokens.write', 'users.write', 'settings.write'] as const) {
      const holders = ADMIN_ROLES.filter((role) => ROLE_PERMISSIONS[role].includes(permission));
      expect([permission, holders]).toEqual([permission, ['owner', 'administrator']]);
    }
  });

  it.each(ADMIN_ROLES)('of a %s are narrowed by what was brought, and never widened', (role) => {
    const [all, reading, writing] = [
      permissionsOf(role, ['read', 'write']),
      permissionsOf(role, ['read']),
      permissionsOf(role, ['write']),
    ];
    expect([...all]).toEqual(ROLE_PERMISSIONS[role]);
    expect([...reading].every(isReading)).toBe(true);
    expect([...writing].some(isReading)).toBe(false);
    expect(new Set([...reading, ...writing])).toEqual(all);
    expect(permissionsOf(role, [])).toEqual(new Set());
  });
});
