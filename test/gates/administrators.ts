import { ADMIN_ROLES, type AdminRole } from '../../shared/users/administrators.ts';
import { person } from '../iam/people.ts';
import { register } from '../iam/apps.ts';
import { call, type Scene } from '../iam/scene.ts';
import { askByConsole, enterConsole, grantRole } from '../kit/console.ts';
import { cookiesOf } from './session.ts';

/** One who administers, in a browser that was let into the console. */
export interface Administrator {
  readonly role: AdminRole;
  readonly id: string;
  readonly cookie: string;
}

/** Signs in by a password, also to the console where it lets them in. @returns the cookies */
export const consoleOf = async ({ house }: Scene, who: { username: string; password: string }): Promise<string> =>
  enterConsole(house.baseUrl, await cookiesOf(house, who));

/** Somebody of each role, app administrators for this app. */
export async function oneOfEachRole(scene: Scene, appId: string): Promise<readonly Administrator[]> {
  const owner = await consoleOf(scene, scene.dev.admin);
  const made: Administrator[] = [];
  for (const role of ADMIN_ROLES) {
    const { id, username, password } = await person(scene, `c-${role}`);
    await grantRole(scene.house.baseUrl, owner, id, grantOf(role, appId));
    made.push({ role, id, cookie: await consoleOf(scene, { username, password }) });
  }
  return made;
}

const grantOf = (role: AdminRole, appId: string) => ({
  role,
  ...(role === 'app-administrator' ? { apps: [appId] } : {}),
});

/** Things of every strength that somebody may try their hands on. */
export interface Targets {
  /** A user of each role, and one without. */
  readonly users: readonly { readonly role: AdminRole | 'user'; readonly id: string }[];
  /** The app that app administrators have, and one that they have not. */
  readonly ownApp: string;
  readonly otherApp: string;
  /** API tokens by the role of whoever they rest on; one of IAM counts as an owner's. */
  readonly tokens: readonly { readonly role: AdminRole; readonly id: string }[];
}

/** Makes them, none of whom calls anything. */
export async function makeTargets(scene: Scene): Promise<Targets> {
  const { baseUrl } = scene.house;
  const owner = await consoleOf(scene, scene.dev.admin);
  const [{ id: ownApp }, { id: otherApp }] = [await register(scene, 'their-own'), await register(scene, 'not-theirs')];
  const users: { role: AdminRole | 'user'; id: string }[] = [];
  for (const role of ['user', ...ADMIN_ROLES] as const) {
    const body = { userName: `t-${role}`, email: `t-${role}@orchard.example` };
    const { id } = await call(scene, 'POST /users', 201, { body });
    if (role !== 'user') await grantRole(baseUrl, owner, id, grantOf(role, ownApp));
    users.push({ role, id });
  }
  const { id } = await call(scene, 'POST /api-tokens', 201, { body: { name: 'of IAM', scopes: ['read'] } });
  return { users, ownApp, otherApp, tokens: [{ role: 'owner', id }] };
}

/** Makes an API token as somebody in the console. @returns its ID and its text */
export async function tokenOf(
  { house }: Scene,
  cookie: string,
  scopes: readonly string[],
): Promise<{ id: string; token: string }> {
  const answer = await askByConsole(house.baseUrl, cookie, 'POST /api-tokens', { body: { name: 'theirs', scopes } });
  if (answer.status !== 201) throw new Error(`the token answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { id: string; token: string };
}
