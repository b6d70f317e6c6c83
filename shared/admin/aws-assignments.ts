import { appIdOf, appsIn } from '../apps/app.ts';
import { releasedNameId } from '../apps/release.ts';
import { awsRelease } from '../aws-access/assertion.ts';
import type { AwsAccount, AwsRole, RoleAssignment } from '../aws-access/aws-account.ts';
import { awsAccountsIn, awsApp } from '../aws-access/aws-accounts.ts';
import { isConsoleUrl, PARTITIONS } from '../aws-access/partition.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { done, one, pages } from './answers.ts';
import { principalIn } from './app-assignments.ts';
import { issuerOf, previewedUser, PREVIEWED } from './app-preview.ts';
import { accountIn } from './aws-accounts.ts';
import { ROLE_PATH, roleIn } from './aws-roles.ts';
import { roleAssignmentAnswer, roleAssignmentSchema, rolePreviewAnswer } from './aws-schemas.ts';
import { commitOr, eventOf, refuseTooLarge } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { listOf, pageOf } from './paging.ts';

/** How a role is to be assigned. */
export type NewAssignment = Pick<RoleAssignment, 'sessionSeconds' | 'relayState' | 'tags' | 'transitiveTagKeys'>;

/** What an assignment may not say of this account and role: what would fail at AWS is refused here. */
export function faultsOfAssignment(
  body: NewAssignment,
  account: Pick<AwsAccount, 'partition'>,
  role: Pick<AwsRole, 'tagSession'>,
): Fault[] {
  const { relayState, tags = {}, transitiveTagKeys = [] } = body;
  const faults: Fault[] = [];
  if (relayState !== undefined && !isConsoleUrl(account.partition, relayState)) {
    const { consoleHost } = PARTITIONS[account.partition];
    faults.push({ pointer: '/relayState', detail: `This must be an https address of ${consoleHost} or below it.` });
  }
  if (Object.keys(tags).length > 0 && !role.tagSession) {
    faults.push({
      pointer: '/tags',
      detail: 'The role is not marked as one whose trust policy allows sts:TagSession (tagSession).',
    });
  }
  transitiveTagKeys.forEach((key, index) => {
    if (!Object.hasOwn(tags, key))
      faults.push({ pointer: `/transitiveTagKeys/${index}`, detail: 'This is the key of no tag.' });
  });
  return faults;
}

async function assign(call: Call<NewAssignment>): Promise<Answered> {
  const { ports, body } = call;
  const [account, role] = await Promise.all([accountIn(call as Call<never>), roleIn(call as Call<never>)]);
  const faults = faultsOfAssignment(body, account, role);
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'an assignment that AWS would refuse', { faults });
  const assignment: RoleAssignment = {
    ...body,
    accountId: account.id,
    roleName: role.name,
    principal: principalIn(call as Call<never>),
    assignedAt: ports.now().toISOString(),
  };
  refuseTooLarge(assignment);
  const event = eventOf(call, 'aws-role.assign', `AWSROLE#${account.id}#${role.name}`, {
    after: { ...assignment.principal, ...body },
  });
  await commitOr(
    ports.table,
    [...awsAccountsIn(ports.table).assigning(assignment), event],
    () => new Refusal('NOT_FOUND', 'no such role, user or group'),
  );
  return {};
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
  return {};
}

/** What an assertion for a user and role would hold, whether or not the role is assigned to them. */
async function preview(call: Call<never>): Promise<Answered> {
  const { table, now, baseUrl } = call.ports;
  const [account, role, user] = await Promise.all([accountIn(call), roleIn(call), previewedUser(call)]);
  const { audience } = PARTITIONS[account.partition];
  const app = (await appsIn(table).find(appIdOf(audience))) ?? awsApp(account.partition, now().toISOString());
  const groupIds = await groupsIn(table).ofUser(user.id);
  const assignments = await awsAccountsIn(table).assignmentsOf(account.id, role.name, [
    { type: 'USER', id: user.id },
    ...groupIds.map((id) => ({ type: 'GROUP', id }) as const),
  ]);
  const release = awsRelease({ user, account, role, assignments });
  const nameId = releasedNameId(app, user);
  const { previewChecks } = await import('./preview-checks.ts');
  return {
    body: {
      isAssigned: assignments.length > 0,
      audience,
      recipients: app.acs.map(({ url }) => url),
      nameId,
      ...release,
      checks: previewChecks({ app, nameId, ...release }, { issuer: await issuerOf(table, baseUrl), now: now() }),
      launchUrl: `${baseUrl}/go/aws/${account.id}/${encodeURIComponent(role.name)}`,
    },
  };
}

/** Operations on who may take a role. */
export const AWS_ASSIGNMENT_OPERATIONS: readonly Operation[] = [
  {
    route: `GET ${ROLE_PATH}/preview`,
    summary: 'Shows what an assertion would hold for a user, exactly as it would be sent.',
    permission: 'aws.read',
    query: PREVIEWED,
    answers: one(rolePreviewAnswer),
    run: preview,
  },
  {
    route: `GET ${ROLE_PATH}/assignments`,
    summary: 'Lists who may take a role.',
    permission: 'aws.read',
    answers: pages(roleAssignmentAnswer),
    run: async (call) => {
      const role = await roleIn(call);
      return listOf(await awsAccountsIn(call.ports.table).assignments(role.accountId, role.name, pageOf(call)));
    },
  },
  {
    route: `PUT ${ROLE_PATH}/assignments/{principals}/{principalId}`,
    summary: 'Assigns a role to a user (`users`) or group (`groups`), or replaces the assignment.',
    permission: 'aws.write',
    body: roleAssignmentSchema,
    example: { sessionSeconds: 14_400, relayState: 'https://eu-central-1.console.aws.amazon.com/ec2/home' },
    answers: done,
    run: assign,
  },
  {
    route: `DELETE ${ROLE_PATH}/assignments/{principals}/{principalId}`,
    summary: 'Takes an assignment away.',
    permission: 'aws.write',
    answers: done,
    run: unassign,
  },
];
