import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DirectApi, dyingAt, openDirectApi } from './direct.ts';

let api: DirectApi;
beforeAll(async () => {
  api = await openDirectApi();
});
afterAll(() => api?.close());

const NEWEST = { headers: { 'if-match': '*' } };
let count = 0;

const make = async (path: string, body: unknown): Promise<string> => {
  const answer = await api.ask('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return String(answer.body['id'] ?? answer.body['name']);
};

const put = async (path: string): Promise<void> => {
  const { status } = await api.ask('PUT', path, { body: {} });
  if (status !== 204) throw new Error(`PUT ${path} answered ${status}`);
};

const keysNow = async (): Promise<string[]> => (await api.items()).map(({ pk, sk }) => `${pk} ${sk}`).toSorted();

/** Something to delete, amid others that stay. */
interface Scene {
  readonly path: string;
  readonly others: readonly string[];
}

const user = (): Promise<string> => {
  count += 1;
  return make('/users', { userName: `user${count}`, email: `user${count}@example.org`, givenName: 'Ada' });
};
const group = (): Promise<string> => make('/groups', { displayName: `Group ${++count}` });
const app = (): Promise<string> => {
  count += 1;
  return make('/apps', {
    name: `App ${count}`,
    entityId: `https://a${count}.example.org`,
    acs: [{ url: `https://a${count}.example.org/acs`, index: 0 }],
  });
};
const account = (): Promise<string> =>
  make('/aws/accounts', { id: String(100_000_000_000 + ++count), name: `Account ${count}` });
const role = async (accountId: string, name: string): Promise<string> => {
  const iam = `arn:aws:iam::${accountId}`;
  await make(`/aws/accounts/${accountId}/roles`, {
    roleArn: `${iam}:role/${name}`,
    providerArn: `${iam}:saml-provider/s`,
  });
  return `/aws/accounts/${accountId}/roles/${name}`;
};

const SCENES: Readonly<Record<string, () => Promise<Scene>>> = {
  user: async () => {
    const [a, b, g, p, c] = [await user(), await user(), await group(), await app(), await account()];
    const r = await role(c, 'Dev');
    const before = await keysNow();
    const doomed = await user();
    for (const path of [
      `/groups/${g}/members/${doomed}`,
      `/apps/${p}/assignments/users/${doomed}`,
      `${r}/assignments/users/${doomed}`,
    ])
      await put(path);
    await api.ask('POST', `/users/${doomed}/activation`);
    expect([a, b]).not.toContain(doomed);
    return { path: `/users/${doomed}`, others: before };
  },
  group: async () => {
    const [u, p, c] = [await user(), await app(), await account()];
    const r = await role(c, 'Dev');
    const before = await keysNow();
    const doomed = await group();
    for (const path of [
      `/groups/${doomed}/members/${u}`,
      `/apps/${p}/assignments/groups/${doomed}`,
      `${r}/assignments/groups/${doomed}`,
    ])
      await put(path);
    return { path: `/groups/${doomed}`, others: before };
  },
  app: async () => {
    const [u, g] = [await user(), await group()];
    const before = await keysNow();
    const doomed = await app();
    for (const path of [`/apps/${doomed}/assignments/users/${u}`, `/apps/${doomed}/assignments/groups/${g}`])
      await put(path);
    return { path: `/apps/${doomed}`, others: before };
  },
  role: async () => {
    const [u, g, c] = [await user(), await group(), await account()];
    const before = await keysNow();
    const doomed = await role(c, 'Admin');
    for (const path of [`${doomed}/assignments/users/${u}`, `${doomed}/assignments/groups/${g}`]) await put(path);
    return { path: doomed, others: before };
  },
  account: async () => {
    const [u, kept] = [await user(), await account()];
    await role(kept, 'Dev');
    const before = await keysNow();
    const doomed = await account();
    for (const name of ['A', 'B']) await put(`${await role(doomed, name)}/assignments/users/${u}`);
    return { path: `/aws/accounts/${doomed}`, others: before };
  },
};

/** What outlives its user by design: a mail that is on its way, and the link in it, which leads nowhere. */
const isMailed = (key: string): boolean => /^(?:OUTBOX#|TOKEN#)/.test(key);

describe.each(Object.keys(SCENES))('the deletion of a %s', (kind) => {
  it('leaves everything else, and nothing of its own, wherever a first attempt died', async () => {
    let isDone = false;
    for (let deadly = 1; !isDone; deadly += 1) {
      const { path, others } = await SCENES[kind]!();
      const table = dyingAt(api.table, deadly);
      const first = await api.ask('DELETE', path, { ...NEWEST, table });
      expect(first.status).toBe(table.isDead() ? 500 : 204);
      isDone = !table.isDead();
      const again = await api.ask('DELETE', path, NEWEST);
      expect([204, 404]).toContain(again.status);
      expect((await api.ask('GET', path)).status).toBe(404);
      expect((await api.ask('DELETE', path, NEWEST)).status).toBe(404);
      expect((await keysNow()).filter((key) => !isMailed(key))).toEqual(others.filter((key) => !isMailed(key)));
      expect(deadly).toBeLessThan(20);
    }
  });

  it('leaves nothing of what is assigned to it at the same time', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { path, others } = await SCENES[kind]!();
      const u = kind === 'user' ? path.slice('/users/'.length) : await user();
      const joins = {
        user: `/groups/${await group()}/members/${u}`,
        group: `${path}/members/${u}`,
        app: `${path}/assignments/users/${u}`,
        role: `${path}/assignments/users/${u}`,
        account: `${path}/roles/A/assignments/users/${u}`,
      }[kind]!;
      const [gone] = await Promise.all([
        api.ask('DELETE', path, NEWEST),
        ...[1, 2, 3].map(() => api.ask('PUT', joins, { body: {} })),
      ]);
      expect(gone?.status).toBe(204);
      const id = path.split('/').at(-1)!.toLowerCase();
      const left = (await keysNow()).filter(
        (key) => !others.includes(key) && !isMailed(key) && key.toLowerCase().includes(id),
      );
      expect(kind === 'role' ? left.filter((key) => key.startsWith('AWSROLE#')) : left).toEqual([]);
    }
  });
});

describe('something new of an old name', () => {
  it('gives nobody what they had of the old one, also when its deletion died', async () => {
    const u = await user();
    const accountId = await account();
    const path = await role(accountId, 'Reborn');
    await put(`${path}/assignments/users/${u}`);
    const table = dyingAt(api.table, 2);
    expect((await api.ask('DELETE', path, { ...NEWEST, table })).status).toBe(500);
    await role(accountId, 'Reborn');
    expect((await api.ask('GET', `${path}/assignments`)).body).toEqual({ items: [] });
  });
});
