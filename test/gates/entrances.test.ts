import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../lib/routes.ts';
import { person } from '../iam/people.ts';
import { call, type Scene } from '../iam/scene.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { sendRaw } from '../kit/raw-http.ts';
import { CROSS_SITE_ENTRANCES, ENTRANCES } from './entrances.ts';
import { oneOfEverything } from './organisation.ts';
import { type Params, requestOf } from './requests.ts';
import { cookiesOf } from './session.ts';

type Headers = Readonly<Record<string, string>>;

const OURS = { 'sec-fetch-site': 'same-origin' };
const THEIRS = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' };
const routes = [...ROUTES.sso, ...ROUTES.metadata];

let house: TestHouse;
let scene: Scene;
let existing: Params;

beforeAll(async () => {
  house = await startHouse();
  scene = { house, dev: await house.owner() };
  existing = await oneOfEverything(scene);
  const { id } = await call(scene, 'POST /apps', 201, {
    body: { name: 'Open', entityId: 'urn:open', idpInitiated: true, acs: [{ url: 'https://open.example/', index: 0 }] },
  });
  existing = { ...existing, appId: id };
});
afterAll(() => house?.close());

const post = (path: string, headers: Headers, fields: Record<string, string> = {}) =>
  sendRaw(house.baseUrl, {
    method: 'POST',
    path,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

async function outcomeOf(route: string, headers: Headers): Promise<string> {
  const { method, path } = requestOf(route, existing);
  const sending = method === 'POST' ? post(path, headers) : sendRaw(house.baseUrl, { method, path, headers });
  const { status, headers: told } = await sending;
  const location = told['location']?.replace(/\b[a-z2-7]{26}\b/, '…');
  return location === undefined ? String(status) : `${status} ${location}`;
}

/** What every route answers to somebody with these headers. */
async function outcomesFor(names: readonly string[], headers: Headers): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const route of names) outcomes[route] = await outcomeOf(route, headers);
  return outcomes;
}

describe('a stranger', () => {
  it('gets at each route what is said of it, and no route goes unsaid', async () => {
    expect(Object.keys(ENTRANCES).toSorted()).toEqual(routes.toSorted());
    expect(await outcomesFor(routes, OURS)).toEqual(ENTRANCES);
  });

  it('gets no more by a session that is over, or with a secret of their own making', async () => {
    const cookie = await cookiesOf(house, scene.dev.admin);
    expect((await post('/sign-out', { ...OURS, cookie })).status).toBe(303);
    expect(await outcomesFor(routes, { ...OURS, cookie })).toEqual(ENTRANCES);
    const alive = await cookiesOf(house, scene.dev.admin);
    expect(await outcomeOf('GET /', { ...OURS, cookie: alive })).toBe('200');
    const forged = { ...OURS, cookie: alive.replace(/.{6}$/, 'AAAAAA') };
    expect(await outcomesFor(routes, forged)).toEqual(ENTRANCES);
  });
});

describe('another site', () => {
  it('can post nothing with somebody’s cookies, but messages of SAML', async () => {
    const cookie = await cookiesOf(house, scene.dev.admin);
    const posts = routes.filter((route) => route.startsWith('POST '));
    const wanted = posts.map((route) => [route, CROSS_SITE_ENTRANCES.includes(route) ? '400' : '403']);
    const sites: readonly Headers[] = [THEIRS, { 'sec-fetch-site': 'same-site' }, { origin: THEIRS.origin }, {}];
    for (const headers of sites) {
      expect(await outcomesFor(posts, { ...headers, cookie })).toEqual(Object.fromEntries(wanted));
    }
    expect(await outcomeOf('GET /account', { ...OURS, cookie })).toBe('200');
  });
});

describe('a user', () => {
  it('can neither end another’s session nor go on with another’s sign-in', async () => {
    const { id, username, password } = await person(scene, 'vic');
    const theirs = await cookiesOf(house, { username, password });
    const { items } = await call<{ items: { id: string }[] }>(scene, `GET /users/${id}/sessions`, 200);
    const cookie = await cookiesOf(house, scene.dev.admin);
    for (const { id: end } of items)
      expect((await post('/account/sessions', { ...OURS, cookie }, { end })).status).toBe(404);
    expect(items).toHaveLength(2);
    expect(await outcomeOf('GET /account', { ...OURS, cookie: theirs })).toBe('200');

    const begun = await sendRaw(house.baseUrl, { method: 'GET', path: '/sign-in', headers: OURS });
    const path = begun.headers['location'] ?? '';
    expect(path).toMatch(/^\/sign-in\/[a-z2-7]{26}$/);
    const looking = await sendRaw(house.baseUrl, { method: 'GET', path, headers: { ...OURS, cookie } });
    const proving = await post(path, { ...OURS, cookie }, { ...scene.dev.admin });
    for (const { status, headers, cookies } of [looking, proving]) {
      expect([status, headers['location'], cookies]).toEqual([303, '/sign-in?notice=sign-in-gone', []]);
    }
  });
});
