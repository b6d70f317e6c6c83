import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { visitorOf } from '../../local/http-client.ts';
import { enterConsole, grantRole } from '../kit/console.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi, pointersOf } from './client.ts';
import { signIn } from './session.ts';

interface User {
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly version: number;
  readonly active: boolean;
  readonly hasPassword: boolean;
}

interface List<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

const PASSWORD = 'umbrella kettle violin 42';

let house: TestHouse;
let api: AdminApi;
let owner: User;

beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
  owner = (await api.ok<List<User>>('GET', '/users')).items[0]!;
});
afterAll(() => house?.close());

let count = 0;
const newUser = async (fields: Record<string, unknown> = {}): Promise<User> => {
  const userName = `user${++count}.${Math.random().toString(36).slice(2, 8)}`;
  return api.ok<User>('POST', '/users', { userName, email: `${userName}@example.org`, ...fields });
};

/** The link's secret in the newest mail to an address. */
const mailedToken = async (address: string): Promise<string> => {
  const [mail] = await house.mailsTo(address);
  return /\/activate#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
};

const activate = async (user: User, token: string): Promise<Response> => {
  const visitor = visitorOf(house.baseUrl);
  await visitor.get('/activate');
  return visitor.post('/activate', { token, password: PASSWORD, confirm: PASSWORD, username: user.userName });
};

describe('an administrator who makes users', () => {
  it('is told where the new user is, and finds them there', async () => {
    const made = await api.ask<User>('POST', '/users', {
      body: { userName: ' Maya ', email: 'maya@example.org', givenName: 'Inês', custom: { badge: 'A-17' } },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ userName: 'Maya', active: true, hasPassword: false, version: 1 });
    expect(made.headers.get('etag')).toBe('"1"');
    const location = made.headers.get('location') ?? '';
    expect(location).toBe(`/admin/v1/users/${made.body.id}`);
    expect(await api.ok('GET', location.replace('/admin/v1', ''))).toEqual(made.body);
  });

  it('is told every fault at once, each by its pointer', async () => {
    const refused = await api.ask('POST', '/users', {
      body: {
        userName: 7,
        emial: 'x',
        title: 'a'.repeat(129),
        custom: { 'a b': 'x', ok: 3 },
        active: 'yes',
        adminRole: 'owner',
      },
    });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(pointersOf(refused).toSorted()).toEqual(
      ['/active', '/adminRole', '/custom/a b', '/custom/ok', '/email', '/emial', '/title', '/userName'].toSorted(),
    );
    expect(JSON.stringify(refused.body)).not.toContain('Invalid input');
  });

  it.each([
    ['control characters', 'a\u0000b'],
    ['a lone surrogate', 'a\ud800b'],
    ['what XML cannot carry', 'a\uffffb'],
    ['a turn of direction', 'a\u202eb'],
    ['a name that grows beyond any key', '\ufdfa'.repeat(128)],
    ['nothing but space', ' \u3000 '],
    ['too much', 'x'.repeat(129)],
  ])('is refused a user name of %s', async (_what, userName) => {
    const refused = await api.ask('POST', '/users', { body: { userName, email: 'hostile@example.org' } });
    expect([refused.status, pointersOf(refused)[0]]).toEqual([422, '/userName']);
  });

  it.each([
    ['not JSON', '{', 'application/json', 400],
    ['no UTF-8', Buffer.from('{"userName":"\xff"}', 'latin1'), 'application/merge-patch+json', 400],
    [
      'another prototype',
      '{"__proto__":{"active":true},"userName":"p","email":"p@example.org"}',
      'application/json',
      400,
    ],
    ['a form', 'userName=a', 'application/x-www-form-urlencoded', 415],
    ['a list', '[]', 'application/json', 422],
    ['null', 'null', 'application/json', 422],
    ['nothing', '', 'application/json', 422],
  ])('is refused a body that is %s', async (_what, body, type, status) => {
    expect((await api.ask('POST', '/users', { body, headers: { 'content-type': type } })).status).toBe(status);
  });

  it('cannot give a name or an address to two, however it is spelt', async () => {
    const user = await newUser();
    const same = await api.ask('POST', '/users', {
      body: { userName: user.userName.toUpperCase(), email: 'free@example.org' },
    });
    expect([same.status, pointersOf(same)]).toEqual([409, ['/userName']]);
    const mail = await api.ask('POST', '/users', {
      body: { userName: `x${user.userName}`, email: user.email.toUpperCase() },
    });
    expect([mail.status, pointersOf(mail)]).toEqual([409, ['/email']]);
  });

  it('cannot name one user like the address of another, nor the other way round', async () => {
    const user = await newUser();
    const named = await api.ask('POST', '/users', {
      body: { userName: user.email.toUpperCase(), email: `other-${user.email}` },
    });
    expect([named.status, pointersOf(named)]).toEqual([409, ['/userName']]);
    const own = await newUser({ userName: 'own@example.org', email: 'own@example.org' });
    const mailed = await api.ask('POST', '/users', { body: { userName: 'someone', email: 'Own@example.org' } });
    expect([mailed.status, pointersOf(mailed)]).toEqual([409, ['/email']]);
    expect((await api.change('PATCH', `/users/${own.id}`, { email: 'own2@example.org' })).status).toBe(200);
    const still = await api.ask('POST', '/users', { body: { userName: 'someone', email: 'own@example.org' } });
    expect([still.status, pointersOf(still)]).toEqual([409, ['/email']]);
    expect((await api.change('PATCH', `/users/${own.id}`, { userName: 'own' })).status).toBe(200);
    expect((await api.ask('POST', '/users', { body: { userName: 'someone', email: 'own@example.org' } })).status).toBe(
      201,
    );
  });

  it('may try again under a name that was refused or given up', async () => {
    const user = await newUser();
    await api.change('PATCH', `/users/${user.id}`, { userName: `${user.userName}2` });
    const next = await api.ask('POST', '/users', { body: { userName: user.userName, email: `again-${user.email}` } });
    expect(next.status).toBe(201);
  });
});

