import { type Reach, reachOf, reachOfAll } from '../sign-in/portal.ts';
import { one } from './answers.ts';
import { groupIn } from './groups.ts';
import type { Answered, Operation } from './operation.ts';
import { accessAnswer } from './user-schemas.ts';
import { userIn } from './users.ts';

/** What can be opened, by the names that an administrator knows it by. */
const told = ({ apps, accounts }: Reach): Answered => ({
  body: {
    apps: apps.map(({ id, name }) => ({ id, name })),
    roles: accounts.flatMap(({ account, roles }) =>
      roles.map(({ name, sessionSeconds }) => ({
        accountId: account.id,
        accountName: account.name,
        roleName: name,
        sessionSeconds,
      })),
    ),
  },
});

/** Operations on who may open what; a policy may ask for more at the door. */
export const ACCESS_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/users/{userId}/access',
    summary: 'Gives the apps and AWS roles that a user may open, by assignments of their own and of their groups.',
    permission: 'users.read',
    answers: one(accessAnswer),
    run: async (call) => told(await reachOf(call.ports.table, (await userIn(call)).id)),
  },
  {
    route: 'GET /admin/v1/groups/{groupId}/access',
    summary: 'Gives the apps and AWS roles that are assigned to a group.',
    permission: 'groups.read',
    answers: one(accessAnswer),
    run: async (call) => told(await reachOfAll(call.ports.table, [{ type: 'GROUP', id: (await groupIn(call)).id }])),
  },
];
