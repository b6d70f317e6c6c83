import { type AwsAccount, type AwsRole, awsRoleKey, awsRolePartition } from '../aws-access/aws-account.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { readRoleArns } from '../aws-access/role-arns.ts';
import { Refusal } from '../base/refusal.ts';
import { created, done, pages, versioned } from './answers.ts';
import { accountIn } from './aws-accounts.ts';
import { newRoleSchema, roleAnswer, rolePatchSchema } from './aws-schemas.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged, stale } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { removeAssignments } from './removal.ts';

/** The path of a role. */
export const ROLE_PATH = '/admin/v1/aws/accounts/{accountId}/roles/{roleName}';

/** What a role has unless it is said otherwise: AWS's own default of an hour, and no more than every trust policy allows. */
export const ROLE_DEFAULTS = { maxSessionSeconds: 3600, tagSession: false, sourceIdentity: false } as const;

/** What a new role is made of. */
export type NewRole = Partial<Pick<AwsRole, 'description' | 'maxSessionSeconds' | 'tagSession' | 'sourceIdentity'>> &
  ({ readonly roleArn: string; readonly providerArn: string } | { readonly pair: string });

/** The role that the path names, or NOT_FOUND. */
export const roleIn = async (call: Call<never>): Promise<AwsRole> =>
  foundOr404(await awsAccountsIn(call.ports.table).findRole(param(call, 'accountId'), param(call, 'roleName')));

const answer = (role: AwsRole): Answered => ({ body: role, version: role.version });

const targetOf = ({ accountId, name }: Pick<AwsRole, 'accountId' | 'name'>): string => `AWSROLE#${accountId}#${name}`;

async function create(call: Call<NewRole>): Promise<Answered> {
  const role = await createRole(call as unknown as Call<never>, await accountIn(call as Call<never>), call.body);
  const location = `/admin/v1/aws/accounts/${role.accountId}/roles/${encodeURIComponent(role.name)}`;
  return { ...answer(role), location };
}

/** Registers a role of an account that is there. @throws {Refusal} INPUT_INVALID, ALREADY_EXISTS, NOT_FOUND */
export async function createRole(call: Call<never>, account: AwsAccount, body: NewRole): Promise<AwsRole> {
  const { ports } = call;
  const arns = readRoleArns(body);
  if (arns.accountId !== account.id || arns.partition !== account.partition) {
    throw new Refusal('INPUT_INVALID', 'another account', {
      faults: [
        {
          pointer: 'pair' in body ? '/pair' : '/roleArn',
          detail: `The role must be in account ${account.id} (${account.partition}).`,
        },
      ],
    });
  }
  const at = ports.now().toISOString();
  const { description, maxSessionSeconds, tagSession, sourceIdentity } = { ...ROLE_DEFAULTS, ...body };
  const role: AwsRole = {
    accountId: account.id,
    name: arns.roleName,
    roleArn: arns.roleArn,
    providerArn: arns.providerArn,
    ...(description ? { description } : {}),
    maxSessionSeconds,
    tagSession,
    sourceIdentity,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  await refuseTaken(role, call);
  const event = eventOf(call, 'aws-role.create', targetOf(role), { after: { ...role } });
  await commitOr(ports.table, [...awsAccountsIn(ports.table).creatingRole(role), event], ({ index }) =>
    index === 0 ? new Refusal('NOT_FOUND', 'the account is gone') : taken(),
  );
  return role;
}

const taken = (): Refusal =>
  new Refusal('ALREADY_EXISTS', 'uniqueness', {
    faults: [{ pointer: '/roleArn', detail: 'The account has a role of this name already.' }],
  });

/** A new role begins without assignments: those of an earlier one whose removal died go first. */
async function refuseTaken({ accountId, name }: AwsRole, { ports: { table } }: Call<never>): Promise<void> {
  if (await awsAccountsIn(table).findRole(accountId, name)) throw taken();
  await removeAssignments(table, awsRolePartition(accountId, name), awsRoleKey(accountId, name));
}

async function update(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await roleIn(call);
  checkVersion(versions, before);
  const patched = merged(before, call.body as Record<string, unknown>, ROLE_DEFAULTS);
  const after: AwsRole = {
    ...patched,
    providerArn: readRoleArns(patched).providerArn,
    updatedAt: ports.now().toISOString(),
    version: before.version + 1,
  };
  const event = eventOf(call, 'aws-role.update', targetOf(before), differenceOf(before, after));
  await commitOr(ports.table, [...awsAccountsIn(ports.table).changingRole(before, after), event], stale);
  return answer(after);
}

/** The role goes first, so that nobody takes it any more; its assignments follow, if need be by another call. */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const [accountId, name] = [param(call, 'accountId'), param(call, 'roleName')];
  const role = await awsAccountsIn(ports.table).findRole(accountId, name);
  if (role) {
    checkVersion(versions, role);
    const event = eventOf(call, 'aws-role.delete', targetOf(role), { before: { roleArn: role.roleArn } });
    await commitOr(ports.table, [...awsAccountsIn(ports.table).deletingRole(role), event], stale);
  }
  const swept = await removeAssignments(ports.table, awsRolePartition(accountId, name), awsRoleKey(accountId, name));
  if (!role && swept === 0) throw new Refusal('NOT_FOUND', 'no such role', { accountId, name });
  return {};
}

/** Operations on the roles of AWS accounts. */
export const AWS_ROLE_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/aws/accounts/{accountId}/roles',
    summary: 'Lists the roles of an AWS account.',
    permission: 'aws.read',
    answers: pages(roleAnswer),
    run: async (call) => {
      const account = await accountIn(call);
      return listOf(await awsAccountsIn(call.ports.table).roles(account.id, pageOf(call)));
    },
  },
  {
    route: 'POST /admin/v1/aws/accounts/{accountId}/roles',
    summary: 'Registers a role: two ARNs, or one text that holds both in either order, with or without brackets.',
    permission: 'aws.write',
    body: newRoleSchema,
    example: {
      roleArn: 'arn:aws:iam::111122223333:role/Developer',
      providerArn: 'arn:aws:iam::111122223333:saml-provider/samlet',
      maxSessionSeconds: 28_800,
    },
    answers: created(roleAnswer),
    run: create,
  },
  {
    route: `GET ${ROLE_PATH}`,
    summary: 'Gives a role.',
    permission: 'aws.read',
    answers: versioned(roleAnswer),
    run: async (call) => answer(await roleIn(call)),
  },
  {
    route: `PATCH ${ROLE_PATH}`,
    summary: 'Changes fields of a role; `null` takes one away, or back to its default.',
    permission: 'aws.write',
    body: rolePatchSchema,
    example: { maxSessionSeconds: 14_400, tagSession: true },
    needsVersion: true,
    answers: versioned(roleAnswer),
    run: update,
  },
  {
    route: `DELETE ${ROLE_PATH}`,
    summary: 'Takes a role out of the registry, with its assignments.',
    permission: 'aws.write',
    needsVersion: true,
    answers: done,
    run: remove,
  },
];
