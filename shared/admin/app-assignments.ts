import { appsIn, type Principal } from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import { done, pages } from './answers.ts';
import { principalAnswer } from './app-schemas.ts';
import { appIn } from './apps.ts';
import { commitOr, eventOf } from './change.ts';
import { type Answered, type Call, type Operation, param } from './operation.ts';
import { listOf, pageOf } from './paging.ts';

/** The user or group that a path names; its form was checked. */
export const principalIn = (call: Call<never>): Principal => ({
  type: param(call, 'principals') === 'users' ? 'USER' : 'GROUP',
  id: param(call, 'principalId'),
});

async function assign(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const app = await appIn(call);
  if (app.kind === 'aws') {
    throw new Refusal('CONFLICT', 'AWS is entered by roles', {
      faults: [{ pointer: '', detail: 'AWS is entered by its roles: assign those.' }],
    });
  }
  const principal = principalIn(call);
  const event = eventOf(call, 'app.assign', `APP#${app.id}`, { after: { ...principal } });
  await commitOr(
    ports.table,
    [...appsIn(ports.table).assigning(app.id, principal, ports.now().toISOString()), event],
    () => new Refusal('NOT_FOUND', 'no such app, user or group', { appId: app.id, ...principal }),
  );
  return {};
}

async function unassign(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const appId = param(call, 'appId');
  const principal = principalIn(call);
  const event = eventOf(call, 'app.unassign', `APP#${appId}`, { before: { ...principal } });
  await commitOr(
    ports.table,
    [...appsIn(ports.table).unassigning(appId, principal), event],
    () => new Refusal('NOT_FOUND', 'no such assignment', { appId }),
  );
  return {};
}

/** Operations on who may use an app. */
export const APP_ASSIGNMENT_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/apps/{appId}/assignments',
    summary: 'Lists the users and groups that an app is assigned to.',
    permission: 'apps.read',
    answers: pages(principalAnswer),
    run: async (call) => {
      const app = await appIn(call);
      return listOf(await appsIn(call.ports.table).assignments(app.id, pageOf(call)));
    },
  },
  {
    route: 'PUT /admin/v1/apps/{appId}/assignments/{principals}/{principalId}',
    summary: 'Assigns an app to a user (`users`) or group (`groups`).',
    permission: 'apps.write',
    answers: done,
    run: assign,
  },
  {
    route: 'DELETE /admin/v1/apps/{appId}/assignments/{principals}/{principalId}',
    summary: 'Takes an assignment away.',
    permission: 'apps.write',
    answers: done,
    run: unassign,
  },
];
