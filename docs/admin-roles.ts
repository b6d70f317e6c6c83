/** Writes the tables of docs/admin-roles.md out of the permissions that operations ask for and roles hold. */
import { OPERATIONS } from '../shared/admin/operations.ts';
import { PERMISSIONS, ROLE_PERMISSIONS } from '../shared/admin/permission.ts';
import { ADMIN_ROLES } from '../shared/users/administrators.ts';
import { row, writeBetween } from './generated.ts';

const held = PERMISSIONS.map((permission) =>
  row([`\`${permission}\``, ...ADMIN_ROLES.map((role) => (ROLE_PERMISSIONS[role].includes(permission) ? 'yes' : ''))]),
);

const sensitive = OPERATIONS.filter(({ isSensitive }) => isSensitive).map(({ route, isSensitive }) =>
  row([
    `\`${route.replace('/admin/v1', '')}\``,
    isSensitive === true ? 'always' : `with ${(isSensitive ?? []).map((field) => `\`${field}\``).join(', ')}`,
  ]),
);

writeBetween(
  'docs/admin-roles.md',
  'roles',
  [row(['permission', ...ADMIN_ROLES]), row(['---', ...ADMIN_ROLES.map(() => '---')]), ...held].join('\n'),
);
writeBetween(
  'docs/admin-roles.md',
  'sensitive',
  [row(['operation', 'asks for a fresh proof']), row(['---', '---']), ...sensitive].join('\n'),
);
