import { appsIn } from '../apps/app.ts';
import { awsRelease } from '../aws-access/assertion.ts';
import {
  type AwsAccount,
  awsRoleKey,
  awsRolePartition,
  type AwsRole,
  type RoleAssignment,
} from '../aws-access/aws-account.ts';
import { awsAccountsIn, awsApp } from '../aws-access/aws-accounts.ts';
import { isConsoleUrl, type Partition, PARTITIONS } from '../aws-access/partition.ts';
import { readRoleArns } from '../aws-access/role-arns.ts';
import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { ConditionFailed, type Table } from '../table/table.ts';
import { usersIn } from '../users/user.ts';
import { principalIn } from './apps.ts';
import { sweepAssignments } from './assignments.ts';
import {
  type Answered,
  type Call,
  checkVersion,
  commitOr,
  differenceOf,
  eventOf,
  foundOr404,
  listOf,
  merged,
  type Operation,
  pageOf,
} from './operation.ts';
import {
  accountPatchSchema,
  newAccountSchema,
  newRoleSchema,
  roleAssignmentSchema,
  rolePatchSchema,
} from './schemas.ts';
import { prefixOf } from './users.ts';

const accountIn = async ({ params, ports }: Call<never>): Promise<AwsAccount> =>
  foundOr404(await awsAccountsIn(ports.table).find(params['accountId'] ?? ''));

const roleIn = async ({ params, ports }: Call<never>): Promise<AwsRole> =>
  foundOr404(await awsAccountsIn(ports.table).findRole(params['accountId'] ?? '', params['roleName'] ?? ''));

const sweepRole = ({ accountId, name }: AwsRole, table: Table): Promise<void> =>
  sweepAssignments(table, awsRolePartition(accountId, name), awsRoleKey(accountId, name));

const stale = (): Refusal => new Refusal('VERSION_STALE', 'it was changed by somebody else');

