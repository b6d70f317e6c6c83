import { linkTokensIn, type LinkPurpose } from '../../shared/users/link-token.ts';
import type { User } from '../../shared/users/user.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD } from '../kit/world.ts';
import { NEW_PASSWORD, signIn } from './flows.ts';
import { api, asPrincipal, type Making, name, newRole, ROLE_ASSIGNMENT, type Scene } from './scene.ts';

/** A user, and a browser that is watched; signed in already if it is to be. */
async function person({ world, watched }: Scene, isSignedIn: boolean): Promise<{ user: User; browser: Browser }> {
  const user = await world.user(name());
  const unwatched = world.browser();
  if (isSignedIn) await signIn(unwatched, user);
  const browser = world.browserAt(watched);
  for (const [cookie, value] of unwatched.cookies) browser.cookies.set(cookie, value);
  return { user, browser };
}

const signedIn =
  (
    make: (
      browser: Browser,
      user: User,
      scene: Scene,
    ) => Promise<readonly [path: string, form: Record<string, string>]>,
  ) =>
  async (scene: Scene): Promise<unknown> => {
    const { user, browser } = await person(scene, true);
    const [path, form] = await make(browser, user, scene);
    scene.begin();
    return browser.post(path, form);
  };

const byLink =
  (purpose: LinkPurpose, path: string, fields: () => Record<string, string> = () => ({})): Making =>
  async (scene) => {
    const { table, ports } = scene.world;
    const user = await scene.world.user(name(), purpose === 'recovery' ? { adminRole: 'owner' } : {});
    const links = linkTokensIn(table, ports.now);
    const { token, write } = purpose === 'set-up' ? links.making(purpose) : links.making(purpose, user);
    await table.commit([write]);
    const browser = scene.world.browserAt(scene.watched);
    scene.begin();
    return browser.post(path, { token, password: NEW_PASSWORD, confirm: NEW_PASSWORD, ...fields() });
  };

const passwordProof =
  (password: string): Making =>
  async (scene) => {
    const { user, browser } = await person(scene, false);
    const { action } = await browser.get('/sign-in');
    scene.begin();
    return browser.post(action, { username: user.userName, password });
  };

/** Every way to change something at `sso`, by its route. */
export const SSO_REQUESTS: Readonly<Record<string, Making>> = {
  'POST /sign-in/{signInId}': passwordProof(PASSWORD),
  'POST /sign-in/{signInId} with a wrong password': passwordProof('not the password at all'),
  'POST /sign-out': signedIn(() => Promise.resolve(['/sign-out', {}])),
  'POST /go/apps/{appId}': signedIn(async (_browser, user, { world }) => {
    const { id } = await world.app({ entityId: `https://${name()}.example.org` }, user);
    return [`/go/apps/${id}`, {}];
  }),
  'POST /go/aws/{accountId}/{roleName}': signedIn(async (_browser, user, scene) => {
    const role = await newRole(scene);
    const params = { ...role, ...asPrincipal(user.id) };
    await api(scene.world.ports, `PUT ${ROLE_ASSIGNMENT}`, { params, body: {} });
    return [`/go/aws/${role.accountId}/${role.roleName}`, {}];
  }),
  'POST /activate': byLink('activation', '/activate'),
  'POST /reset-password': byLink('password-reset', '/reset-password'),
  'POST /set-up': byLink('set-up', '/set-up', () => {
    const userName = name();
    return { userName, email: `${userName}@example.org` };
  }),
  'POST /recover': byLink('recovery', '/recover'),
  'POST /forgot-password': async (scene) => {
    const { user, browser } = await person(scene, false);
    scene.begin();
    return browser.post('/forgot-password', { username: user.userName });
  },
  'POST /account/password': signedIn(() =>
    Promise.resolve(['/account/password', { current: PASSWORD, password: NEW_PASSWORD, confirm: NEW_PASSWORD }]),
  ),
  'POST /account/password with a wrong password': signedIn(() =>
    Promise.resolve(['/account/password', { current: 'wrong', password: NEW_PASSWORD, confirm: NEW_PASSWORD }]),
  ),
  'POST /account/sessions': signedIn(() => Promise.resolve(['/account/sessions', { end: 'all' }])),
  'POST /favourites': signedIn(() => Promise.resolve(['/favourites', { key: `app:${'a'.repeat(26)}`, on: '1' }])),
};
