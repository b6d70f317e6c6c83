import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DirectApi, dyingAt, openDirectApi } from './direct.ts';

let api: DirectApi;
beforeAll(async () => {
  api = await openDirectApi();
});
afterAll(() => api?.close());

let count = 0;
const group = () => ({ displayName: `Group ${++count}` });
const post = (path: string, key: string, body: unknown) =>
  api.ask('POST', path, { body, headers: { 'idempotency-key': key } });
const groups = async (): Promise<number> => (await api.items()).filter(({ sk }) => sk === 'GROUP').length;

describe('a request with an Idempotency-Key', () => {
  it('is done once, and answered alike as often as it comes', async () => {
    const body = group();
    const first = await post('/groups', 'k1', body);
    const before = await groups();
    const second = await post('/groups', 'k1', body);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers['location']).toBe(first.headers['location']);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(await groups()).toBe(before);
  });

  it('is done once when it comes ten times at once', async () => {
    const body = group();
    const before = await groups();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/groups', 'k2', body)));
    expect(await groups()).toBe(before + 1);
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ body: { id } }) => id)).size).toBe(1);
    expect(
      answers
        .filter(({ status }) => status !== 201)
        .map(({ status }) => status)
        .every((status) => status === 409),
    ).toBe(true);
  });

  it('is refused when the key was used for something else', async () => {
    await post('/groups', 'k3', group());
    expect((await post('/groups', 'k3', group())).status).toBe(422);
  });

  it('may be tried again after it was refused', async () => {
    expect((await post('/groups', 'k4', { displayName: '' })).status).toBe(422);
    expect((await post('/groups', 'k4', group())).status).toBe(201);
  });

  it('is not done twice when the first answer was lost', async () => {
    const body = group();
    const before = await groups();
    const lost = await api.ask('POST', '/groups', {
      body,
      headers: { 'idempotency-key': 'k5' },
      table: dyingAt(api.table, 2),
    });
    expect(lost.status).toBe(500);
    const again = await post('/groups', 'k5', body);
    expect([again.status, again.body['code']]).toEqual([409, 'CONFLICT']);
    expect(await groups()).toBe(before + 1);
  });

  it('keeps no secret: a token is made once and shown once', async () => {
    const body = { name: 'once', scopes: ['read'] };
    const first = await post('/api-tokens', 'k6', body);
    expect(first.status).toBe(201);
    expect((await post('/api-tokens', 'k6', body)).status).toBe(409);
    const secret = String(first.body['token']).slice(-43);
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(await api.items())).not.toContain(secret);
  });

  it('makes an account and its partition’s app together, once', async () => {
    const body = { id: '123456789012', name: 'One', partition: 'aws-cn' };
    const answers = await Promise.all([1, 2, 3].map((n) => post('/aws/accounts', `a${n}`, body)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const others = await Promise.all(
      [1, 2, 3].map((n) =>
        post('/aws/accounts', `b${n}`, { id: `22345678901${n}`, name: `Gov ${n}`, partition: 'aws-us-gov' }),
      ),
    );
    expect(others.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await api.items()).filter(({ sk }) => sk === 'APP')).toHaveLength(2);
  });

  it('has a key that can be read', async () => {
    for (const key of ['', 'a b', 'x'.repeat(256), 'ä']) expect((await post('/groups', key, group())).status).toBe(422);
  });
});
