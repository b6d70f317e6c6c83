import { faultsOfAssignment } from '../../admin/aws-assignments.ts';
import { roleAssignmentSchema } from '../../admin/aws-schemas.ts';
import type { AwsAccount, AwsRole } from '../../aws-access/aws-account.ts';
import type { RoleAssignmentEntry, Who } from '../document.ts';
import { inOrder, told } from '../form.ts';
import type { Entry, Kind, Reading } from '../kind.ts';
import { meant, principalParams, whoKey, whoName, whoOf } from '../who.ts';
import { nameIn, roleKey, roleRef, rolesIn } from './aws-roles.ts';

const FIELDS = Object.keys(roleAssignmentSchema.shape);

/** Which role an assignment is of. */
interface Of {
  readonly account: string;
  readonly role: string;
}

const entryOf = (accountId: string, role: string, who: Who, fields: object): Entry => ({
  key: `${roleKey(accountId, role)} ${whoKey(who)}`,
  name: `${role} in ${accountId} for ${whoName(who)}`,
  value: { account: accountId, role, ...who, ...told(fields, FIELDS) },
  parent: roleRef(accountId, role),
});

/** Who may take which role of an AWS account, and how. */
export const AWS_ROLE_ASSIGNMENTS: Kind = {
  name: 'aws-role-assignment',
  isWhole: true,
  standing: (inventory) =>
    inOrder(
      inventory.roleAssignments.flatMap((assignment) => {
        const who = whoOf(assignment.principal, inventory);
        const role = inventory.roles.find(
          ({ accountId, name }) => roleKey(accountId, name) === roleKey(assignment.accountId, assignment.roleName),
        );
        if (!who || !role) return [];
        return [{ ...entryOf(role.accountId, role.name, who, assignment), since: assignment.assignedAt }];
      }),
    ),
  write: (document, entries) => ({
    ...document,
    aws: {
      ...document.aws,
      accounts: (document.aws?.accounts ?? []).map((account) => ({
        ...account,
        roles: (account.roles ?? []).map((role) => ({
          ...role,
          assignments: entries
            .filter(({ parent }) => parent === roleRef(account.id, nameIn(role)))
            .map(({ value: { account: _account, role: _role, ...rest } }) => rest as RoleAssignmentEntry),
        })),
      })),
    },
  }),
  said: (reading) =>
    rolesIn(reading.document).flatMap(({ account, role, pointer }) =>
      (role.assignments ?? []).flatMap((named, at) => {
        const place = `${pointer}/assignments/${at}`;
        const { partition = 'aws' } = account;
        checkFields(named, { partition, tagSession: role.tagSession ?? false }, place, reading);
        const who = meant(named, place, reading);
        return who ? [{ ...entryOf(account.id, nameIn(role), who, named), pointer: place }] : [];
      }),
    ),
  isSaid: ({ aws }, { parent }) =>
    rolesIn({ samlet: 1, aws }).some(
      ({ account, role }) => role.assignments !== undefined && roleRef(account.id, nameIn(role)) === parent,
    ),
  async deed({ action, before, after }, lookup) {
    const { account, role, group, user, ...body } = (after ?? before) as unknown as RoleAssignmentEntry & Of;
    const params = { accountId: account, roleName: role, ...(await principalParams({ group, user }, lookup)) };
    const path = '/admin/v1/aws/accounts/{accountId}/roles/{roleName}/assignments/{principals}/{principalId}';
    return action === 'delete' ? { route: `DELETE ${path}`, params } : { route: `PUT ${path}`, params, body };
  },
};

/** What the admin API holds an assignment against, with the place in the document. */
function checkFields(
  { group: _group, user: _user, ...fields }: RoleAssignmentEntry,
  { partition, tagSession }: Pick<AwsAccount, 'partition'> & Pick<AwsRole, 'tagSession'>,
  pointer: string,
  { fault }: Reading,
): void {
  const faults = faultsOfAssignment(fields, { partition }, { tagSession });
  for (const { pointer: at, detail } of faults) fault({ pointer: `${pointer}${at}`, detail });
}