async function createAccount(call: Call<{ id: string; name: string; partition?: Partition }>): Promise<Answered> {
  const { ports, body } = call;
  const at = ports.now().toISOString();
  const account: AwsAccount = {
    id: body.id,
    name: body.name,
    partition: body.partition ?? 'aws',
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  await ensureAwsApp(account.partition, call);
  const event = eventOf(call, 'aws-account.create', `AWSACCOUNT#${account.id}`, { after: { ...body } });
  await commitOr(
    ports.table,
    [...awsAccountsIn(ports.table).creating(account), event],
    () =>
      new Refusal('ALREADY_EXISTS', 'uniqueness', {
        faults: [{ pointer: '/id', detail: 'This account is registered already.' }],
      }),
  );
  return { status: 201, body: account, version: 1, location: `/admin/v1/aws/accounts/${account.id}` };
}

/** The partition's own app: it comes with the first account, and of two that make it at once one does. */
async function ensureAwsApp(partition: Partition, call: Call): Promise<void> {
  const { table, now } = call.ports;
  const app = awsApp(partition, now().toISOString());
  if (await appsIn(table).find(app.id)) return;
  try {
    await table.commit([
      ...appsIn(table).creating(app),
      eventOf(call, 'app.create', `APP#${app.id}`, { after: { name: app.name } }),
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

async function updateAccount(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const before = await accountIn(call);
  checkVersion(version, before);
  const after: AwsAccount = {
    ...merged(before, call.body as Record<string, unknown>),
    updatedAt: ports.now().toISOString(),
    version: before.version + 1,
  };
  const event = eventOf(call, 'aws-account.update', `AWSACCOUNT#${before.id}`, differenceOf(before, after));
  await commitOr(ports.table, [...awsAccountsIn(ports.table).changing(before, after), event], stale);
  return { body: after, version: after.version };
}

async function deleteAccount(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const account = await accountIn(call);
  checkVersion(version, account);
  const { items } = await awsAccountsIn(ports.table).roles(account.id, { limit: 1 });
  if (items.length > 0)
    throw new Refusal('CONFLICT', 'the account has roles', {
      faults: [{ pointer: '', detail: 'Delete the roles of the account first.' }],
    });
  const event = eventOf(call, 'aws-account.delete', `AWSACCOUNT#${account.id}`, { before: { name: account.name } });
  await commitOr(ports.table, [...awsAccountsIn(ports.table).deleting(account), event], stale);
  return { status: 204 };
}

type NewRole = Partial<Pick<AwsRole, 'description' | 'maxSessionSeconds' | 'tagSession' | 'sourceIdentity'>> &
  ({ readonly roleArn: string; readonly providerArn: string } | { readonly pair: string });

async function createRole(call: Call<NewRole>): Promise<Answered> {
  const { ports, body } = call;
  const account = await accountIn(call as Call<never>);
  const arns = readRoleArns(body);
  if (arns.accountId !== account.id || arns.partition !== account.partition) {
    throw new Refusal('INPUT_INVALID', 'another account', {
      faults: [{ pointer: '/roleArn', detail: `The role must be in account ${account.id} (${account.partition}).` }],
    });
  }
  const at = ports.now().toISOString();
  const role: AwsRole = {
    accountId: account.id,
    name: arns.roleName,
    roleArn: arns.roleArn,
    providerArn: arns.providerArn,
    ...(body.description ? { description: body.description } : {}),
    maxSessionSeconds: body.maxSessionSeconds ?? 3600,
    tagSession: body.tagSession ?? false,
    sourceIdentity: body.sourceIdentity ?? false,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  await sweepRole(role, ports.table);
  const event = eventOf(call, 'aws-role.create', `AWSROLE#${account.id}#${role.name}`, { after: { ...role } });
  await commitOr(ports.table, [...awsAccountsIn(ports.table).creatingRole(role), event], ({ index }) =>
    index === 0
      ? new Refusal('NOT_FOUND', 'the account is gone')
      : new Refusal('ALREADY_EXISTS', 'uniqueness', {
          faults: [{ pointer: '/roleArn', detail: 'The account has a role of this name already.' }],
        }),
  );
  return {
    status: 201,
    body: role,
    version: 1,
    location: `/admin/v1/aws/accounts/${account.id}/roles/${encodeURIComponent(role.name)}`,
  };
}

async function updateRole(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const before = await roleIn(call);
  checkVersion(version, before);
  const patched = merged(before, call.body as Record<string, unknown>);
  readRoleArns(patched);
  const after: AwsRole = { ...patched, updatedAt: ports.now().toISOString(), version: before.version + 1 };
  const event = eventOf(
    call,
    'aws-role.update',
    `AWSROLE#${before.accountId}#${before.name}`,
    differenceOf(before, after),
  );
  await commitOr(ports.table, [...awsAccountsIn(ports.table).changingRole(before, after), event], stale);
  return { body: after, version: after.version };
}

async function deleteRole(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const role = await roleIn(call);
  checkVersion(version, role);
  const event = eventOf(call, 'aws-role.delete', `AWSROLE#${role.accountId}#${role.name}`, {
    before: { roleArn: role.roleArn },
  });
  await commitOr(ports.table, [...awsAccountsIn(ports.table).deletingRole(role), event], stale);
  await sweepRole(role, ports.table);
  return { status: 204 };
}

async function assign(call: Call<Partial<RoleAssignment>>): Promise<Answered> {
  const { ports, body } = call;
  const account = await accountIn(call as Call<never>);
  const role = await roleIn(call as Call<never>);
  if (body.relayState !== undefined && !isConsoleUrl(account.partition, body.relayState)) {
    throw new Refusal('INPUT_INVALID', 'not a console URL', {
      faults: [
        {
          pointer: '/relayState',
          detail: `This must be an https address under ${PARTITIONS[account.partition].consoleHost}.`,
        },
      ],
    });
  }
  const assignment: RoleAssignment = {
    ...body,
    accountId: account.id,
    roleName: role.name,
    principal: principalIn(call as Call<never>),
    assignedAt: ports.now().toISOString(),
  };
  const event = eventOf(call, 'aws-role.assign', `AWSROLE#${account.id}#${role.name}`, {
    after: { ...assignment.principal, ...body },
  });
  await commitOr(
    ports.table,
    [...awsAccountsIn(ports.table).assigning(assignment), event],
    () => new Refusal('NOT_FOUND', 'no such role, user or group'),
  );
  return { status: 204 };
}

async function unassign(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const role = await roleIn(call);
  const principal = principalIn(call);
  const event = eventOf(call, 'aws-role.unassign', `AWSROLE#${role.accountId}#${role.name}`, {
    before: { ...principal },
  });
  await commitOr(
    ports.table,
    [...awsAccountsIn(ports.table).unassigning(role.accountId, role.name, principal), event],
    () => new Refusal('NOT_FOUND', 'no such assignment'),
  );
  return { status: 204 };
}

/** What an assertion for a user and role would hold, whether or not the role is assigned to them. */
async function preview(call: Call<never>): Promise<Answered> {
  const { ports, query } = call;
  const user = foundOr404(await usersIn(ports.table).find(query.get('userId') ?? ''));
  const account = await accountIn(call);
  const role = await roleIn(call);
  const groupIds = await groupsIn(ports.table).ofUser(user.id);
  const { items } = await awsAccountsIn(ports.table).assignments(account.id, role.name, { limit: 1000 });
  const theirs = items.filter(({ principal: { type, id } }) =>
    type === 'USER' ? id === user.id : groupIds.includes(id),
  );
  const { attributes, sessionSeconds, relayState } = awsRelease({ user, account, role, assignments: theirs });
  return { body: { isAssigned: theirs.length > 0, attributes, sessionSeconds, ...(relayState ? { relayState } : {}) } };
}

const ROLE = '/admin/v1/aws/accounts/{accountId}/roles/{roleName}';

/** Operations on AWS accounts, roles and assignments. */
export const AWS_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/aws/accounts',
    summary: 'Lists AWS accounts in order of name.',
    scope: 'read',
    pages: true,
    run: async (call) =>
      listOf(await awsAccountsIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'name') })),
  },
  {
    route: 'POST /admin/v1/aws/accounts',
    summary: 'Registers an AWS account.',
    scope: 'write',
    body: newAccountSchema,
    run: createAccount,
  },
  {
    route: 'GET /admin/v1/aws/accounts/{accountId}',
    summary: 'Gives an AWS account.',
    scope: 'read',
    run: async (call) => {
      const account = await accountIn(call);
      return { body: account, version: account.version };
    },
  },
  {
    route: 'PATCH /admin/v1/aws/accounts/{accountId}',
    summary: 'Renames an AWS account.',
    scope: 'write',
    body: accountPatchSchema,
    needsVersion: true,
    run: updateAccount,
  },
  {
    route: 'DELETE /admin/v1/aws/accounts/{accountId}',
    summary: 'Takes an AWS account out of the registry.',
    scope: 'write',
    needsVersion: true,
    run: deleteAccount,
  },
  {
    route: 'GET /admin/v1/aws/accounts/{accountId}/roles',
    summary: 'Lists the roles of an AWS account.',
    scope: 'read',
    pages: true,
    run: async (call) => {
      const account = await accountIn(call);
      return listOf(await awsAccountsIn(call.ports.table).roles(account.id, pageOf(call)));
    },
  },
  {
    route: 'POST /admin/v1/aws/accounts/{accountId}/roles',
    summary: 'Registers a role: two ARNs, or one text that holds both.',
    scope: 'write',
    body: newRoleSchema,
    run: createRole,
  },
  {
    route: `GET ${ROLE}`,
    summary: 'Gives a role.',
    scope: 'read',
    run: async (call) => {
      const role = await roleIn(call);
      return { body: role, version: role.version };
    },
  },
  {
    route: `PATCH ${ROLE}`,
    summary: 'Changes fields of a role; `null` takes one away.',
    scope: 'write',
    body: rolePatchSchema,
    needsVersion: true,
    run: updateRole,
  },
  {
    route: `DELETE ${ROLE}`,
    summary: 'Takes a role out of the registry, with its assignments.',
    scope: 'write',
    needsVersion: true,
    run: deleteRole,
  },
  {
    route: `GET ${ROLE}/preview`,
    summary: 'Shows what an assertion would hold for the user `userId`.',
    scope: 'read',
    run: preview,
  },
  {
    route: `GET ${ROLE}/assignments`,
    summary: 'Lists who may take a role.',
    scope: 'read',
    pages: true,
    run: async (call) => {
      const role = await roleIn(call);
      return listOf(await awsAccountsIn(call.ports.table).assignments(role.accountId, role.name, pageOf(call)));
    },
  },
  {
    route: `PUT ${ROLE}/assignments/{principals}/{principalId}`,
    summary: 'Assigns a role to a user (`users`) or group (`groups`), or changes the assignment.',
    scope: 'write',
    body: roleAssignmentSchema,
    run: assign,
  },
  {
    route: `DELETE ${ROLE}/assignments/{principals}/{principalId}`,
    summary: 'Takes an assignment away.',
    scope: 'write',
    run: unassign,
  },
];