describe('an administrator who changes users', () => {
  it('must say which version', async () => {
    const { id } = await newUser();
    const path = `/users/${id}`;
    const body = { title: 'Captain' };
    const etag = (value: string) => api.ask<User>('PATCH', path, { body, headers: { 'if-match': value } });
    expect((await api.ask('PATCH', path, { body })).status).toBe(428);
    expect((await api.ask('DELETE', path)).status).toBe(428);
    expect((await etag('"99"')).status).toBe(412);
    expect((await etag('"other"')).status).toBe(412);
    expect((await etag('1')).status).toBe(422);
    expect((await etag('"1"')).body.version).toBe(2);
    expect((await etag('"1"')).status).toBe(412);
    expect((await etag('"1", W/"2"')).body.version).toBe(3);
    expect((await etag('*')).body.version).toBe(4);
  });

  it('wins alone when several change the same version at once', async () => {
    const { id } = await newUser();
    const titles = ['a', 'b', 'c', 'd', 'e', 'f'];
    const answers = await Promise.all(
      titles.map((title) => api.ask('PATCH', `/users/${id}`, { body: { title }, headers: { 'if-match': '"1"' } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('takes fields away with null, but none that every user has', async () => {
    const { id } = await newUser({ title: 'Captain', custom: { a: '1' } });
    const { body } = await api.change('PATCH', `/users/${id}`, { title: null, custom: null });
    expect(body).not.toHaveProperty('title');
    expect(body).not.toHaveProperty('custom');
    const refused = await api.change('PATCH', `/users/${id}`, { userName: null, email: null, active: null });
    expect(pointersOf(refused).toSorted()).toEqual(['/active', '/email', '/userName']);
  });

  it('finds nothing under what is no identifier, and never breaks anything', async () => {
    for (const id of ['a', 'A'.repeat(26), '..%2F..', '%00', 'a%23b', 'x'.repeat(3000), owner.id.replace(/.$/, '1')]) {
      expect((await api.ask('GET', `/users/${id}`)).status).toBe(404);
    }
  });

  it('hears the difference between an unknown path and a wrong method', async () => {
    expect((await api.ask('GET', '/nothing')).status).toBe(404);
    const wrong = await api.ask('PUT', '/users');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect((await api.as(undefined).ask('GET', '/nothing')).status).toBe(401);
  });
});

describe('a list of users', () => {
  it('pages without a gap or a repetition while users are added', async () => {
    const names = Array.from({ length: 7 }, (_, n) => `page-${n * 2}`);
    for (const userName of names) await newUser({ userName });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await api.ok<List<User>>('GET', `/users?userName=PAGE-&limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ userName }) => userName));
      cursor = page.nextCursor ?? '';
      await newUser({ userName: `page-${1 + seen.length}x` });
    } while (cursor);
    expect(names.filter((name) => !seen.includes(name))).toEqual([]);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is searched by user name, address and every name, and shows each user once', async () => {
    const user = await newUser({
      userName: 'zelda.quist',
      email: 'zelda@example.org',
      givenName: 'Zelda',
      familyName: 'Zeldovich',
      displayName: 'ZELDA Q.',
    });
    const found = async (search: string): Promise<string[]> =>
      (await api.ok<List<User>>('GET', `/users?search=${encodeURIComponent(search)}`)).items.map(({ id }) => id);
    for (const search of ['zelda.q', 'Zelda@', 'zeldov', 'ZELDA Q']) expect(await found(search)).toEqual([user.id]);
    expect(await found('zelda')).toEqual([user.id]);
    await api.change('PATCH', `/users/${user.id}`, { familyName: 'Marlow' });
    expect(await found('zeldov')).toEqual([]);
    expect(await found('marl')).toEqual([user.id]);
    await api.change('DELETE', `/users/${user.id}`);
    expect(await found('zelda')).toEqual([]);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1&limit=2',
    'cursor=x',
    'cursor=e30',
    'cursor=bnVsbA',
    'usrName=a',
    `userName=${'x'.repeat(129)}`,
    'userName=',
  ])('refuses ?%s', async (query) => {
    const refused = await api.ask('GET', `/users?${query}`);
    expect(refused.status).toBe(422);
    expect(pointersOf(refused)).toHaveLength(1);
  });

  it('refuses the cursor of another list', async () => {
    await newUser();
    const { nextCursor } = await api.ok<List<User>>('GET', '/users?limit=1');
    expect(nextCursor).toBeDefined();
    expect((await api.ask('GET', `/groups?cursor=${nextCursor}`)).status).toBe(422);
    expect((await api.ask('GET', `/users?userName=zzz&cursor=${nextCursor}`)).status).toBe(422);
  });
});

describe('a new user', () => {
  it('sets a password by the mail that the administrator sent, once', async () => {
    const user = await newUser();
    const sent = await api.ask<{ sentTo: string }>('POST', `/users/${user.id}/activation`);
    expect([sent.status, sent.body.sentTo]).toEqual([202, user.email]);
    const token = await mailedToken(user.email);
    expect((await activate(user, token)).status).toBe(303);
    expect((await activate(user, token)).status).toBe(410);
    expect((await signIn(house.baseUrl, user.userName, PASSWORD)).cookie).toContain('__Host-samlet-session');
    expect(await api.ok('GET', `/users/${user.id}`)).toMatchObject({ hasPassword: true });
  });

  it('cannot use the link once the address is another, or the user is disabled', async () => {
    for (const change of [{ email: `moved${count}@example.org` }, { active: false }]) {
      const user = await newUser();
      await api.ok('POST', `/users/${user.id}/activation`);
      const token = await mailedToken(user.email);
      await api.change('PATCH', `/users/${user.id}`, change);
      expect((await activate(user, token)).status).toBe(410);
    }
  });

  it('is sent no mail while disabled', async () => {
    const { id } = await newUser({ active: false });
    expect((await api.ask('POST', `/users/${id}/activation`)).status).toBe(409);
  });
});

describe('a user who is signed in', () => {
  const signedIn = async (): Promise<{ user: User; isIn: () => Promise<boolean> }> => {
    const user = await newUser();
    await api.ok('POST', `/users/${user.id}/activation`);
    await activate(user, await mailedToken(user.email));
    const { cookie } = await signIn(house.baseUrl, user.userName, PASSWORD);
    const isIn = async (): Promise<boolean> =>
      (await fetch(`${house.baseUrl}/account`, { redirect: 'manual', headers: { cookie } })).status === 200;
    expect(await isIn()).toBe(true);
    return { user, isIn };
  };

  it('is out at once when disabled, and stays out when enabled again', async () => {
    const { user, isIn } = await signedIn();
    await api.change('PATCH', `/users/${user.id}`, { active: false });
    expect(await isIn()).toBe(false);
    await api.change('PATCH', `/users/${user.id}`, { active: true });
    expect(await isIn()).toBe(false);
  });

  it('is out when the administrator ends one session, or all', async () => {
    const { user, isIn } = await signedIn();
    const { items } = await api.ok<List<{ id: string }>>('GET', `/users/${user.id}/sessions`);
    expect(items).toHaveLength(1);
    expect((await api.ask('DELETE', `/users/${user.id}/sessions/${items[0]!.id}`)).status).toBe(204);
    expect((await api.ask('DELETE', `/users/${user.id}/sessions/${items[0]!.id}`)).status).toBe(404);
    expect(await isIn()).toBe(false);
    const other = await signedIn();
    expect((await api.ask('DELETE', `/users/${other.user.id}/sessions`)).status).toBe(204);
    expect(await other.isIn()).toBe(false);
    expect((await api.ok<List<unknown>>('GET', `/users/${other.user.id}/sessions`)).items).toEqual([]);
  });

  it('is out when deleted, and leaves nothing behind', async () => {
    const { user, isIn } = await signedIn();
    const group = await api.ok<{ id: string }>('POST', '/groups', { displayName: `of ${user.userName}` });
    await api.ok('PUT', `/groups/${group.id}/members/${user.id}`);
    expect((await api.change('DELETE', `/users/${user.id}`)).status).toBe(204);
    expect(await isIn()).toBe(false);
    expect((await api.ask('GET', `/users/${user.id}`)).status).toBe(404);
    expect((await api.ok<List<unknown>>('GET', `/groups/${group.id}/members`)).items).toEqual([]);
    expect((await api.ask('POST', '/users', { body: { userName: user.userName, email: user.email } })).status).toBe(
      201,
    );
  });
});

describe('the last owner', () => {
  it('can be neither deleted, nor disabled, nor made an ordinary user', async () => {
    const refused = await api.change('PATCH', `/users/${owner.id}`, { active: false });
    expect([refused.status, pointersOf(refused)]).toEqual([409, ['']]);
    expect((await api.change('DELETE', `/administrators/${owner.id}`)).status).toBe(409);
    expect((await api.change('PUT', `/administrators/${owner.id}`, { role: 'auditor' })).status).toBe(409);
    expect((await api.change('DELETE', `/users/${owner.id}`)).status).toBe(409);
  });

  it('is still there after all owners were given up at once', async () => {
    const { admin } = await house.owner();
    const { cookie } = await signIn(house.baseUrl, admin.username, admin.password);
    const own = await enterConsole(house.baseUrl, cookie);
    const others = await Promise.all([1, 2, 3].map(() => newUser()));
    for (const { id } of others) await grantRole(house.baseUrl, own, id, { role: 'owner' });
    const answers = await Promise.all(
      [owner, ...others].map(({ id }) => api.change('DELETE', `/administrators/${id}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 204, 204, 409]);
    const all = await Promise.all([owner, ...others].map(({ id }) => api.ok('GET', `/users/${id}`)));
    expect(all.filter(({ adminRole }) => adminRole === 'owner')).toHaveLength(1);
  });
});

describe('a group', () => {
  it('has a name of its own, members by name, and knows whose it is', async () => {
    const user = await newUser({ displayName: 'Ada P.' });
    const group = await api.ok<{ id: string }>('POST', '/groups', { displayName: 'Pilots' });
    const twice = await api.ask('POST', '/groups', { body: { displayName: 'PILOTS' } });
    expect([twice.status, pointersOf(twice)]).toEqual([409, ['/displayName']]);
    const member = `/groups/${group.id}/members/${user.id}`;
    expect((await api.ask('PUT', member)).status).toBe(204);
    expect((await api.ask('PUT', member)).status).toBe(204);
    expect((await api.ok<List<unknown>>('GET', `/groups/${group.id}/members`)).items).toEqual([
      { userId: user.id, userName: user.userName, displayName: 'Ada P.', email: user.email, active: true },
    ]);
    expect((await api.ok<List<{ id: string }>>('GET', `/users/${user.id}/groups`)).items).toMatchObject([
      { id: group.id },
    ]);
    expect((await api.ask('DELETE', member)).status).toBe(204);
    expect((await api.ask('DELETE', member)).status).toBe(404);
    expect((await api.ask('PUT', `/groups/${group.id}/members/${'a'.repeat(26)}`)).status).toBe(404);
  });

  it('goes with its memberships and assignments', async () => {
    const user = await newUser();
    const group = await api.ok<{ id: string }>('POST', '/groups', { displayName: 'Passing' });
    const app = await api.ok<{ id: string }>('POST', '/apps', {
      name: 'Passing',
      entityId: 'https://passing.example.org',
      acs: [{ url: 'https://passing.example.org/acs', index: 0 }],
    });
    await api.ok('PUT', `/groups/${group.id}/members/${user.id}`);
    await api.ok('PUT', `/apps/${app.id}/assignments/groups/${group.id}`);
    expect((await api.change('DELETE', `/groups/${group.id}`)).status).toBe(204);
    expect((await api.ok<List<unknown>>('GET', `/users/${user.id}/groups`)).items).toEqual([]);
    expect((await api.ok<List<unknown>>('GET', `/apps/${app.id}/assignments`)).items).toEqual([]);
    expect((await api.ask('DELETE', `/groups/${group.id}`, { headers: { 'if-match': '*' } })).status).toBe(404);
    expect((await api.ask('POST', '/groups', { body: { displayName: 'passing' } })).status).toBe(201);
  });
});

describe('the house behind all this', () => {
  it('was never asked for a right that it has not, and never failed', () => {
    expect(house.troubles).toEqual([]);
  });
});
