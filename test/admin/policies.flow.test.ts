import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi, type Answer, pointersOf } from './client.ts';

interface Thing {
  readonly id: string;
}
interface Listed {
  readonly items: readonly (Thing & { readonly name: string })[];
}

let house: TestHouse;
let api: AdminApi;
let owner: string;
beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
  const { admin } = await house.owner();
  const found = await api.ok<{ items: Thing[] }>('GET', `/users?userName=${admin.username}`);
  owner = found.items[0]!.id;
});
afterAll(() => house?.close());
afterEach(() => clear());

const etag = async (): Promise<string> => (await api.ask('GET', '/policies')).headers.get('etag') ?? '';
/** Asks with the version that the list has now. */
const ask = async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> =>
  api.ask<T>(method, path, { ...(body ? { body } : {}), headers: { 'if-match': await etag() } });
const add = async (body: object): Promise<string> => (await ask<Thing>('POST', '/policies', body)).body.id;
const names = async (): Promise<string[]> => (await api.ok<Listed>('GET', '/policies')).items.map(({ name }) => name);
const clear = async (): Promise<void> => {
  for (const { id } of (await api.ok<Listed>('GET', '/policies')).items.toReversed())
    if (id !== 'default') await ask('DELETE', `/policies/${id}`);
};
let made = 0;
const person = async (groupId?: string): Promise<string> => {
  const userName = `person${++made}`;
  const { id } = await api.ok<Thing>('POST', '/users', { userName, email: `${userName}@example.org` });
  if (groupId) await api.ok('PUT', `/groups/${groupId}/members/${id}`);
  return id;
};
const group = async (displayName: string): Promise<string> =>
  (await api.ok<Thing>('POST', '/groups', { displayName })).id;
const app = (more: object = {}): Promise<Answer<Thing>> => {
  const entityId = `https://app${++made}.example.org`;
  return api.ask('POST', '/apps', {
    body: { name: `App ${made}`, entityId, acs: [{ url: `${entityId}/acs`, index: 0 }], ...more },
  });
};
const evaluate = (userId: string, target: string, more: object = {}): Promise<Record<string, unknown>> =>
  api.ok('POST', '/policies/evaluate', { userId, target, ...more });

