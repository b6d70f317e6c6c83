import { OPERATIONS } from '../../shared/admin/operations.ts';
import type { Call } from '../../shared/admin/operation.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { linkTokensIn, type LinkPurpose } from '../../shared/users/link-token.ts';
import type { User } from '../../shared/users/user.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, type World } from '../kit/world.ts';
import { NEW_PASSWORD, signIn } from './flows.ts';

/** Where a request is prepared (by `world`, unwatched) and made (by `watched`). */
export interface Scene {
  readonly world: World;
  readonly watched: Ports;
  /** Begins to watch: what was done before was preparation. */
  readonly begin: () => void;
}

/** Prepares a request, begins to watch, and makes it. */
export type Making = (scene: Scene) => Promise<unknown>;

let made = 0;
const name = (): string => `request-${++made}`;

interface Given {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: number;
}

/** Runs an operation of the admin API on these ports. @returns the body of its answer */
async function api<T>(ports: Ports, route: string, { params = {}, body, version }: Given = {}): Promise<T> {
  const operation = OPERATIONS.find((each) => each.route === route);
  if (!operation) throw new Error(`no operation ${route}`);
  const caller: Call['caller'] = { actor: { type: 'token', id: 'test' }, scopes: ['read', 'write'], root: 'iam' };
  const versions = version === undefined ? undefined : [version];
  const requestId = ports.ids.id();
  const call: Call = { ports, caller, requestId, ip: '', params, query: new URLSearchParams(), body, versions };
  return (await operation.run(call as Call<never>)).body as T;
}

type Made = { id: string; version: number };
const USERS = '/admin/v1/users';
const GROUPS = '/admin/v1/groups';
const APPS = '/admin/v1/apps';
const ACCOUNTS = '/admin/v1/aws/accounts';
const ROLE = `${ACCOUNTS}/{accountId}/roles/{roleName}`;

const newGroup = ({ world }: Scene): Promise<Made> =>
  api(world.ports, `POST ${GROUPS}`, { body: { displayName: name() } });
const newApp = ({ world }: Scene): Promise<Made> => world.app({ entityId: `https://${name()}.example.org` });

/** The account that is registered; the first one brings the AWS app with it, which has an event of its own. */
async function newAccount({ world }: Scene): Promise<Made> {
  const id = String(100_000_000_000 + (made += 1));
  return api(world.ports, `POST ${ACCOUNTS}`, { body: { id, name: name() } });
}

const arnsIn = (accountId: string) => ({
  roleArn: `arn:aws:iam::${accountId}:role/Reader`,
  providerArn: `arn:aws:iam::${accountId}:saml-provider/Samlet`,
});

async function newRole(scene: Scene): Promise<{ accountId: string; roleName: string }> {
  const { id } = await newAccount(scene);
  await api(scene.world.ports, `POST ${ACCOUNTS}/{accountId}/roles`, { params: { accountId: id }, body: arnsIn(id) });
  return { accountId: id, roleName: 'Reader' };
}

/** An operation on something that is prepared first. */
const operation =
  (route: string, given: (scene: Scene) => Promise<Given>): Making =>
  async (scene) => {
    const prepared = await given(scene);
    scene.begin();
    return api(scene.watched, route, prepared);
  };

const ofUser = async ({ world }: Scene): Promise<Given & { params: { userId: string } }> => {
  const { id, version } = await world.user(name());
  return { params: { userId: id }, version };
};
const ofGroup = async (scene: Scene): Promise<Given> => {
  const { id, version } = await newGroup(scene);
  return { params: { groupId: id }, version };
};
const ofApp = async (scene: Scene): Promise<Given> => {
  const { id, version } = await newApp(scene);
  return { params: { appId: id }, version };
};
const ofAccount = async (scene: Scene): Promise<Given> => {
  const { id, version } = await newAccount(scene);
  return { params: { accountId: id }, version };
};
const ofRole = async (scene: Scene): Promise<Given> => ({ params: await newRole(scene), version: 1 });

/** The parameters of something that goes into something else, done already if it is to be undone. */
const joined =
  (route: string, into: (scene: Scene) => Promise<Given>, isDone: boolean, as: (userId: string) => object) =>
  async (scene: Scene): Promise<Given> => {
    const { id } = await scene.world.user(name());
    const { params } = await into(scene);
    const given = { params: { ...params, ...as(id) }, body: {} };
    if (isDone) await api(scene.world.ports, `PUT ${route}`, given);
    return given;
  };
