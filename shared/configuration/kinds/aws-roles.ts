import { ROLE_DEFAULTS } from '../../admin/aws-roles.ts';
import { ROLE_FIELDS } from '../../admin/aws-schemas.ts';
import { readRoleArns, type RoleArns } from '../../aws-access/role-arns.ts';
import { isRefusal } from '../../base/refusal.ts';
import type { AccountEntry, Configuration, RoleEntry } from '../document.ts';
import { inOrder, told } from '../form.ts';
import { type Kind, type Reading, refOf, type Said } from '../kind.ts';
import { accountRef } from './aws-accounts.ts';

const FIELDS = ['roleArn', 'providerArn', ...Object.keys(ROLE_FIELDS)];

/** What tells a role from others: IAM does not tell names of one account apart by case. */
export const roleKey = (accountId: string, name: string): string => `${accountId}/${name.toLowerCase()}`;

/** How a role is named by what goes with it. */
export const roleRef = (accountId: string, name: string): string => refOf('aws-role', roleKey(accountId, name));

/** Every role of a document, with its account and its place. */
export const rolesIn = ({ aws: { accounts = [] } = {} }: Configuration) =>
  accounts.flatMap((account, index) =>
    (account.roles ?? []).map((role, at) => ({ account, role, pointer: `/aws/accounts/${index}/roles/${at}` })),
  );

/** The name in a role's ARN; empty where it is none. */
export const nameIn = ({ roleArn }: Pick<RoleEntry, 'roleArn'>): string => roleArn.split('/').at(-1) ?? '';

/** The roles of AWS accounts, told apart by their names. */
export const AWS_ROLES: Kind = {
  name: 'aws-role',
  standing: ({ roles }) =>
    inOrder(
      roles.map((role) => ({
        key: roleKey(role.accountId, role.name),
        name: `${role.name} in ${role.accountId}`,
        value: told(role, FIELDS, ROLE_DEFAULTS),
        parent: accountRef(role.accountId),
        version: role.version,
      })),
    ),
  write: (document, entries) => ({
    ...document,
    aws: {
      ...document.aws,
      accounts: (document.aws?.accounts ?? []).map((account) => ({
        ...account,
        roles: entries
          .filter(({ parent }) => parent === accountRef(account.id))
          .map(({ value }) => value as unknown as RoleEntry),
      })),
    },
  }),
  said: (reading) => rolesIn(reading.document).flatMap((found) => saidOf(found, reading) ?? []),
  isSaid: ({ aws }, { parent }) =>
    aws?.accounts?.some(({ id, roles }) => roles !== undefined && accountRef(id) === parent) ?? false,
  deed({ action, key, name, after }) {
    const [accountId = ''] = key.split('/');
    if (action === 'create') {
      const route = 'POST /admin/v1/aws/accounts/{accountId}/roles';
      return Promise.resolve({ route, params: { accountId }, body: after });
    }
    const params = { accountId, roleName: name.split(' ')[0] ?? '' };
    const route = `${action === 'update' ? 'PATCH' : 'DELETE'} /admin/v1/aws/accounts/{accountId}/roles/{roleName}`;
    return Promise.resolve({ route, params, ...(action === 'update' ? { body: after } : {}) });
  },
};

function saidOf(
  { account, role, pointer }: { account: AccountEntry; role: RoleEntry; pointer: string },
  reading: Reading,
): Said | undefined {
  const arns = readArns(role, pointer, reading);
  if (!arns) return undefined;
  const { partition = 'aws' } = account;
  const fault = (detail: string): undefined => reading.fault({ pointer: `${pointer}/roleArn`, detail }) as undefined;
  if (arns.accountId !== account.id || arns.partition !== partition)
    return fault(`The role must be in account ${account.id} (${partition}).`);
  const key = roleKey(account.id, arns.roleName);
  const standing = reading.inventory.roles.find((other) => roleKey(other.accountId, other.name) === key);
  if (standing && standing.roleArn !== arns.roleArn)
    return fault(`A role of this name is registered as ${standing.roleArn}: its ARN never changes.`);
  const { assignments: _apart, ...fields } = role;
  const value = told({ ...fields, roleArn: arns.roleArn, providerArn: arns.providerArn }, FIELDS, ROLE_DEFAULTS);
  return { key, name: `${arns.roleName} in ${account.id}`, value, parent: accountRef(account.id), pointer };
}

function readArns(role: RoleEntry, pointer: string, { fault }: Reading): RoleArns | undefined {
  try {
    return readRoleArns({ roleArn: role.roleArn, providerArn: role.providerArn });
  } catch (error) {
    if (!isRefusal(error, 'INPUT_INVALID')) throw error;
    for (const { pointer: at, detail } of error.faults) fault({ pointer: `${pointer}${at}`, detail });
    return undefined;
  }
}