describe('an administrator who keeps policies', () => {
  it('finds the default alone, and adds before it, in the order in which they decide', async () => {
    expect([await etag(), await names()]).toEqual(['"0"', ['Default']]);
    await add({ name: 'Second', apps: ['portal'] });
    await add({ name: 'First', apps: ['portal'], position: 0 });
    await add({ name: 'Third', apps: ['portal'] });
    expect(await names()).toEqual(['First', 'Second', 'Third', 'Default']);
  });

  it('puts them into another order, naming each once', async () => {
    const [a, b] = [await add({ name: 'A', apps: ['aws'] }), await add({ name: 'B', apps: ['aws'] })];
    expect((await ask('PUT', '/policies/order', { order: [b, a] })).status).toBe(200);
    expect(await names()).toEqual(['B', 'A', 'Default']);
    for (const order of [[a], [a, a], [a, b, 'z'.repeat(26)], ['default', a, b]]) {
      const answer = await ask('PUT', '/policies/order', { order });
      expect([answer.status, pointersOf(answer)]).toEqual([422, ['/order']]);
    }
  });

  it('is told when somebody else was faster, and overwrites nothing', async () => {
    const before = await etag();
    const id = await add({ name: 'Mine', apps: ['aws'] });
    const late = { headers: { 'if-match': before } };
    for (const [method, path, body] of [
      ['POST', '/policies', { name: 'Late' }],
      ['PATCH', `/policies/${id}`, { access: 'deny' }],
      ['DELETE', `/policies/${id}`, undefined],
      ['PUT', '/policies/order', { order: [id] }],
    ] as const) {
      expect((await api.ask(method, path, { ...late, ...(body ? { body } : {}) })).status).toBe(412);
    }
    expect((await api.ask('POST', '/policies', { body: { name: 'Blind' } })).status).toBe(428);
  });

  it('cannot take the default away, nor narrow it; the rest of it may be changed', async () => {
    expect((await ask('DELETE', '/policies/default')).status).toBe(409);
    for (const [field, value] of Object.entries({ enabled: false, apps: ['aws'], groups: null })) {
      const answer = await ask('PATCH', '/policies/default', { [field]: value });
      expect([answer.status, pointersOf(answer)]).toEqual([422, [`/${field}`]]);
    }
    expect((await ask('PATCH', '/policies/default', { proofMaxMinutes: 480 })).body).toMatchObject({
      proofMaxMinutes: 480,
    });
    expect((await ask('PATCH', '/policies/default', { proofMaxMinutes: null })).body).not.toHaveProperty(
      'proofMaxMinutes',
    );
  });

  it('is told beside the field what is wrong', async () => {
    await add({ name: 'Taken', apps: ['aws'] });
    for (const [body, pointer] of [
      [{ name: ' taken ' }, '/name'],
      [{ name: 'x', apps: ['nowhere'] }, '/apps/0'],
      [{ name: 'x', groups: [] }, '/groups'],
      [{ name: 'x', proofMaxMinutes: -1 }, '/proofMaxMinutes'],
      [{ name: 'x', secondFactor: 'pigeon' }, '/secondFactor'],
    ] as const) {
      const answer = await ask('POST', '/policies', body);
      expect([answer.status >= 400 && answer.status < 500, pointersOf(answer).join()]).toEqual([true, pointer]);
    }
  });

  it('cannot shut every owner out of the console, by any way; the portal is not needed for it', async () => {
    const staff = await group('Lock-out staff');
    for (const apps of ['all', ['console']] as const) {
      const answer = await ask('POST', '/policies', { name: 'Shut', apps, access: 'deny' });
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([409, expect.stringContaining('no owner')]);
    }
    expect((await ask('PATCH', '/policies/default', { access: 'deny' })).status).toBe(409);
    const portal = await ask<Thing>('POST', '/policies', { name: 'No portal', apps: ['portal'], access: 'deny' });
    expect([portal.status, (await ask('DELETE', `/policies/${portal.body.id}`)).status]).toEqual([201, 204]);
    await api.ok('PUT', `/groups/${staff}/members/${owner}`);
    const open = await add({ name: 'Open for staff', groups: [staff] });
    const shut = await add({ name: 'Shut for the rest', access: 'deny' });
    expect((await ask('PUT', '/policies/order', { order: [shut, open] })).status).toBe(409);
    expect((await ask('PATCH', `/policies/${open}`, { enabled: false })).status).toBe(409);
    expect((await ask('DELETE', `/policies/${open}`)).status).toBe(409);
    // Nor by moving people: the owner out of the group that is let in, the group away, the owner's role or the owner.
    const lost = [
      await api.ask('DELETE', `/groups/${staff}/members/${owner}`),
      await api.ask('DELETE', `/groups/${staff}`, { headers: { 'if-match': '*' } }),
    ];
    expect(lost.map(({ status, body }) => [status, JSON.stringify(body).includes('no owner could reach')])).toEqual([
      [409, true],
      [409, true],
    ]);
    expect((await api.ask('DELETE', `/groups/${staff}/members/${await person(staff)}`)).status).toBe(204);
    const barred = await group('Barred');
    const bar = await add({ name: 'Barred', groups: [barred], apps: ['console'], access: 'deny', position: 0 });
    expect((await api.ask('PUT', `/groups/${barred}/members/${owner}`)).status).toBe(409);
    expect((await api.ask('PUT', `/groups/${barred}/members/${await person()}`)).status).toBe(204);
    expect((await ask('DELETE', `/policies/${bar}`)).status).toBe(204);
    expect((await ask('DELETE', `/policies/${shut}`)).status).toBe(204);
  });
});

describe('a policy that comes with an app', () => {
  it('is made in the same step, for this app alone', async () => {
    const made = await app({ policy: { name: 'AWS IAM', proofMaxMinutes: 30 } });
    expect(made.status).toBe(201);
    const { items } = await api.ok<{ items: { name: string; apps: unknown }[] }>('GET', '/policies');
    expect(items[0]).toMatchObject({ name: 'AWS IAM', apps: [made.body.id], groups: 'all', proofMaxMinutes: 30 });
    const again = await app({ policy: { name: 'aws iam' } });
    expect([again.status, pointersOf(again)]).toEqual([409, ['/policy/name']]);
  });
});

