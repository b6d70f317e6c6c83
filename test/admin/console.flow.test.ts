import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRoutes } from '../../shared/admin/api.ts';
import { ADMIN_ROUTES } from '../../shared/admin/routes.ts';
import { problem } from '../../shared/http/problem.ts';
import { web, type WebFunction } from '../../shared/http/web.ts';
import { usersIn, type User } from '../../shared/users/user.ts';
import { adminExtras } from '../kit/admin-ports.ts';
import { type Browser, eventOf, ORIGIN_SECRET } from '../kit/browser.ts';
import { noteUse, openConsole } from '../../shared/sessions/console-session.ts';
import { MEANT } from '../kit/console.ts';
import { BASE_URL, PASSWORD, startWorld, type World } from '../kit/world.ts';

const CONSOLE = '__Host-samlet-admin';

let world: World;
let admin: WebFunction;
let owner: User;

beforeAll(async () => {
  world = await startWorld();
  admin = web(adminRoutes({ ...world.ports, ...adminExtras(world.ports.now) }), {
    originSecrets: { current: ORIGIN_SECRET, previous: '' },
    baseUrl: BASE_URL,
    show: problem,
  });
  owner = await world.user('olga', { adminRole: 'owner' });
  await world.table.commit([{ do: 'create', item: { pk: 'OWNERS', sk: 'OWNERS', count: 2 } }]);
});
afterAll(() => world?.close());

/** What of an answer is looked at. */
interface Said {
  readonly id?: string;
  readonly code?: string;
  readonly role?: string;
}

/** Asks the API with the cookies of a browser. */
async function ask({ cookies }: Browser, route: string, body?: unknown): Promise<{ status: number; body: Said }> {
  const [method = '', path = ''] = route.split(' ');
  const answer = await admin(
    eventOf(method, `/admin/v1${path}`, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...MEANT, 'content-type': 'application/json', 'if-match': '*' },
      cookies,
      routes: ADMIN_ROUTES,
      address: '203.0.113.7',
    }),
    {},
  );
  return { status: answer.statusCode, body: answer.body === '' ? {} : (JSON.parse(answer.body) as Said) };
}

const statusOf = async (browser: Browser, route: string, body?: unknown): Promise<string> => {
  const answer = await ask(browser, route, body);
  return answer.status < 400 ? String(answer.status) : `${answer.status} ${answer.body.code}`;
};

/** Goes to the console, and gives the password where one is asked for. */
async function enter(browser: Browser, username: string, path = '/go/console') {
  const shown = await browser.get(path);
  return shown.action === '' ? shown : browser.post(shown.action, { username, password: PASSWORD });
}

async function inside(username = 'olga'): Promise<Browser> {
  const browser = world.browser();
  await enter(browser, username);
  expect(browser.cookies.has(CONSOLE)).toBe(true);
  return browser;
}

const TOKEN = { name: 'x', scopes: ['read'] };

