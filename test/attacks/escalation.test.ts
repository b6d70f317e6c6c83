import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { PERMISSIONS } from '../../shared/admin/permission.ts';
import { appsIn } from '../../shared/apps/app.ts';
import { ADMIN_ROLES } from '../../shared/users/administrators.ts';
import { type User, usersIn } from '../../shared/users/user.ts';
import { mayAsk, mayManage } from '../gates/roles.ts';
import { startWorld, type World } from '../kit/world.ts';
import { counts } from '../races/counts.ts';
import { type Actor, actorOf, type Ask, askOver, type Credential, tokenOn } from './limited-administrators.ts';

if (counts.acts <= 5_000) jest.setTimeout(600_000);

const LIMITED = ADMIN_ROLES.filter((role) => role !== 'owner');
/** Acts in one sequence. */
const LENGTH = 20;

let world: World;
let ask: Ask;
let runs = 0;
let allowed = 0;

beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in'); // makes the settings that sessions are held against
  await world.table.commit([{ do: 'create', item: { pk: 'OWNERS', sk: 'OWNERS', count: 1_000_000 } }]);
  ask = askOver(world);
});
afterAll(() => world?.close());

/** One act: who tries, by which credential, what, on whom or what, with which role. */
const act = fc.record({
  by: fc.nat({ max: LIMITED.length * 2 - 1 }),
  verb: fc.constantFrom(
    'grant', 'grant', 'revoke', 'rename', 'readdress', 'disable', 'delete', 'activate', 'end-sessions', 'make-token', 'use-token',
    'revoke-token', 'change-app', 'delete-app', 'assign-app', 'create-app', 'read-app', 'take-metadata',
  ), // prettier-ignore
  on: fc.nat({ max: 7 }),
  app: fc.nat({ max: 1 }),
  role: fc.constantFrom(...ADMIN_ROLES),
  apps: fc.constantFrom(undefined, [0], [1], [0, 1]),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface Scene {
  readonly actors: readonly Actor[];
  readonly users: readonly string[];
  readonly apps: readonly string[];
  readonly tokens: { credential: Credential; id: string; maker: string }[];
}

async function newScene(): Promise<Scene> {
  const run = ++runs;
  const apps = await Promise.all(
    [0, 1].map(async (n) => (await world.app({ entityId: `https://app-${run}-${n}.example.org` })).id),
  );
  const own = apps.slice(0, 1);
  const actors = await Promise.all(
    LIMITED.map((role) => actorOf(world, `${role}-${run}`, role, role === 'app-administrator' ? own : undefined)),
  );
  const owner = await world.user(`owner-${run}`, { adminRole: 'owner' });
  const others = await Promise.all([1, 2, 3].map((n) => world.user(`user-${run}-${n}`)));
  const tokens = await Promise.all(
    actors.map(async (actor) => ({ credential: await tokenOn(world, actor), id: '', maker: actor.user.id })),
  );
  return { actors, users: [...actors.map(({ user }) => user.id), owner.id, ...others.map(({ id }) => id)], apps, tokens };
}

/** The request of an act. */
function requestOf({ verb, on, app: at, role, apps: chosen }: Act, { users, apps, tokens }: Scene): [string, unknown?] {
  const [user, app] = [users[on] ?? '', apps[at] ?? ''];
  const token = tokens[on % tokens.length]?.id || 'a'.repeat(26);
  const grant = { role, ...(chosen ? { apps: chosen.map((index) => apps[index]) } : {}) };
  const name = `${verb}-${runs}-${Math.floor(Math.random() * 1e9)}`;
  const acs = [{ url: `https://${name}.example.org/acs`, index: 0, isDefault: true }];
  const requests: Readonly<Record<string, [string, unknown?]>> = {
    grant: [`PUT /administrators/${user}`, grant],
    revoke: [`DELETE /administrators/${user}`],
    rename: [`PATCH /users/${user}`, { userName: name }],
    readdress: [`PATCH /users/${user}`, { email: `${name}@evil.example` }],
    disable: [`PATCH /users/${user}`, { active: false }],
    delete: [`DELETE /users/${user}`],
    activate: [`POST /users/${user}/activation`],
    'end-sessions': [`DELETE /users/${user}/sessions`],
    'make-token': ['POST /api-tokens', { name, scopes: ['read', 'write'] }],
    'revoke-token': [`DELETE /api-tokens/${token}`],
    'change-app': [`PATCH /apps/${app}`, { acs }],
    'delete-app': [`DELETE /apps/${app}`],
    'assign-app': [`PUT /apps/${app}/assignments/users/${user}`],
    'create-app': ['POST /apps', { name, entityId: `https://${name}.example.org`, acs }],
    'read-app': [`GET /apps/${app}/preview?userId=${user}`],
    'take-metadata': [`PUT /apps/${app}/metadata`, { xml: '<a/>' }],
  };
  return requests[verb] ?? ['GET /me'];
}

type Rights = Pick<User, 'adminRole' | 'adminApps'>;

const permissionsOf = ({ adminRole }: Rights): readonly string[] =>
  adminRole ? PERMISSIONS.filter((permission) => mayAsk(adminRole, permission)) : [];

/** Whether somebody holds whatever another does, by the list that was written by hand. */
const holds = (whole: Rights, part: Rights): boolean =>
  permissionsOf(part).every((permission) => permissionsOf(whole).includes(permission));

const stateOf = async ({ users, apps }: Scene) => ({
  users: new Map((await usersIn(world.table).findAll(users)).map((user) => [user.id, user])),
  apps: await Promise.all(apps.map((id) => appsIn(world.table).find(id))),
});
type State = Awaited<ReturnType<typeof stateOf>>;

/** What is wrong with what an act of somebody has changed. */
function gained(actor: Rights & { id: string }, before: State, after: State, scene: Scene): string[] {
  const wrong: string[] = [];
  for (const id of scene.users) {
    const [was, is] = [before.users.get(id), after.users.get(id)];
    if (isDeepStrictEqual(was, is)) continue;
    if (!actor.adminRole || !mayManage(actor.adminRole, was?.adminRole ?? 'user'))
      wrong.push(`${actor.adminRole} changed ${was?.adminRole ?? 'a user'}`);
    if (is && (is.adminRole !== was?.adminRole || !isDeepStrictEqual(is.adminApps, was?.adminApps)))
      if (!holds(actor, is)) wrong.push(`${actor.adminRole} made ${is.adminRole}`);
  }
  for (const [index, app] of before.apps.entries()) {
    const isChanged = !isDeepStrictEqual(app, after.apps[index]);
    const isTheirs = actor.adminRole !== 'app-administrator' || actor.adminApps?.includes(scene.apps[index] ?? '');
    if (isChanged && !(actor.adminRole && mayAsk(actor.adminRole, 'apps.write') && isTheirs))
      wrong.push(`${actor.adminRole} changed an app`);
  }
  return wrong;
}

/** Does one act. @returns what was gained by it */
async function perform(tried: Act, scene: Scene): Promise<string[]> {
  const isByToken = tried.by >= LIMITED.length || tried.verb === 'use-token';
  const held = isByToken ? scene.tokens[tried.by % scene.tokens.length] : undefined;
  const actor = scene.actors[tried.by % LIMITED.length]!;
  const actorId = held?.maker ?? actor.user.id;
  const before = await stateOf(scene);
  const rights = before.users.get(actorId);
  const [route, body] = requestOf(tried, scene);
  const answer = await ask(held?.credential ?? actor.credential, route, body);
  if (answer.status >= 500) return [`${route} answered ${answer.status}`];
  if (answer.status < 300) allowed += 1;
  const { id, token } = answer.body as { id?: string; token?: string };
  if (tried.verb === 'make-token' && id && token) scene.tokens.push({ credential: { token }, id, maker: actorId });
  const after = await stateOf(scene);
  const isAlive = rights?.active === true;
  const acting = { id: actorId, ...(isAlive ? { adminRole: rights.adminRole, adminApps: rights.adminApps } : {}) };
  const isForeign = tried.verb === 'activate' && answer.status === 202;
  const target = before.users.get(scene.users[tried.on] ?? '')?.adminRole ?? 'user';
  return [
    ...gained(acting, before, after, scene),
    ...(isForeign && !(acting.adminRole && mayManage(acting.adminRole, target)) ? [`${acting.adminRole} mailed ${target}`] : []),
  ];
}

describe('administrators who hold less than everything', () => {
  it('gain no right by anything that they do, one after the other, in their consoles and by their tokens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: LENGTH, maxLength: LENGTH }), async (acts) => {
        const scene = await newScene();
        const owner = scene.users[LIMITED.length] ?? '';
        const first = await usersIn(world.table).find(owner);
        for (const tried of acts) expect([tried, await perform(tried, scene)]).toEqual([tried, []]);
        expect(await usersIn(world.table).find(owner)).toEqual(first);
        const { users } = await stateOf(scene);
        expect([...users.values()].filter(({ adminRole }) => adminRole === 'owner').map(({ id }) => id)).toEqual([owner]);
      }),
      { numRuns: counts.acts / LENGTH },
    );
    expect(allowed).toBeGreaterThan(counts.acts / 10); // or nobody was let do anything, and nothing was shown
  });
});
