import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type AdminApi, adminApi, pointersOf } from './client.ts';

interface Row {
  readonly account: { readonly id: string; readonly name: string };
  readonly role: { readonly name: string };
  readonly assignments: readonly {
    readonly principal: object;
    readonly name?: string;
    readonly sessionSeconds?: number;
  }[];
}
interface Page {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
}
interface Imported {
  readonly created: number;
  readonly existing: number;
  readonly refused: number;
  readonly lines: readonly { readonly line: number; readonly outcome: string; readonly details?: readonly string[] }[];
}

let house: TestHouse;
let api: AdminApi;
let groupId: string;
let userId: string;

beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
  ({ id: groupId } = await api.ok<{ id: string }>('POST', '/groups', { displayName: 'Bulk' }));
  ({ id: userId } = await api.ok<{ id: string }>('POST', '/users', {
    userName: 'bulk',
    email: 'bulk@example.org',
    displayName: 'Bella Bulk',
  }));
});
afterAll(() => house?.close());

const pair = (account: string, role: string): string =>
  `arn:aws:iam::${account}:role/${role},arn:aws:iam::${account}:saml-provider/Samlet`;
const paste = (text: string, more: object = {}): Promise<Imported> =>
  api.ok<Imported>('POST', '/aws/roles/import', { text, ...more });

describe('roles that are pasted', () => {
  it('are registered line by line, in either order, with brackets, and each line is answered for', async () => {
    await api.ok('POST', '/aws/accounts', { id: '100000000001', name: 'One' });
    const text = [
      '# from the console',
      `[${pair('100000000001', 'Reader')}]`,
      `arn:aws:iam::100000000001:saml-provider/Samlet,arn:aws:iam::100000000001:role/path/Writer\r`,
      '',
      'nonsense',
      pair('100000000002', 'Reader'),
    ].join('\n');
    const { lines, ...counts } = await paste(text, { maxSessionSeconds: 7200 });
    expect(counts).toEqual({ created: 2, existing: 0, refused: 2 });
    expect(lines.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'created'],
      [3, 'created'],
      [5, 'refused'],
      [6, 'refused'],
    ]);
    expect(lines[3]!.details).toEqual([expect.stringContaining('100000000002 is not registered')]);
    const again = await paste(text, { createAccounts: true });
    expect(again).toMatchObject({ created: 1, existing: 2, refused: 1 });
    expect(await api.ok('GET', '/aws/accounts/100000000001/roles/Writer')).toMatchObject({ maxSessionSeconds: 7200 });
    expect(await api.ok('GET', '/aws/accounts/100000000002')).toMatchObject({ name: '100000000002' });
  });

  it('are done once by an Idempotency-Key, though they are several changes', async () => {
    const text = [pair('100000000003', 'A'), pair('100000000003', 'B')].join('\n');
    const asking = { body: { text, createAccounts: true }, headers: { 'idempotency-key': 'paste-1' } };
    const first = await api.ask<Imported>('POST', '/aws/roles/import', asking);
    expect(first.body).toMatchObject({ created: 2 });
    expect((await api.ask('POST', '/aws/roles/import', asking)).body).toEqual(first.body);
  });

  it.each([
    ['nothing but comments', '# a\n\n# b'],
    ['more lines than one request may bring', Array.from({ length: 101 }, () => 'x').join('\n')],
  ])('are refused where there is %s', async (_name, text) => {
    expect(pointersOf(await api.ask('POST', '/aws/roles/import', { body: { text } }))).toEqual(['/text']);
  });
});

describe('assignments that are changed together', () => {
  const role = { accountId: '100000000001', roleName: 'Reader' };
  const change = (changes: readonly object[]) => api.ask('POST', '/aws/assignments', { body: { changes } });

  it('are all made, all in one', async () => {
    const { status } = await change([
      { do: 'assign', ...role, principal: { type: 'GROUP', id: groupId }, sessionSeconds: 1800 },
      { do: 'assign', ...role, principal: { type: 'USER', id: userId } },
      { do: 'assign', accountId: '100000000001', roleName: 'Writer', principal: { type: 'GROUP', id: groupId } },
    ]);
    expect(status).toBe(204);
    const { items } = await api.ok<Page>('GET', '/aws/matrix?name=one');
    expect(items.map((one) => [one.role.name, one.assignments.map(({ name }) => name)])).toEqual([
      ['Reader', ['Bulk', 'Bella Bulk']],
      ['Writer', ['Bulk']],
    ]);
    expect(items[0]!.assignments[0]).toMatchObject({ principal: { type: 'GROUP', id: groupId }, sessionSeconds: 1800 });
  });

  it('are none of them made where one does not fit, and it is named', async () => {
    const before = await api.ok<Page>('GET', '/aws/matrix?name=one');
    const answer = await change([
      { do: 'unassign', ...role, principal: { type: 'USER', id: userId } },
      { do: 'assign', accountId: '100000000001', roleName: 'Nobody', principal: { type: 'GROUP', id: groupId } },
      {
        do: 'assign',
        ...role,
        roleName: 'Writer',
        principal: { type: 'USER', id: userId },
        relayState: 'https://evil.example/',
      },
    ]);
    expect(pointersOf(answer)).toEqual(['/changes/1/roleName', '/changes/2/relayState']);
    const gone = await change([
      { do: 'unassign', ...role, principal: { type: 'USER', id: userId } },
      { do: 'assign', ...role, principal: { type: 'GROUP', id: 'a'.repeat(26) } },
    ]);
    expect([gone.status, pointersOf(gone)]).toEqual([409, ['/changes/1']]);
    expect(await api.ok<Page>('GET', '/aws/matrix?name=one')).toEqual(before);
  });

  it('name each assignment once', async () => {
    const principal = { type: 'USER', id: userId };
    const twice = [
      { do: 'assign', ...role, principal },
      { do: 'unassign', ...role, roleName: 'READER', principal },
    ];
    expect(pointersOf(await change(twice))).toEqual(['/changes/1']);
  });
});

describe('the matrix', () => {
  it('pages through the roles of all accounts, each once, whatever the size of a page', async () => {
    const all = (await api.ok<Page>('GET', '/aws/matrix?limit=200')).items.map(
      (one) => `${one.account.id}/${one.role.name}`,
    );
    expect(all.length).toBeGreaterThanOrEqual(5);
    for (const limit of [1, 2, 3]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page: Page = await api.ok<Page>('GET', `/aws/matrix?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...page.items.map((one) => `${one.account.id}/${one.role.name}`));
        cursor = page.nextCursor;
      } while (cursor);
      expect(found).toEqual(all);
    }
  });

  it.each([
    'e30',
    'bm9uc2Vuc2U',
    Buffer.from('{"account":1}').toString('base64url'),
    Buffer.from('{"account":"x"}').toString('base64url'),
  ])('refuses a cursor that it did not give: %s', async (cursor) =>
    expect((await api.ask('GET', `/aws/matrix?cursor=${cursor}`)).status).toBe(422),
  );
});
