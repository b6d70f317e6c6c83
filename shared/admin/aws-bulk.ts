import type { Principal } from '../apps/app.ts';
import type { RoleAssignment } from '../aws-access/aws-account.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import type { Write } from '../table/table.ts';
import { done } from './answers.ts';
import { faultsOfAssignment, type NewAssignment } from './aws-assignments.ts';
import { assignmentChangesSchema } from './aws-schemas.ts';
import { commitOr, eventOf, refuseTooLarge } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';

type Change = { readonly accountId: string; readonly roleName: string; readonly principal: Principal } & (
  ({ readonly do: 'assign' } & NewAssignment) | { readonly do: 'unassign' }
);

/** Makes and takes away several assignments in one transaction: all or none, each with its event. */
async function changeAll(call: Call<{ changes: readonly Change[] }>): Promise<Answered> {
  const { ports, body } = call;
  refuseTwice(body.changes);
  const faults: Fault[] = [];
  const writes: Write[] = [];
  const places: number[] = [];
  for (const [index, change] of body.changes.entries()) {
    const made = await writesOf(change, index, call, faults);
    for (const write of made) {
      if (isRepeatedCheck(write, writes)) continue;
      writes.push(write);
      places.push(index);
    }
  }
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'changes that do not fit', { faults });
  await commitOr(ports.table, writes, ({ index }) => goneAt(places[index] ?? 0));
  return {};
}

const goneAt = (index: number): Refusal =>
  new Refusal('CONFLICT', 'changed meanwhile', {
    faults: [{ pointer: `/changes/${index}`, detail: 'The role, user, group or assignment of this is gone.' }],
  });

/** Two assignments may rest on one role or group: it is checked once, since a transaction names no item twice. */
const isRepeatedCheck = (write: Write, before: readonly Write[]): boolean =>
  write.do === 'check' &&
  before.some((one) => one.do === 'check' && one.key.pk === write.key.pk && one.key.sk === write.key.sk);

function refuseTwice(changes: readonly Change[]): void {
  const keys = changes.map(({ accountId, roleName, principal }) =>
    [accountId, roleName.toLowerCase(), principal.type, principal.id].join('#'),
  );
  const faults = keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ pointer: `/changes/${index}`, detail: 'The same assignment stands here before.' }],
  );
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the same assignment twice', { faults });
}

async function writesOf(
  change: Change,
  index: number,
  call: Call<{ changes: readonly Change[] }>,
  faults: Fault[],
): Promise<readonly Write[]> {
  const { ports } = call;
  const accounts = awsAccountsIn(ports.table);
  const { accountId, principal } = change;
  const [account, role] = await Promise.all([accounts.find(accountId), accounts.findRole(accountId, change.roleName)]);
  if (!account || !role) {
    faults.push({ pointer: `/changes/${index}/roleName`, detail: 'There is no such role.' });
    return [];
  }
  const target = `AWSROLE#${accountId}#${role.name}`;
  if (change.do === 'unassign') {
    const event = eventOf(call, 'aws-role.unassign', target, { before: { ...principal } });
    return [...accounts.unassigning(accountId, role.name, principal), event];
  }
  const { do: _do, accountId: _account, roleName: _role, principal: _principal, ...body } = change;
  const found = faultsOfAssignment(body, account, role);
  faults.push(...found.map(({ pointer, detail }) => ({ pointer: `/changes/${index}${pointer}`, detail })));
  const assignment: RoleAssignment = {
    ...body,
    accountId,
    roleName: role.name,
    principal,
    assignedAt: ports.now().toISOString(),
  };
  refuseTooLarge(assignment);
  const event = eventOf(call, 'aws-role.assign', target, { after: { ...principal, ...body } });
  return [...accounts.assigning(assignment), event];
}

/** The operation that changes several assignments at once. */
export const AWS_BULK_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/aws/assignments',
    summary: 'Makes and takes away several assignments of roles, all or none.',
    permission: 'aws.write',
    body: assignmentChangesSchema,
    example: {
      changes: [
        {
          do: 'assign',
          accountId: '111122223333',
          roleName: 'Developer',
          principal: { type: 'GROUP', id: 'abcdefghijklmnopqrstuvwxyz' },
        },
      ],
    },
    answers: done,
    run: changeAll,
  },
];