describe('what policies lead to', () => {
  it('is decided for one person and one app as at a sign-in, naming what was considered', async () => {
    const guests = await group('Guests');
    const [guest, other] = [await person(guests), await person()];
    const { body } = await app();
    for (const id of [guest, other]) await api.ok('PUT', `/apps/${body.id}/assignments/users/${id}`);
    const off = await add({ name: 'Off', enabled: false });
    const elsewhere = await add({ name: 'Elsewhere', apps: ['aws'] });
    const deny = await add({ name: 'No guests', apps: [body.id], groups: [guests], access: 'deny' });
    const often = await add({ name: 'Often', apps: [body.id], proofMaxMinutes: 10 });
    expect(await evaluate(guest, body.id)).toEqual({
      decision: 'deny',
      rule: 'policy-allows',
      code: 'POLICY_DENIED',
      policy: { id: deny, name: 'No guests' },
      considered: [
        { id: off, name: 'Off', fit: 'disabled' },
        { id: elsewhere, name: 'Elsewhere', fit: 'other-app' },
        { id: deny, name: 'No guests', fit: 'fits' },
      ],
    });
    expect(await evaluate(other, body.id)).toMatchObject({ decision: 'allow', policy: { id: often } });
    expect(await evaluate(other, body.id, { proofAgeMinutes: 11 })).toMatchObject({
      decision: 'require',
      rule: 'proof-fresh',
    });
    expect(await evaluate(other, 'console')).toMatchObject({ decision: 'deny', rule: 'administrator' });
    expect(await evaluate(owner, 'console')).toMatchObject({ decision: 'allow', policy: { id: 'default' } });
    expect(await evaluate(other, 'aws:111122223333/Admin')).toMatchObject({ decision: 'deny', rule: 'assigned' });
    await api.ok('DELETE', `/apps/${body.id}/assignments/users/${other}`);
    expect(await evaluate(other, body.id)).toMatchObject({ decision: 'deny', code: 'NOT_ASSIGNED' });
    const unknown = { body: { userId: 'u'.repeat(26), target: 'portal' } };
    expect(pointersOf(await api.ask('POST', '/policies/evaluate', unknown))).toEqual(['/userId']);
  });

  it('is told of every member once, page by page, and of what was deleted that it is not known', async () => {
    const [red, blue, gone] = [await group('Red'), await group('Blue'), await group('Gone')];
    const both = await person(red);
    await api.ok('PUT', `/groups/${blue}/members/${both}`);
    const people = [both, await person(red), await person(blue), await person(blue)];
    const { body: wiki } = await app();
    const lost = (await app()).body.id;
    const early = await add({ name: 'Early', apps: [wiki.id], groups: [blue] });
    const id = await add({ name: 'Colours', apps: [wiki.id, lost, 'portal'], groups: [red, gone, blue] });
    await api.change('DELETE', `/groups/${gone}`);
    await api.change('DELETE', `/apps/${lost}`);

    interface Affected {
      readonly groups: object[];
      readonly apps: object[];
      readonly users: { userId: string; decidesFor: string }[];
      readonly nextCursor?: string;
    }
    const users: Affected['users'] = [];
    let page: Affected;
    let cursor = '';
    do {
      page = await api.ok<Affected>('GET', `/policies/${id}/affected?limit=1${cursor}`);
      users.push(...page.users);
      cursor = `&cursor=${page.nextCursor}`;
    } while (page.nextCursor);
    expect(users.map(({ userId }) => userId).toSorted()).toEqual(people.toSorted());
    expect(users.find(({ userId }) => userId === both)?.decidesFor).toBe('some');
    expect(users.find(({ userId }) => userId === people[1])?.decidesFor).toBe('all');
    expect(page.groups).toEqual([
      { id: red, displayName: 'Red', members: 2, hasMore: false },
      { id: gone, members: 0, hasMore: false },
      { id: blue, displayName: 'Blue', members: 3, hasMore: false },
    ]);
    expect(page.apps).toEqual([
      { target: wiki.id, name: expect.any(String), isKnown: true },
      { target: lost, isKnown: false },
      { target: 'portal', isKnown: true },
    ]);
    const everybody = await api.ok<Affected & { isEverybody: boolean }>('GET', '/policies/default/affected');
    expect(everybody.isEverybody).toBe(true);
    expect(everybody.users.length).toBeGreaterThan(people.length);
    expect((await api.ask('GET', `/policies/${early}/affected?cursor=abc`)).status).toBe(422);
  });
});
