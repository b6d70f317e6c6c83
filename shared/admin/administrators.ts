import * as z from 'zod/mini';
import { appsIn } from '../apps/app.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import type { Write } from '../table/table.ts';
import { administratorIds, ADMIN_ROLES, type AdminRole } from '../users/administrators.ts';
import { ownersChange } from '../users/owners.ts';
import { tellingOwners } from '../users/tell-owners.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';
import { administratorAnswer, grantSchema } from './administrator-schemas.ts';
import { done, pages, versioned } from './answers.ts';
import { covers, refuseUnmanaged, stillHolding } from './authority.ts';
import { checkVersion, commitOr, differenceOf, eventOf } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { refuseLockOutBy } from './policy-guard.ts';
import { refusedUser, userIn } from './users.ts';

type GrantBody = z.infer<typeof grantSchema>;

/** An administrator as the API tells it. */
const shown = (user: User & { readonly adminRole: AdminRole }) => ({
  id: user.id,
  userName: user.userName,
  displayName: displayNameOf(user),
  email: user.email,
  active: user.active,
  role: user.adminRole,
  ...(user.adminApps ? { apps: user.adminApps } : {}),
  version: user.version,
});

const administers = (user: User): user is User & { readonly adminRole: AdminRole } => user.adminRole !== undefined;

async function administratorIn(call: Call<never>): Promise<User & { readonly adminRole: AdminRole }> {
  const user = await userIn(call);
  return foundOr404(administers(user) ? user : undefined);
}

async function list(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const role = call.query.get('role') as AdminRole | null;
  const { items, ...rest } = await administratorIds(table, { ...pageOf(call), ...(role ? { role } : {}) });
  const byId = new Map((await usersIn(table).findAll(items)).map((user) => [user.id, user]));
  const users = items.map((id) => byId.get(id)).filter((user) => user !== undefined);
  return listOf({ ...rest, items: users.filter(administers).map(shown) });
}

/**
 * Gives a user a role, in place of the one that they have. Whoever gives it must hold all of it, and all that the user
 * holds already. Owners are made by owners, who have proved to be one in a browser: a token that leaks makes none.
 */
async function grant(call: Call<GrantBody>): Promise<Answered> {
  const { ports, caller, body } = call;
  const { role, apps } = body;
  const before = await userIn(call as unknown as Call<never>);
  refuseUnmanaged(caller, before);
  refuseGrant(call, before);
  checkVersion(call.versions, before);
  await refuseUnfitApps(call);
  const { adminApps: _former, ...bare } = before;
  const after = raised({ ...bare, adminRole: role, ...(apps ? { adminApps: apps } : {}) }, call);
  await commitGrant(call, 'administrator.grant', { before, after });
  await ports.nudge.nudge();
  return { body: shown({ ...after, adminRole: role }), version: after.version };
}

/** @throws {Refusal} FORBIDDEN for a role that the caller does not hold as a whole */
function refuseGrant({ caller, body: { role, apps } }: Call<GrantBody>, before: User): void {
  const grantOf = { adminRole: role, ...(apps ? { adminApps: apps } : {}) };
  if (!covers(caller, grantOf)) throw new Refusal('FORBIDDEN', 'a role beyond the caller', { role });
  if (role === 'owner' && before.adminRole !== 'owner' && caller.actor.type !== 'user')
    throw new Refusal('FORBIDDEN', 'a token makes no owner', { role });
}

/** @throws {Refusal} INPUT_INVALID unless the apps belong to the role, exist, and are no app of AWS */
async function refuseUnfitApps({ ports, body: { role, apps } }: Call<GrantBody>): Promise<void> {
  const isForSome = role === 'app-administrator';
  if (isForSome !== (apps !== undefined)) {
    const detail = isForSome ? 'An app administrator is for some apps: name them.' : 'This role is for all apps.';
    throw unfit([{ pointer: '/apps', detail }]);
  }
  const found = await Promise.all((apps ?? []).map((id) => appsIn(ports.table).find(id)));
  const faults = found.flatMap((app, at): Fault[] =>
    app?.kind === 'saml' ? [] : [{ pointer: `/apps/${at}`, detail: 'There is no such app, or it is AWS itself.' }],
  );
  if (faults.length > 0) throw unfit(faults);
}

