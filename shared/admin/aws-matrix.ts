import type { Principal } from '../apps/app.ts';
import type { AwsAccount, AwsRole, RoleAssignment } from '../aws-access/aws-account.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import type { Table } from '../table/table.ts';
import { displayNameOf, usersIn } from '../users/user.ts';
import { pages } from './answers.ts';
import { matrixRowAnswer } from './aws-schemas.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { listOf, pageOf, prefixOf, prefixParameter } from './paging.ts';

/** Assignments of one role that a row holds; a role with more says so. */
const SHOWN = 100;

/** Where a page ended: after a role within an account, or after an account. */
interface Place {
  /** The cursor of the list of accounts at which the account stands. */
  readonly account?: string;
  /** The cursor of the account's own list of roles. */
  readonly role?: string;
}

interface Row {
  readonly account: AwsAccount;
  readonly role: AwsRole;
}

/** One page of accounts × roles, each with who may take it: what a console needs for a table of them. */
async function matrix(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const { limit, after } = pageOf(call);
  const { rows, next } = await rowsOf(table, { limit, from: placeOf(after), ...prefixOf(call, 'name') });
  const assignments = await Promise.all(
    rows.map(({ role }) => awsAccountsIn(table).assignments(role.accountId, role.name, { limit: SHOWN })),
  );
  const names = await namesOf(
    table,
    assignments.flatMap(({ items }) => items.map(({ principal }) => principal)),
  );
  const items = rows.map(({ account: { id, name, partition }, role }, index) => ({
    account: { id, name, partition },
    role,
    assignments: (assignments[index]?.items ?? []).map((assignment) => shown(assignment, names)),
    hasMore: assignments[index]?.next !== undefined,
  }));
  return listOf({ items, ...(next ? { next: textOf(next) } : {}) });
}

const keyOf = ({ type, id }: Principal): string => `${type}#${id}`;

function shown({ accountId: _account, roleName: _role, ...rest }: RoleAssignment, names: ReadonlyMap<string, string>) {
  const name = names.get(keyOf(rest.principal));
  return { ...rest, ...(name === undefined ? {} : { name }) };
}

/** As many roles as a page holds, account after account in order of name. */
async function rowsOf(
  table: Table,
  { limit, from, prefix }: { limit: number; from: Place; prefix?: string },
): Promise<{ rows: readonly Row[]; next?: Place }> {
  const accounts = awsAccountsIn(table);
  const rows: Row[] = [];
  let place: Place | undefined = from;
  while (place && rows.length < limit) {
    const at: Place = place;
    const page = await accounts.list({
      limit: 1,
      ...(prefix ? { prefix } : {}),
      ...(at.account ? { after: at.account } : {}),
    });
    const [account] = page.items;
    const roles = account
      ? await accounts.roles(account.id, { limit: limit - rows.length, ...(at.role ? { after: at.role } : {}) })
      : { items: [] };
    if (account) rows.push(...roles.items.map((role) => ({ account, role })));
    place = roles.next ? { ...at, role: roles.next } : page.next ? { account: page.next } : undefined;
  }
  return { rows, ...(place ? { next: place } : {}) };
}

const textOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws {Refusal} INPUT_INVALID for a cursor that this list did not give */
function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return {};
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>;
    const isPlace = Object.entries(place).every(
      ([name, text]) => ['account', 'role'].includes(name) && typeof text === 'string',
    );
    if (isPlace && Object.keys(place).length > 0) return place;
  } catch {
    // Whatever it is, it is no place of ours.
  }
  throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
    faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
  });
}

/** What users and groups are called; one who is gone has no name. */
async function namesOf(table: Table, principals: readonly Principal[]): Promise<ReadonlyMap<string, string>> {
  const idsOf = (type: Principal['type']): string[] => [
    ...new Set(principals.filter((principal) => principal.type === type).map(({ id }) => id)),
  ];
  const [users, groups] = await Promise.all([
    usersIn(table).findAll(idsOf('USER')),
    groupsIn(table).findMany(idsOf('GROUP')),
  ]);
  return new Map([
    ...users.map((user) => [`USER#${user.id}`, displayNameOf(user)] as const),
    ...groups.map((group) => [`GROUP#${group.id}`, group.displayName] as const),
  ]);
}

/** The operation that shows accounts, roles and assignments in one. */
export const AWS_MATRIX_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/aws/matrix',
    summary: 'Lists the roles of all AWS accounts, each with who may take it.',
    permission: 'aws.read',
    query: { name: prefixParameter('Chooses accounts whose name begins so.') },
    answers: pages(matrixRowAnswer),
    run: matrix,
  },
];