describe('the console', () => {
  it('is entered by the one door, and the session of the portal alone opens nothing', async () => {
    const browser = world.browser();
    await browser.post((await browser.get('/sign-in')).action, { username: 'olga', password: PASSWORD });
    expect(await statusOf(browser, 'GET /me')).toBe('401 SESSION_REQUIRED');
    const shown = await browser.get('/go/console?to=/console/users?q=a');
    expect([shown.path, browser.cookies.has(CONSOLE)]).toEqual(['/console/users', true]);
    expect((await ask(browser, 'GET /me')).body).toMatchObject({ role: 'owner', user: { userName: 'olga' } });
  });

  it.each([
    ['https://evil.example/console', '/console'],
    ['//evil.example/console', '/console'],
    ['/console/../account', '/console'],
    ['/consoles', '/console'],
    [String.raw`/\evil.example`, '/console'],
    ['javascript:alert(1)', '/console'],
    ['/console/apps', '/console/apps'],
  ])('leads from %s to %s', async (to, path) => {
    const browser = await inside();
    expect((await browser.get(`/go/console?to=${encodeURIComponent(to)}`)).path).toBe(path);
  });

  it('lets nobody in without a role, and nobody on who has lost it', async () => {
    await world.user('una');
    const browser = world.browser();
    expect((await enter(browser, 'una')).status).toBe(403);
    expect([...browser.cookies.keys()]).not.toContain(CONSOLE);
    const user = await world.user('otto', { adminRole: 'auditor' });
    const other = await inside('otto');
    expect(await statusOf(other, 'GET /me')).toBe('200');
    const { adminRole: _role, ...bare } = (await usersIn(world.table).find(user.id))!;
    await world.table.commit(usersIn(world.table).changing({ ...bare, adminRole: 'auditor' }, bare));
    expect(await statusOf(other, 'GET /me')).toBe('403 FORBIDDEN');
  });

  it('ends with the session of the browser, by its own sign-out, and with every epoch', async () => {
    const [one, two, three] = [await inside(), await inside(), await inside()];
    const kept = one.cookies.get(CONSOLE)!;
    await one.post('/sign-out', {});
    expect(one.cookies.has(CONSOLE)).toBe(false);
    one.cookies.set(CONSOLE, kept);
    expect(await statusOf(one, 'GET /me')).toBe('401 SESSION_REQUIRED');
    expect(await statusOf(two, 'DELETE /me/session')).toBe('204');
    expect(await statusOf(two, 'GET /me')).toBe('401 SESSION_REQUIRED');
    expect((await two.get('/account')).status).toBe(200);
    expect(await statusOf(three, 'GET /me')).toBe('200');
    expect(await statusOf(three, `DELETE /users/${owner.id}/sessions`)).toBe('204');
    expect(await statusOf(three, 'GET /me')).toBe('401 SESSION_REQUIRED');
  });

  it('takes neither another’s secret nor a cookie beside another session', async () => {
    const [mine, other] = [await inside(), await inside()];
    const own = mine.cookies.get(CONSOLE)!;
    mine.cookies.set(CONSOLE, other.cookies.get(CONSOLE)!);
    expect(await statusOf(mine, 'GET /me')).toBe('401 SESSION_REQUIRED');
    mine.cookies.set(CONSOLE, own.replace(/.{6}$/, 'AAAAAA'));
    expect(await statusOf(mine, 'GET /me')).toBe('401 SESSION_REQUIRED');
    mine.cookies.set(CONSOLE, own);
    expect(await statusOf(mine, 'GET /me')).toBe('200');
  });

  it('asks for a fresh proof for what is sensitive, and for nothing else', async () => {
    const browser = await inside();
    expect(await statusOf(browser, 'POST /api-tokens', TOKEN)).toBe('201');
    world.pass(901);
    expect(await statusOf(browser, 'POST /api-tokens', TOKEN)).toBe('403 STEP_UP_REQUIRED');
    const { body: user } = await ask(browser, 'POST /users', { userName: 'paul', email: 'paul@example.org' });
    expect(await statusOf(browser, `PATCH /users/${user.id}`, { title: 'Sir' })).toBe('200');
    expect(await statusOf(browser, `PATCH /users/${user.id}`, { email: 'p@example.org' })).toBe('403 STEP_UP_REQUIRED');
    expect(await statusOf(browser, `PUT /administrators/${user.id}`, { role: 'owner' })).toBe('403 STEP_UP_REQUIRED');
    const app = await world.app({ entityId: 'https://doors.example.org' });
    expect(await statusOf(browser, `PATCH /apps/${app.id}`, { notes: 'none' })).toBe('200');
    // By an address of metadata, another's certificates and encryption keys would come in.
    const metadataUrl = 'https://evil.example/metadata';
    expect(await statusOf(browser, `PATCH /apps/${app.id}`, { metadataUrl })).toBe('403 STEP_UP_REQUIRED');
    // A file can delete users and change addresses: it asks for no less.
    expect(await statusOf(browser, `POST /imports/${'a'.repeat(26)}/start`, { mode: 'apply' })).toBe(
      '403 STEP_UP_REQUIRED',
    );
    expect((await browser.get('/go/console')).action).toBe(''); // what is open stays open, and proves nothing anew
    expect(await statusOf(browser, 'POST /api-tokens', TOKEN)).toBe('403 STEP_UP_REQUIRED');
    const before = browser.cookies.get(CONSOLE)!;
    await enter(browser, 'olga', '/go/console?fresh=1');
    expect(await statusOf(browser, 'POST /api-tokens', TOKEN)).toBe('201');
    expect(await statusOf(browser, `PUT /administrators/${user.id}`, { role: 'help-desk' })).toBe('200');
    browser.cookies.set(CONSOLE, before);
    expect(await statusOf(browser, 'GET /me')).toBe('401 SESSION_REQUIRED');
  });

  it('is not turned back by a request of before that was under way when it was entered anew', async () => {
    const browser = await inside();
    const old = browser.cookies.get(CONSOLE)!;
    const ports = { table: world.table, now: world.ports.now };
    const session = (await openConsole(old, ports))!;
    world.pass(120);
    await enter(browser, 'olga', '/go/console?fresh=1');
    await noteUse(session, ports);
    expect(await statusOf(browser, 'GET /me')).toBe('200');
    expect(await openConsole(old, ports)).toBeUndefined();
  });

  it('closes when it is left alone for half an hour, and in any case after a working day', async () => {
    const browser = await inside();
    for (let minutes = 0; minutes < 8 * 60 - 30; minutes += 29) {
      world.pass(29 * 60);
      expect(await statusOf(browser, 'GET /me')).toBe('200');
    }
    world.pass(31 * 60);
    expect(await statusOf(browser, 'GET /me')).toBe('401 SESSION_REQUIRED');
    const other = await inside();
    world.pass(31 * 60);
    expect(await statusOf(other, 'GET /me')).toBe('401 SESSION_REQUIRED');
    await enter(other, 'olga');
    expect(await statusOf(other, 'GET /me')).toBe('200');
  });
});