const unfit = (faults: readonly Fault[]): Refusal => new Refusal('INPUT_INVALID', 'the grant does not fit', { faults });

/** Takes the role of a user away. */
async function revoke(call: Call<never>): Promise<Answered> {
  const before = await administratorIn(call);
  refuseUnmanaged(call.caller, before);
  checkVersion(call.versions, before);
  const { adminRole: _role, adminApps: _apps, ...bare } = before;
  await commitGrant(call, 'administrator.revoke', { before, after: raised(bare, call) });
  await call.ports.nudge.nudge();
  return {};
}

const raised = (user: User, { ports }: Call | Call<never>): User => ({
  ...user,
  updatedAt: ports.now().toISOString(),
  version: user.version + 1,
});

/** Commits a change of role: unless meanwhile the user was changed, or the caller has lost the role by which they act. */
async function commitGrant(
  call: Call | Call<never>,
  action: string,
  { before, after }: { before: User; after: User },
): Promise<void> {
  const { ports, caller } = call;
  await refuseLockOutBy(call as Call<never>, (owner) =>
    owner.user.id === after.id ? { ...owner, user: after } : owner,
  );
  const writes: Write[] = [
    ...usersIn(ports.table).changing(before, after),
    ...ownersChange(before, after),
    eventOf(call, action, `USER#${before.id}`, differenceOf(before, after)),
    ...(await tellingOwners({ kind: 'role-changed', facts: factsOf(after, await nameOf(call)) }, ports)),
    ...(caller.root === before.id ? [] : stillHolding(caller)),
  ];
  await commitOr(ports.table, writes, (failed) => {
    const write = writes[failed.index];
    return write?.do === 'check'
      ? new Refusal('FORBIDDEN', 'the caller holds the role no more')
      : refusedUser(writes)(failed);
  });
}

const factsOf = (user: User, by: string): readonly string[] => [
  `Who: ${displayNameOf(user)} (${user.userName})`,
  `Role: ${user.adminRole ?? 'none any more'}`,
  `By: ${by}`,
];

async function nameOf({ caller: { actor, root }, ports }: Call | Call<never>): Promise<string> {
  const user = await usersIn(ports.table).find(root);
  const name = user ? `${displayNameOf(user)} (${user.userName})` : 'somebody with rights in the AWS account';
  return actor.type === 'token' ? `${name}, by an API token` : name;
}

const BY_ROLE = { description: 'Chooses those who have this role.', schema: z.enum(ADMIN_ROLES) };

/** Operations on who administers Samlet. */
export const ADMINISTRATOR_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/administrators',
    summary: 'Lists whoever has a role, by role and user name.',
    permission: 'administrators.read',
    query: { role: BY_ROLE },
    answers: pages(administratorAnswer),
    run: list,
  },
  {
    route: 'GET /admin/v1/administrators/{userId}',
    summary: 'Gives an administrator; a user without a role is none.',
    permission: 'administrators.read',
    answers: versioned(administratorAnswer),
    run: async (call) => {
      const user = await administratorIn(call);
      return { body: shown(user), version: user.version };
    },
  },
  {
    route: 'PUT /admin/v1/administrators/{userId}',
    summary:
      'Gives a user a role, in place of any that they have. Nobody gives what they do not hold, and only an owner in a browser makes an owner. The version is the user’s; every owner is sent a mail.',
    permission: 'administrators.write',
    isSensitive: true,
    body: grantSchema,
    example: { role: 'app-administrator', apps: ['abcdefghijklmnopqrstuvwxyz'] },
    needsVersion: true,
    answers: versioned(administratorAnswer),
    run: grant,
  },
  {
    route: 'DELETE /admin/v1/administrators/{userId}',
    summary: 'Takes the role of a user away; the last active owner keeps theirs. Every owner is sent a mail.',
    permission: 'administrators.write',
    isSensitive: true,
    needsVersion: true,
    answers: done,
    run: revoke,
  },
];