const asMember = (userId: string) => ({ userId });
const asPrincipal = (principalId: string) => ({ principals: 'users', principalId });
const MEMBERS = `${GROUPS}/{groupId}/members/{userId}`;
const APP_ASSIGNMENT = `${APPS}/{appId}/assignments/{principals}/{principalId}`;
const ROLE_ASSIGNMENT = `${ROLE}/assignments/{principals}/{principalId}`;

const ADMIN: Readonly<Record<string, (scene: Scene) => Promise<Given>>> = {
  [`POST ${USERS}`]: () => {
    const userName = name();
    return Promise.resolve({ body: { userName, email: `${userName}@example.org` } });
  },
  [`PATCH ${USERS}/{userId}`]: async (scene) => ({ ...(await ofUser(scene)), body: { title: 'Gardener' } }),
  [`DELETE ${USERS}/{userId}`]: ofUser,
  [`POST ${USERS}/{userId}/activation`]: ofUser,
  [`DELETE ${USERS}/{userId}/sessions`]: ofUser,
  [`POST ${GROUPS}`]: () => Promise.resolve({ body: { displayName: name() } }),
  [`PATCH ${GROUPS}/{groupId}`]: async (scene) => ({ ...(await ofGroup(scene)), body: { description: 'Gardens' } }),
  [`DELETE ${GROUPS}/{groupId}`]: ofGroup,
  [`PUT ${MEMBERS}`]: joined(MEMBERS, ofGroup, false, asMember),
  [`DELETE ${MEMBERS}`]: joined(MEMBERS, ofGroup, true, asMember),
  [`POST ${APPS}`]: () => {
    const entityId = `https://${name()}.example.org`;
    const acs = [{ url: `${entityId}/acs`, index: 0, isDefault: true }];
    return Promise.resolve({ body: { name: 'App', entityId, acs } });
  },
  [`POST ${APPS}/metadata`]: () => Promise.resolve({ body: { xml: metadataOf(`https://${name()}.example.org`) } }),
  [`PATCH ${APPS}/{appId}`]: async (scene) => ({ ...(await ofApp(scene)), body: { name: 'Renamed' } }),
  [`DELETE ${APPS}/{appId}`]: ofApp,
  [`PUT ${APP_ASSIGNMENT}`]: joined(APP_ASSIGNMENT, ofApp, false, asPrincipal),
  [`DELETE ${APP_ASSIGNMENT}`]: joined(APP_ASSIGNMENT, ofApp, true, asPrincipal),
  [`POST ${ACCOUNTS}`]: async (scene) => {
    await newAccount(scene);
    return { body: { id: String(100_000_000_000 + (made += 1)), name: name() } };
  },
  [`PATCH ${ACCOUNTS}/{accountId}`]: async (scene) => ({ ...(await ofAccount(scene)), body: { name: name() } }),
  [`DELETE ${ACCOUNTS}/{accountId}`]: ofAccount,
  [`POST ${ACCOUNTS}/{accountId}/roles`]: async (scene) => {
    const { id } = await newAccount(scene);
    return { params: { accountId: id }, body: arnsIn(id) };
  },
  [`PATCH ${ROLE}`]: async (scene) => ({ ...(await ofRole(scene)), body: { description: 'Reads' } }),
  [`DELETE ${ROLE}`]: ofRole,
  [`PUT ${ROLE_ASSIGNMENT}`]: joined(ROLE_ASSIGNMENT, ofRole, false, asPrincipal),
  [`DELETE ${ROLE_ASSIGNMENT}`]: joined(ROLE_ASSIGNMENT, ofRole, true, asPrincipal),
  'POST /admin/v1/api-tokens': () => Promise.resolve({ body: { name: name(), scopes: ['read'] } }),
  'DELETE /admin/v1/api-tokens/{tokenId}': async ({ world }) => {
    const body = { name: name(), scopes: ['read'] };
    const { id } = await api<Made>(world.ports, 'POST /admin/v1/api-tokens', { body });
    return { params: { tokenId: id } };
  },
};

const metadataOf = (entityId: string): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">` +
  `<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
  `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ` +
  `Location="${entityId}/acs" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>`;

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
    const user = await scene.world.user(name());
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

/** Every way to change something, by its route. */
export const REQUESTS: Readonly<Record<string, Making>> = {
  ...Object.fromEntries(Object.entries(ADMIN).map(([route, given]) => [route, operation(route, given)])),
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
