import { addressOf, person } from '../iam/people.ts';
import { call, type Scene } from '../iam/scene.ts';
import { grantRole, MEANT } from '../kit/console.ts';
import { rawTable } from '../kit/raw-table.ts';
import { consoleOf, oneOfEachRole, tokenOf } from './administrators.ts';
import type { Described } from './operations.ts';
import { mayAsk } from './roles.ts';

/** Somebody who calls the admin API, and what is told them: a status and its code, or `in` for who may come in. */
export interface Caller {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  expects(operation: Described): string;
}

const NOBODY = '401 SESSION_REQUIRED';
const CROSS_SITE = '403 CROSS_SITE';
const FORBIDDEN = '403 FORBIDDEN';

const isRead = ({ route }: Described): boolean => route.startsWith('GET ');
const always = (outcome: string) => (): string => outcome;
const readsOnly =
  (otherwise: string) =>
  (operation: Described): string =>
    isRead(operation) ? 'in' : otherwise;
const scoped =
  (...scopes: readonly string[]) =>
  ({ scope }: Described): string =>
    scopes.includes(scope) ? 'in' : FORBIDDEN;

const bearer = (text: string): Record<string, string> => ({ authorization: `Bearer ${text}` });

/** Makes a token with these scopes. */
const token = (scene: Scene, ...scopes: readonly string[]): Promise<{ id: string; token: string }> =>
  call(scene, 'POST /api-tokens', 201, { body: { name: scopes.join(), scopes } });

/** A token that was good, and whose time is over. */
async function expiredToken(scene: Scene): Promise<string> {
  const { id, token: text } = await token(scene, 'read', 'write');
  const table = rawTable(scene.house);
  await table.rewrite({ pk: `APITOKEN#${id}`, sk: 'APITOKEN' }, 'expiresAt', Math.floor(Date.now() / 1000) - 1);
  table.close();
  return text;
}

async function revokedToken(scene: Scene): Promise<string> {
  const { id, token: text } = await token(scene, 'read', 'write');
  await call(scene, `DELETE /api-tokens/${id}`, 204);
  return text;
}

/** An owner who was disabled while signed in. */
async function disabledOwner(scene: Scene): Promise<string> {
  const { id, username, password } = await person(scene, 'dora');
  const { baseUrl } = scene.house;
  await grantRole(baseUrl, await consoleOf(scene, scene.dev.admin), id, { role: 'owner' });
  const cookie = await consoleOf(scene, { username, password });
  const { version } = await call(scene, `GET /users/${id}`, 200);
  await call(scene, `PATCH /users/${id}`, 200, { version, body: { active: false } });
  return cookie;
}

/** Somebody of each role in the console, and by tokens that an administrator made; each may what the role may. */
async function byRole(scene: Scene, appId: string): Promise<Caller[]> {
  const all = await oneOfEachRole(scene, appId);
  const maker = all.find(({ role }) => role === 'administrator')?.cookie ?? '';
  const [reading, both] = [await tokenOf(scene, maker, ['read']), await tokenOf(scene, maker, ['read', 'write'])];
  const asAdministrator = ({ permission }: Described): string =>
    mayAsk('administrator', permission) ? 'in' : FORBIDDEN;
  return [
    ...all.map(({ role, cookie }) => ({
      name: `in the console: ${role}`,
      headers: { ...MEANT, cookie },
      expects: ({ permission, route }: Described) => {
        // What is changed here is nobody's, and nobody's app is on no list.
        const isOffList = role === 'app-administrator' && route.includes('{appId}') && !route.startsWith('GET ');
        return mayAsk(role, permission) && !isOffList ? 'in' : FORBIDDEN;
      },
    })),
    {
      name: 'a token of an administrator for reading',
      headers: bearer(reading.token),
      expects: (operation) => (operation.scope === 'read' ? asAdministrator(operation) : FORBIDDEN),
    },
    { name: 'a token of an administrator for both', headers: bearer(both.token), expects: asAdministrator },
  ];
}

/** Everybody who may try, with what they bring. */
export async function callersOf(scene: Scene, appId: string): Promise<readonly Caller[]> {
  const { admin, apiToken } = scene.dev;
  const owner = await consoleOf(scene, admin);
  const { username, password } = await person(scene, 'uwe');
  const user = await consoleOf(scene, { username, password });
  const forged = owner.replace(/.{6}$/, 'AAAAAA');
  const [reading, writing, both] = await Promise.all([
    token(scene, 'read'),
    token(scene, 'write'),
    token(scene, 'read', 'write'),
  ]);
  return [
    { name: 'nobody', headers: {}, expects: always(NOBODY) },
    { name: 'nobody, from our own page', headers: MEANT, expects: always(NOBODY) },
    { name: 'a token that is none', headers: bearer(addressOf('x')), expects: always(NOBODY) },
    {
      name: 'a token with a wrong secret',
      headers: bearer(apiToken.replace(/.{6}$/, 'AAAAAA')),
      expects: always(NOBODY),
    },
    { name: 'a token by another scheme', headers: { authorization: `Basic ${apiToken}` }, expects: always(NOBODY) },
    { name: 'an expired token', headers: bearer(await expiredToken(scene)), expects: always(NOBODY) },
    { name: 'a revoked token', headers: bearer(await revokedToken(scene)), expects: always(NOBODY) },
    { name: 'a token for reading', headers: bearer(reading.token), expects: scoped('read') },
    { name: 'a token for writing', headers: bearer(writing.token), expects: scoped('write') },
    { name: 'a token for both', headers: bearer(both.token), expects: always('in') },
    { name: 'a user', headers: { ...MEANT, cookie: user }, expects: always(NOBODY) },
    {
      name: 'an owner at the portal, without the console’s cookie',
      headers: { ...MEANT, cookie: owner.replace(/; __Host-samlet-admin=.*$/, '') },
      expects: always(NOBODY),
    },
    {
      name: 'an owner who was disabled',
      headers: { ...MEANT, cookie: await disabledOwner(scene) },
      expects: always(NOBODY),
    },
    { name: 'an owner with a wrong secret', headers: { ...MEANT, cookie: forged }, expects: always(NOBODY) },
    {
      name: 'an owner beside a token that is none',
      headers: { ...MEANT, cookie: owner, ...bearer('x') },
      expects: always(NOBODY),
    },
    {
      name: 'an owner from our own page, without the header that no form sends',
      headers: { 'sec-fetch-site': 'same-origin', cookie: owner },
      expects: readsOnly(CROSS_SITE),
    },
    {
      name: 'an owner by another site',
      headers: { ...MEANT, 'sec-fetch-site': 'cross-site', cookie: owner },
      expects: readsOnly(CROSS_SITE),
    },
    {
      name: 'an owner by a neighbouring host',
      headers: { ...MEANT, 'sec-fetch-site': 'same-site', cookie: owner },
      expects: readsOnly(CROSS_SITE),
    },
    {
      name: 'an owner by a browser that says neither site nor origin',
      headers: { 'samlet-request': '1', cookie: owner },
      expects: readsOnly(CROSS_SITE),
    },
    ...(await byRole(scene, appId)),
  ];
}
