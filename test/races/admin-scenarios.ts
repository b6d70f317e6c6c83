import { expect } from '@jest/globals';
import { appAssignmentKey, appIdOf, appsIn } from '../../shared/apps/app.ts';
import { type User, userPartition, usersIn } from '../../shared/users/user.ts';
import { eventsOn, scenario, type Scenario, type Stage } from './scenario.ts';

/** Calls the admin API, and tells what it answered. */
async function call(
  { house, apiToken }: Stage,
  [method, path, body]: readonly [method: string, path: string, body?: object],
  version?: number,
): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> {
  const answer = await fetch(`${house.baseUrl}/admin/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiToken}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}

interface Told {
  status: number;
}
interface Of extends Told {
  readonly user: User;
}

const someUser = async ({ house, appId, run }: Stage): Promise<Of> => ({
  user: await house.user(`admin-${run}`, [appId]),
  status: 0,
});

/** Notes the status by which the check judges what the caller was told. */
const told = async (state: Told, answer: Promise<{ status: number }>): Promise<readonly number[]> => {
  state.status = (await answer).status;
  return [state.status];
};

const found = ({ house }: Stage, { id }: User): Promise<User | undefined> => usersIn(house.table).find(id);
const eventsOf = ({ house }: Stage, { id }: User) => eventsOn(house.table, `USER#${id}`);

const issuerOf = ({ run }: Stage): string => `https://app-${run}.example.org`;
const newApp = (stage: Stage) => ({
  name: `App ${stage.run}`,
  entityId: issuerOf(stage),
  acs: [{ url: `${issuerOf(stage)}/acs`, index: 0, isDefault: true }],
});

/** What administrators do. */
export const ADMIN_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'a user who is created': scenario<Told>({
    function: 'admin',
    prepare: () => Promise.resolve({ status: 0 }),
    act: (state, stage) => {
      const userName = `made-${stage.run}`;
      return told(state, call(stage, ['POST', '/users', { userName, email: `${userName}@example.org` }]));
    },
    check: async ({ status }, stage, isUndisturbed) => {
      const { table } = stage.house;
      const [byName, byEmail] = await Promise.all(
        [`made-${stage.run}`, `made-${stage.run}@example.org`].map((login) => usersIn(table).findByLogin(login)),
      );
      expect(byEmail?.id).toBe(byName?.id);
      expect(byName ? await eventsOf(stage, byName) : []).toHaveLength(byName ? 1 : 0);
      if (isUndisturbed || status === 201) expect(byName).toBeDefined();
      const again = await call(stage, [
        'POST',
        '/users',
        { userName: `made-${stage.run}`, email: `made-${stage.run}@example.org` },
      ]);
      expect(again.status).toBe(byName ? 409 : 201);
    },
  }),

  'a user who is disabled': scenario<Of>({
    function: 'admin',
    prepare: someUser,
    act: (state, stage) => told(state, call(stage, ['PATCH', `/users/${state.user.id}`, { active: false }], 1)),
    check: async ({ status, user }, stage, isUndisturbed) => {
      const { active, epoch, version } = (await found(stage, user))!;
      const events = await eventsOf(stage, user);
      const isDone = !active;
      expect({ epoch, version, events: events.length }).toEqual({
        epoch: isDone ? 1 : 0,
        version: isDone ? 2 : 1,
        events: isDone ? 1 : 0,
      });
      if (isUndisturbed || status === 200) expect(isDone).toBe(true);
    },
  }),

  'a user who is deleted': scenario<Of>({
    function: 'admin',
    prepare: someUser,
    act: (state, stage) => told(state, call(stage, ['DELETE', `/users/${state.user.id}`], 1)),
    check: async ({ status, user }, stage, isUndisturbed) => {
      const { table } = stage.house;
      const left = await found(stage, user);
      // First of all they can no longer sign in, and that is what the event tells.
      expect(await eventsOf(stage, user)).toHaveLength(left?.active ? 0 : 1);
      if (isUndisturbed || status === 204) expect(left).toBeUndefined();
      if (left) expect((await call(stage, ['DELETE', `/users/${user.id}`], left.version)).status).toBe(204);
      expect((await table.list({ pk: userPartition(user.id) })).items).toEqual([]);
      expect(await table.find(appAssignmentKey(stage.appId, { type: 'USER', id: user.id }))).toBeUndefined();
      expect(await usersIn(table).findByLogin(user.userName)).toBeUndefined();
      expect(await usersIn(table).findByLogin(user.email)).toBeUndefined();
    },
  }),

  'an activation that is sent': scenario<Of>({
    function: 'admin',
    prepare: someUser,
    act: (state, stage) => told(state, call(stage, ['POST', `/users/${state.user.id}/activation`])),
    check: async ({ status, user }, stage, isUndisturbed) => {
      const events = await eventsOf(stage, user);
      expect(await stage.house.mailsTo(user.email)).toHaveLength(events.length);
      if (isUndisturbed || status === 202) expect(events).toHaveLength(1);
    },
  }),

  'an app that is assigned': scenario<Of>({
    function: 'admin',
    prepare: async (stage) => ({ user: await stage.house.user(`admin-${stage.run}`), status: 0 }),
    act: (state, stage) => told(state, call(stage, ['PUT', `/apps/${stage.appId}/assignments/users/${state.user.id}`])),
    check: async ({ status, user }, { house, appId }, isUndisturbed) => {
      const isDone = (await house.table.find(appAssignmentKey(appId, { type: 'USER', id: user.id }))) !== undefined;
      const events = await eventsOn(house.table, `APP#${appId}`);
      expect(events.filter(({ after }) => after?.['id'] === user.id)).toHaveLength(isDone ? 1 : 0);
      if (isUndisturbed || status === 204) expect(isDone).toBe(true);
    },
  }),

  'an app that is deleted': scenario<Of>({
    function: 'admin',
    prepare: async (stage) => {
      const { status } = await call(stage, ['POST', '/apps', newApp(stage)]);
      expect(status).toBe(201);
      return { user: await stage.house.user(`admin-${stage.run}`, [appIdOf(issuerOf(stage))]), status: 0 };
    },
    act: (state, stage) => told(state, call(stage, ['DELETE', `/apps/${appIdOf(issuerOf(stage))}`], 1)),
    check: async ({ status, user }, stage, isUndisturbed) => {
      const id = appIdOf(issuerOf(stage));
      const { table } = stage.house;
      const isDone = (await appsIn(table).find(id)) === undefined;
      const events = (await eventsOn(table, `APP#${id}`)).filter(({ action }) => action === 'app.delete');
      expect(events).toHaveLength(isDone ? 1 : 0);
      if (isUndisturbed || status === 204) expect(isDone).toBe(true);
      const again = await call(stage, ['POST', '/apps', newApp(stage)]);
      expect(again.status).toBe(isDone ? 201 : 409);
      // A new app of this entity ID is assigned to nobody; one that was there stays as it was.
      const assignment = await table.find(appAssignmentKey(id, { type: 'USER', id: user.id }));
      expect(assignment === undefined).toBe(isDone);
    },
  }),

  'an API token that is made': scenario<Told & { token?: unknown }>({
    function: 'admin',
    prepare: () => Promise.resolve({ status: 0 }),
    act: async (state, stage) => {
      const answer = await call(stage, ['POST', '/api-tokens', { name: `token-${stage.run}`, scopes: ['read'] }]);
      state.token = answer.body['token'];
      return told(state, Promise.resolve(answer));
    },
    check: async ({ status, token }, stage, isUndisturbed) => {
      const { items } = await stage.house.table.list({ pk: 'APITOKENS', index: 'gsi1' });
      const mine = items.filter(({ name }) => name === `token-${stage.run}`);
      for (const { id } of mine) expect(await eventsOn(stage.house.table, `APITOKEN#${String(id)}`)).toHaveLength(1);
      if (isUndisturbed || status === 201) expect(mine).toHaveLength(1);
      if (status !== 201) return;
      expect((await call({ ...stage, apiToken: String(token) }, ['GET', '/users'])).status).toBe(200);
    },
  }),
};
