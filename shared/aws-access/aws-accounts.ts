import { appIdOf, type App, type Principal, principalKey, principalText } from '../apps/app.ts';
import { entitiesOf } from '../table/entity.ts';
import type { Item, Page, Table, Write } from '../table/table.ts';
import {
  type AwsAccount,
  awsAccountKey,
  awsAccountOf,
  awsAccountPartition,
  type AwsRole,
  awsRoleKey,
  awsRoleOf,
  awsRolePartition,
  type RoleAssignment,
  roleAssignmentKey,
  roleAssignmentOf,
} from './aws-account.ts';
import { acsUrlOf, type Partition, PARTITIONS } from './partition.ts';

/** How AWS accounts, roles and assignments are kept. */
export interface AwsAccounts {
  find(accountId: string): Promise<AwsAccount | undefined>;
  list(options: { prefix?: string; limit: number; after?: string }): Promise<Page<AwsAccount>>;
  findRole(accountId: string, roleName: string): Promise<AwsRole | undefined>;
  roles(accountId: string, options: { limit: number; after?: string }): Promise<Page<AwsRole>>;
  assignments(
    accountId: string,
    roleName: string,
    options: { limit: number; after?: string },
  ): Promise<Page<RoleAssignment>>;
  /** Those of the principals' assignments that exist; consistent, as a decision sees them. */
  assignmentsOf(
    accountId: string,
    roleName: string,
    principals: readonly Principal[],
  ): Promise<readonly RoleAssignment[]>;
  creating(account: AwsAccount): Write[];
  changing(before: AwsAccount, after: AwsAccount): Write[];
  deleting(account: AwsAccount): Write[];
  creatingRole(role: AwsRole): Write[];
  changingRole(before: AwsRole, after: AwsRole): Write[];
  deletingRole(role: AwsRole): Write[];
  /** The writes that remove a role whatever its version, when its account is gone. */
  forgettingRole(role: AwsRole): Write[];
  /** Assigns a role, or changes the assignment that is there; role and principal must exist at commit. */
  assigning(assignment: RoleAssignment): Write[];
  unassigning(accountId: string, roleName: string, principal: Principal): Write[];
}

const accountItem = (account: AwsAccount): Item => ({
  ...awsAccountKey(account.id),
  ...account,
  gsi1pk: 'AWSACCOUNTS',
  gsi1sk: account.name.normalize('NFKC').trim().toLowerCase(),
});

const roleItem = (role: AwsRole): Item => ({ ...awsRoleKey(role.accountId, role.name), ...role });

const assignmentItem = (assignment: RoleAssignment): Item => ({
  ...roleAssignmentKey(assignment.accountId, assignment.roleName, assignment.principal),
  ...assignment,
  gsi1pk: principalText(assignment.principal),
  gsi1sk: awsRolePartition(assignment.accountId, assignment.roleName),
});

/** AWS accounts in the table. */
export const awsAccountsIn = (table: Table): AwsAccounts => ({
  find: async (accountId) => awsAccountOf(await table.find(awsAccountKey(accountId))),
  async list({ prefix, ...page }) {
    const found = await table.list({
      pk: 'AWSACCOUNTS',
      index: 'gsi1',
      ...(prefix ? { prefix: prefix.normalize('NFKC').trim().toLowerCase() } : {}),
      ...page,
    });
    return { ...found, items: entitiesOf<AwsAccount>(found.items) };
  },
  findRole: async (accountId, roleName) => awsRoleOf(await table.find(awsRoleKey(accountId, roleName))),
  async roles(accountId, page) {
    const found = await table.list({ pk: awsAccountPartition(accountId), prefix: 'ROLE#', ...page });
    return { ...found, items: entitiesOf<AwsRole>(found.items) };
  },
  async assignments(accountId, roleName, page) {
    const found = await table.list({ pk: awsRolePartition(accountId, roleName), prefix: 'ASSIGN#', ...page });
    return { ...found, items: entitiesOf<RoleAssignment>(found.items) };
  },
  async assignmentsOf(accountId, roleName, principals) {
    const keys = principals.map((principal) => roleAssignmentKey(accountId, roleName, principal));
    const found: RoleAssignment[] = [];
    for (let at = 0; at < keys.length; at += 100) {
      const items = await table.findAll(keys.slice(at, at + 100));
      found.push(...items.map(roleAssignmentOf).filter((assignment) => assignment !== undefined));
    }
    return found;
  },
  creating: (account) => [{ do: 'create', item: accountItem(account) }],
  changing: (before, after) => [{ do: 'replace', item: accountItem(after), version: before.version }],
  deleting: ({ id, version }) => [{ do: 'remove', key: awsAccountKey(id), version }],
  creatingRole: (role) => [
    { do: 'check', key: awsAccountKey(role.accountId) },
    { do: 'create', item: roleItem(role) },
  ],
  changingRole: (before, after) => [{ do: 'replace', item: roleItem(after), version: before.version }],
  deletingRole: ({ accountId, name, version }) => [{ do: 'remove', key: awsRoleKey(accountId, name), version }],
  forgettingRole: ({ accountId, name }) => [{ do: 'remove', key: awsRoleKey(accountId, name) }],
  assigning: (assignment) => [
    { do: 'check', key: awsRoleKey(assignment.accountId, assignment.roleName) },
    { do: 'check', key: principalKey(assignment.principal) },
    { do: 'put', item: assignmentItem(assignment) },
  ],
  unassigning: (accountId, roleName, principal) => [
    { do: 'remove', key: roleAssignmentKey(accountId, roleName, principal), existing: true },
  ],
});

/**
 * AWS as an app, one for each partition: made with the first account of the partition. Its NameID is opaque, since it
 * goes into CloudTrail; its roles and attributes come from the assignments, never from rules.
 */
export function awsApp(partition: Partition, at: string): App {
  const { audience } = PARTITIONS[partition];
  return {
    id: appIdOf(audience),
    kind: 'aws',
    name: partition === 'aws' ? 'AWS' : `AWS (${partition})`,
    entityId: audience,
    enabled: true,
    acs: [{ url: acsUrlOf(partition), index: 0, isDefault: true }],
    signingCertificates: [],
    requestsSigned: false,
    signAssertion: true,
    signResponse: false,
    nameIdFormat: 'persistent',
    attributes: [],
    idpInitiated: true,
    overrideRelayState: false,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}
