import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { visitorOf } from '../../local/http-client.ts';
import { enterConsole, grantRole } from '../kit/console.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi, pointersOf } from './client.ts';
import { signIn } from './session.ts';

interface Token {
  readonly id: string;
  readonly token: string;
}
interface Event {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly target: string;
  readonly actor: { readonly type: string; readonly id?: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}
interface List<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

const PASSWORD = 'umbrella kettle violin 42';
let house: TestHouse;
let api: AdminApi;
let ownerCookie: string;

beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
  const { admin } = await house.owner();
  const { cookie } = await signIn(house.baseUrl, admin.username, admin.password);
  ownerCookie = await enterConsole(house.baseUrl, cookie);
});
afterAll(() => house?.close());

const makeToken = (scopes: readonly string[], by: AdminApi = api): Promise<Token> =>
  by.ok<Token>('POST', '/api-tokens', { name: 'test', scopes });

/** Sends with a session's cookie as the console does, but for what is changed. */
const bySession = (
  cookie: string,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
) =>
  fetch(`${house.baseUrl}/admin/v1${path}`, {
    method,
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      'samlet-request': '1',
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** A user who can sign in, to the console too where they have a role. */
async function person(userName: string, role?: string): Promise<{ id: string; cookie: string }> {
  const email = `${userName}@example.org`;
  const { id } = await api.ok<{ id: string }>('POST', '/users', { userName, email });
  await api.ok('POST', `/users/${id}/activation`);
  const token = /\/activate#([\w-]{43})/.exec((await house.mailsTo(email))[0]?.text ?? '')?.[1] ?? '';
  const visitor = visitorOf(house.baseUrl);
  const activated = await visitor.post('/activate', { token, password: PASSWORD, confirm: PASSWORD });
  if (activated.status !== 303) throw new Error(`the activation answered ${activated.status}`);
  if (role) await grantRole(house.baseUrl, ownerCookie, id, { role });
  const { cookie } = await signIn(house.baseUrl, userName, PASSWORD);
  return { id, cookie: await enterConsole(house.baseUrl, cookie) };
}

async function eventsOf(target: string): Promise<readonly Event[]> {
  const events: Event[] = [];
  let cursor = '';
  do {
    const page = await api.ok<List<Event>>(
      'GET',
      `/audit/events?order=oldest&limit=50${cursor && `&cursor=${cursor}`}`,
    );
    events.push(...page.items);
    cursor = page.nextCursor ?? '';
  } while (cursor);
  return events.filter((event) => event.target === target);
}

describe('a caller', () => {
  it.each([
    ['nothing', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['no token of ours', { authorization: 'Bearer samlet_x_y' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    [
      'a cookie that is none',
      {
        cookie: '__Host-samlet-session=a.b.c; __Host-samlet-admin=a.b.c',
        'samlet-request': '1',
        'sec-fetch-site': 'same-origin',
      },
    ],
  ])('who brings %s is nobody, whatever they ask for', async (_what, headers) => {
    for (const [method, path] of [
      ['GET', '/users'],
      ['POST', '/users'],
      ['DELETE', `/apps/${'a'.repeat(26)}`],
      ['GET', '/nothing'],
    ] as const) {
      const answer = await api.as(undefined).ask(method, path, { headers });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });

  it('may read the description without a token', async () => {
    expect((await api.as(undefined).ask('GET', '/openapi.json')).status).toBe(200);
  });
});

describe('an API token', () => {
  it('is good for what it says, and for nothing else', async () => {
    const reader = api.as((await makeToken(['read'])).token);
    expect((await reader.ask('GET', '/users')).status).toBe(200);
    expect((await reader.ask('POST', '/groups', { body: { displayName: 'x' } })).status).toBe(403);
    const writer = api.as((await makeToken(['write'])).token);
    expect((await writer.ask('POST', '/groups', { body: { displayName: 'By a writer' } })).status).toBe(201);
    expect((await writer.ask('GET', '/groups')).status).toBe(403);
  });

  it('makes no token that can do more than itself', async () => {
    const writer = api.as((await makeToken(['write'])).token);
    expect(
      (await writer.ask('POST', '/api-tokens', { body: { name: 'more', scopes: ['read', 'write'] } })).status,
    ).toBe(403);
    expect((await writer.ask('POST', '/api-tokens', { body: { name: 'same', scopes: ['write'] } })).status).toBe(201);
  });

  it('shows its text once, and is dead at once when revoked', async () => {
    const made = await makeToken(['read']);
    expect(made.token).toMatch(/^samlet_[a-z2-7]{26}_[\w-]{43}$/);
    const kept = JSON.stringify([
      await api.ok('GET', `/api-tokens/${made.id}`),
      await api.ok('GET', '/api-tokens?limit=200'),
    ]);
    expect(kept).toContain(made.id);
    expect(kept).not.toContain(made.token.slice(-43));
    const reader = api.as(made.token);
    expect((await reader.ask('GET', '/users')).status).toBe(200);
    expect((await api.ask('DELETE', `/api-tokens/${made.id}`)).status).toBe(204);
    expect((await reader.ask('GET', '/users')).status).toBe(401);
    expect((await api.ask('DELETE', `/api-tokens/${made.id}`)).status).toBe(404);
  });

  it('is not another when one character of it is', async () => {
    const { token } = await makeToken(['read']);
    for (const other of [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'Q' : 'A'}`,
      token.toUpperCase(),
      `${token}x`,
      token.slice(0, -1),
    ])
      expect((await api.as(other).ask('GET', '/users')).status).toBe(401);
  });

  it('ends, and says when', async () => {
    const made = await api.ok<{ expiresAt: string; createdAt: string }>('POST', '/api-tokens', {
      name: 'short',
      scopes: ['read'],
      days: 1,
    });
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBeLessThanOrEqual(86_401_000);
    for (const days of [0, 366, 1.5]) {
      expect(pointersOf(await api.ask('POST', '/api-tokens', { body: { name: 'x', scopes: ['read'], days } }))).toEqual(
        ['/days'],
      );
    }
  });

  it('dies with the administrator on whom it rests, also by way of another token', async () => {
    const olga = await person('olga', 'owner');
    const made = await bySession(olga.cookie, 'POST', '/api-tokens', {
      body: { name: 'own', scopes: ['read', 'write'] },
    });
    expect(made.status).toBe(201);
    const own = api.as(((await made.json()) as Token).token);
    const child = api.as((await makeToken(['read'], own)).token);
    expect([(await own.ask('GET', '/users')).status, (await child.ask('GET', '/users')).status]).toEqual([200, 200]);
    await api.change('DELETE', `/administrators/${olga.id}`);
    expect([(await own.ask('GET', '/users')).status, (await child.ask('GET', '/users')).status]).toEqual([401, 401]);
    await grantRole(house.baseUrl, ownerCookie, olga.id, { role: 'owner' });
    expect((await child.ask('GET', '/users')).status).toBe(200);
    await api.change('PATCH', `/users/${olga.id}`, { active: false });
    expect((await child.ask('GET', '/users')).status).toBe(401);
  });
});

describe('an administrator in a browser', () => {
  it('reads and writes with the session, if every change says that it is meant', async () => {
    const otto = await person('otto', 'owner');
    expect((await bySession(otto.cookie, 'GET', '/users')).status).toBe(200);
    const body = { displayName: 'By a browser' };
    const forged: readonly Record<string, string>[] = [
      { 'samlet-request': '' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': '', origin: 'https://evil.example' },
    ];
    for (const headers of forged)
      expect([headers, (await bySession(otto.cookie, 'POST', '/groups', { headers, body })).status]).toEqual([
        headers,
        403,
      ]);
    expect((await bySession(otto.cookie, 'POST', '/groups', { body })).status).toBe(201);
    const [event] = (await eventsOf(`USER#${otto.id}`)).filter(({ action }) => action === 'user.create');
    expect(event?.actor.type).toBe('token');
    await api.change('DELETE', `/administrators/${otto.id}`);
    expect((await bySession(otto.cookie, 'GET', '/users')).status).toBe(403);
    await api.change('PATCH', `/users/${otto.id}`, { active: false });
    expect((await bySession(otto.cookie, 'GET', '/users')).status).toBe(401);
  });

  it('is nobody special as an ordinary user', async () => {
    const una = await person('una');
    for (const path of ['/users', '/identity', '/audit/events', '/api-tokens'])
      expect((await bySession(una.cookie, 'GET', path)).status).toBe(401);
    const promoted = await bySession(una.cookie, 'PUT', `/administrators/${una.id}`, {
      headers: { 'if-match': '*' },
      body: { role: 'owner' },
    });
    expect(promoted.status).toBe(401);
  });

  it('is judged by the token alone where there is one', async () => {
    const oda = await person('oda', 'owner');
    const answer = await bySession(oda.cookie, 'GET', '/users', { headers: { authorization: 'Bearer samlet_x_y' } });
    expect(answer.status).toBe(401);
  });
});

describe('the audit log', () => {
  it('has every change with who did it, before and after, and no secret', async () => {
    const { id } = await api.ok<{ id: string }>('POST', '/users', {
      userName: 'eve',
      email: 'eve@example.org',
      title: 'Captain',
    });
    const changed = await api.change('PATCH', `/users/${id}`, { title: 'Major', department: 'Sea' });
    await api.ok('POST', `/users/${id}/activation`);
    await api.change('DELETE', `/users/${id}`);
    const events = (await eventsOf(`USER#${id}`)).filter(({ action }) => action !== 'mail.send');
    expect(events.map(({ action }) => action)).toEqual([
      'user.create',
      'user.update',
      'user.activation-sent',
      'user.delete',
    ]);
    expect(events[1]).toMatchObject({
      before: { title: 'Captain', department: null },
      after: { title: 'Major', department: 'Sea' },
      actor: { type: 'token' },
      requestId: changed.headers.get('x-request-id'),
    });
    expect(Object.keys(events[1]?.after ?? {}).toSorted()).toEqual(['department', 'title']);
    const { token, id: tokenId } = await makeToken(['read']);
    const said = JSON.stringify(await eventsOf(`APITOKEN#${tokenId}`));
    expect(said).toContain('api-token.create');
    expect(said).not.toContain(token.slice(-43));
    expect(said).not.toContain('secretHash');
  });

  it('has an event of what somebody tried who may not, and none of strangers', async () => {
    const made = await api.ok<{ id: string; token: string }>('POST', '/api-tokens', {
      name: 'looks',
      scopes: ['read'],
    });
    expect((await api.as(made.token).ask('POST', '/groups', { body: { displayName: 'Forbidden' } })).status).toBe(403);
    expect((await api.as('nobody').ask('POST', '/groups', { body: { displayName: 'Forbidden' } })).status).toBe(401);
    const { items } = await api.ok<List<Event & { details: unknown }>>(
      'GET',
      '/audit/events?action=admin.refuse&limit=200',
    );
    expect(items.filter(({ actor }) => actor.id === made.id)).toMatchObject([
      {
        target: 'POST /admin/v1/groups',
        outcome: 'refused',
        reason: 'FORBIDDEN',
        details: { path: '/admin/v1/groups' },
      },
    ]);
    expect(items.filter(({ actor }) => actor.id === undefined)).toEqual([]);
  });

  it('has no change of what was refused or lost its race', async () => {
    const { id } = await api.ok<{ id: string }>('POST', '/groups', { displayName: 'Raced' });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        api.ask('PATCH', `/groups/${id}`, { body: { description: `${n}` }, headers: { 'if-match': '"1"' } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await eventsOf(`GROUP#${id}`)).filter(({ action }) => action === 'group.update')).toHaveLength(1);
  });

  it('pages through a day without a gap, in order, while it grows', async () => {
    const seen: Event[] = [];
    let cursor = '';
    let pages = 0;
    do {
      const page = await api.ok<List<Event>>(
        'GET',
        `/audit/events?order=oldest&limit=7${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.items);
      cursor = page.nextCursor ?? '';
      if (pages++ < 3) await api.ok('POST', '/groups', { displayName: `Growing ${pages}` });
    } while (cursor);
    expect(pages).toBeGreaterThan(3);
    const whole = await api.ok<List<Event>>('GET', '/audit/events?order=oldest&limit=200');
    expect(seen.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
    expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted());
    expect((await api.ask('GET', '/audit/events?cursor=bm90aGluZw')).status).toBe(422);
  });
});

describe('every answer', () => {
  it('bears the headers that keep it from being stored, framed or sniffed', async () => {
    for (const path of ['/users', '/nothing', `/users/${'a'.repeat(26)}`, '/openapi.json']) {
      const { headers } = await api.ask('GET', path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });
});

describe('the house behind all this', () => {
  it('was never asked for a right that it has not, and never failed', () => {
    expect(house.troubles).toEqual([]);
  });
});
