import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi } from './client.ts';

interface Thing {
  readonly id: string;
}
interface List {
  readonly items: readonly (Thing & { readonly userName: string })[];
  readonly nextCursor?: string;
}

let house: TestHouse;
let api: AdminApi;

beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
});
afterAll(() => house?.close());

const newUser = (userName: string, fields: object = {}): Promise<Thing> =>
  api.ok<Thing>('POST', '/users', { userName, email: `${userName}@example.org`, ...fields });

describe('who may open what', () => {
  it('is told of a user by their own assignments and those of their groups, of a group by its own', async () => {
    const { id: userId } = await newUser('olga');
    const { id: groupId } = await api.ok<Thing>('POST', '/groups', { displayName: 'Orchard' });
    await api.ok('PUT', `/groups/${groupId}/members/${userId}`);
    const app = await api.ok<Thing>('POST', '/apps', {
      name: 'Wiki',
      entityId: 'https://wiki.example.org',
      acs: [{ url: 'https://wiki.example.org/acs', index: 0, isDefault: true }],
    });
    await api.ok('PUT', `/apps/${app.id}/assignments/users/${userId}`);
    await api.ok('POST', '/aws/accounts', { id: '123412341234', name: 'Production' });
    await api.ok('POST', '/aws/accounts/123412341234/roles', {
      roleArn: 'arn:aws:iam::123412341234:role/Reader',
      providerArn: 'arn:aws:iam::123412341234:saml-provider/Samlet',
    });
    await api.ok('PUT', `/aws/accounts/123412341234/roles/Reader/assignments/groups/${groupId}`, {});
    const roles = [
      { accountId: '123412341234', accountName: 'Production', roleName: 'Reader', sessionSeconds: expect.any(Number) },
    ];
    expect(await api.ok('GET', `/users/${userId}/access`)).toEqual({ apps: [{ id: app.id, name: 'Wiki' }], roles });
    expect(await api.ok('GET', `/groups/${groupId}/access`)).toEqual({ apps: [], roles });
  });

  it('is told of nobody who is not there', async () => {
    for (const path of ['/users', '/groups']) {
      expect((await api.ask('GET', `${path}/${'z'.repeat(26)}/access`)).status).toBe(404);
    }
  });
});

describe('the list of users', () => {
  it('is narrowed to those who are disabled, wherever in the list they stand', async () => {
    for (let n = 10; n < 22; n++) await newUser(`many${n}`, n === 11 || n === 20 ? { active: false } : {});
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page: List = await api.ok<List>('GET', `/users?active=false&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      pages.push(page.items.map(({ userName }) => userName));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(pages.flat()).toEqual(['many11', 'many20']);
    expect(pages[0]).toEqual(['many11']);
    const found = await api.ok<List>('GET', '/users?active=true&search=many2');
    expect(found.items.map(({ userName }) => userName)).toEqual(['many21']);
    expect((await api.ask('GET', '/users?active=maybe')).status).toBe(422);
  });
});
