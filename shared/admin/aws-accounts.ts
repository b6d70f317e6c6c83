import { appsIn } from '../apps/app.ts';
import { type AwsAccount, awsAccountKey, type AwsRole, awsRolePartition } from '../aws-access/aws-account.ts';
import { awsAccountsIn, awsApp } from '../aws-access/aws-accounts.ts';
import type { Partition } from '../aws-access/partition.ts';
import { Refusal } from '../base/refusal.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import { created, done, pages, versioned } from './answers.ts';
import { accountAnswer, accountPatchSchema, newAccountSchema } from './aws-schemas.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged, stale } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf, prefixOf, prefixParameter } from './paging.ts';
import { removeAssignments } from './removal.ts';

/** The account that the path names, or NOT_FOUND. */
export const accountIn = async (call: Call<never>): Promise<AwsAccount> =>
  foundOr404(await awsAccountsIn(call.ports.table).find(param(call, 'accountId')));

/** What a new account is made of. */
export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly partition?: Partition;
}

const answer = (account: AwsAccount): Answered => ({ body: account, version: account.version });

async function create(call: Call<NewAccount>): Promise<Answered> {
  const account = await createAccount(call as unknown as Call<never>, call.body);
  return { ...answer(account), location: `/admin/v1/aws/accounts/${account.id}` };
}

/** Registers an account, with the app of its partition. @throws {Refusal} ALREADY_EXISTS */
export async function createAccount(call: Call<never>, body: NewAccount): Promise<AwsAccount> {
  const { ports } = call;
  const at = ports.now().toISOString();
  const { id, name, partition = 'aws' } = body;
  const account: AwsAccount = { id, name, partition, createdAt: at, updatedAt: at, version: 1 };
  if (!(await awsAccountsIn(ports.table).find(id))) await removeRoles(ports.table, id);
  const event = eventOf(call, 'aws-account.create', `AWSACCOUNT#${id}`, { after: { ...body } });
  await commitWithApp([...awsAccountsIn(ports.table).creating(account), event], partition, call);
  return account;
}

/** The partition's own app comes with the first account: of two that bring it at once one does, and the other goes without. */
async function commitWithApp(writes: readonly Write[], partition: Partition, call: Call): Promise<void> {
  const { table, now } = call.ports;
  const app = awsApp(partition, now().toISOString());
  const event = eventOf(call, 'app.create', `APP#${app.id}`, { after: { ...app } });
  const bringing = (await appsIn(table).find(app.id)) ? [] : [...appsIn(table).creating(app), event];
  try {
    await table.commit([...writes, ...bringing]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    if (error.index === 0) throw taken();
    await commitOr(table, writes, taken);
  }
}

const taken = (): Refusal =>
  new Refusal('ALREADY_EXISTS', 'uniqueness', {
    faults: [{ pointer: '/id', detail: 'This account is registered already.' }],
  });

async function update(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await accountIn(call);
  checkVersion(versions, before);
  const after: AwsAccount = {
    ...merged(before, call.body as Record<string, unknown>),
    updatedAt: ports.now().toISOString(),
    version: before.version + 1,
  };
  const event = eventOf(call, 'aws-account.update', `AWSACCOUNT#${before.id}`, differenceOf(before, after));
  await commitOr(ports.table, [...awsAccountsIn(ports.table).changing(before, after), event], stale);
  return answer(after);
}

/**
 * The account goes first: from then on no role of it can be taken. Its roles and their assignments follow; a call that
 * died in between is finished by another, also when the account itself is gone already.
 */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const id = param(call, 'accountId');
  const account = await awsAccountsIn(ports.table).find(id);
  if (account) {
    checkVersion(versions, account);
    const { name, partition } = account;
    const event = eventOf(call, 'aws-account.delete', `AWSACCOUNT#${id}`, { before: { name, partition } });
    await commitOr(ports.table, [...awsAccountsIn(ports.table).deleting(account), event], stale);
  }
  const swept = await removeRoles(ports.table, id);
  if (!account && swept === 0) throw new Refusal('NOT_FOUND', 'no such account', { id });
  return {};
}

/** Removes the roles of an account that is not registered (any more), each after its assignments. */
async function removeRoles(table: Table, accountId: string): Promise<number> {
  const roles: AwsRole[] = [];
  let after: string | undefined;
  do {
    const page = await awsAccountsIn(table).roles(accountId, { limit: 200, ...(after ? { after } : {}) });
    roles.push(...page.items);
    after = page.next;
  } while (after);
  for (const role of roles) {
    await removeAssignments(table, awsRolePartition(accountId, role.name), awsAccountKey(accountId));
    await table.commit(awsAccountsIn(table).forgettingRole(role));
  }
  return roles.length;
}

/** Operations on AWS accounts. */
export const AWS_ACCOUNT_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/aws/accounts',
    summary: 'Lists AWS accounts in order of name.',
    permission: 'aws.read',
    query: { name: prefixParameter('Chooses accounts whose name begins so.') },
    answers: pages(accountAnswer),
    run: async (call) =>
      listOf(await awsAccountsIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'name') })),
  },
  {
    route: 'POST /admin/v1/aws/accounts',
    summary: 'Registers an AWS account; the first of a partition brings the partition’s app with it.',
    permission: 'aws.write',
    body: newAccountSchema,
    example: { id: '111122223333', name: 'Production' },
    answers: created(accountAnswer),
    run: create,
  },
  {
    route: 'GET /admin/v1/aws/accounts/{accountId}',
    summary: 'Gives an AWS account.',
    permission: 'aws.read',
    answers: versioned(accountAnswer),
    run: async (call) => answer(await accountIn(call)),
  },
  {
    route: 'PATCH /admin/v1/aws/accounts/{accountId}',
    summary: 'Renames an AWS account.',
    permission: 'aws.write',
    body: accountPatchSchema,
    example: { name: 'Production (EU)' },
    needsVersion: true,
    answers: versioned(accountAnswer),
    run: update,
  },
  {
    route: 'DELETE /admin/v1/aws/accounts/{accountId}',
    summary: 'Takes an AWS account out of the registry, with its roles and their assignments.',
    permission: 'aws.write',
    isSensitive: true,
    needsVersion: true,
    answers: done,
    run: remove,
  },
];
