import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRoutes } from '../../shared/admin/api.ts';
import { newApiToken, type Scope } from '../../shared/admin/api-token.ts';
import { OPERATIONS } from '../../shared/admin/operations.ts';
import { ROUTES } from '../../lib/routes.ts';
import type { AdminPorts } from '../../shared/admin/operation.ts';
import { isReading } from '../../shared/admin/permission.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { problem } from '../../shared/http/problem.ts';
import { web, type WebFunction } from '../../shared/http/web.ts';
import { cursorOf } from '../../shared/aws-sdk/cursor.ts';
import { APP, EC_APP, SHORT_CERTIFICATE } from '../saml/in/app.ts';
import { eventOf, ORIGIN_SECRET } from '../kit/browser.ts';
import { adminExtras } from '../kit/admin-ports.ts';
import { testSecrets } from '../kit/keys.ts';
import { startTable, type TestTable } from '../kit/table.ts';

let started: TestTable;
let admin: WebFunction;
const tokens: Partial<Record<Scope, string>> = {};

beforeAll(async () => {
  started = await startTable(() => new Date());
  const ports: AdminPorts = {
    table: started.table,
    secrets: testSecrets(),
    nudge: { nudge: () => Promise.resolve() },
    ...adminExtras(() => new Date()),
    ids: randomIds,
    now: () => new Date(),
    baseUrl: 'https://sso.example.org',
  };
  admin = web(adminRoutes(ports), {
    originSecrets: { current: ORIGIN_SECRET, previous: '' },
    baseUrl: ports.baseUrl,
    show: problem,
  });
  for (const scope of ['read', 'write'] as const) {
    const { text, write } = newApiToken({ name: scope, scopes: [scope], days: 1, createdBy: 'iam' }, ports);
    await started.table.commit([write]);
    tokens[scope] = text;
  }
});
afterAll(() => started.close());

async function call(scope: Scope, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const result = await admin(
    eventOf(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${tokens[scope]}`, 'content-type': 'application/json', ...headers },
      cookies: new Map(),
      routes: ROUTES.admin,
      address: '198.51.100.9',
    }),
    {},
  );
  return { status: result.statusCode, body: (result.body ? JSON.parse(result.body) : {}) as Record<string, unknown> };
}

describe('a token that may only read', () => {
  it.each(
    OPERATIONS.filter(({ permission }) => permission !== 'public' && !isReading(permission)).map(({ route }) => route),
  )('is refused %s before its input is looked at', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    expect((await call('read', method, path.replaceAll(/\{\w+\}/g, 'x'), { nonsense: 1 })).status).toBe(403);
  });

  it.each([
    ['half a key', { gsi1pk: 'USERS' }],
    ['an empty key', { gsi1pk: 'USERS', gsi1sk: '', pk: '', sk: '' }],
    ['one field more', { gsi1pk: 'USERS', gsi1sk: 'a', pk: 'USER#a', sk: 'USER', more: 'x' }],
    ['another partition', { gsi1pk: 'APITOKENS', gsi1sk: 'a', pk: 'USER#a', sk: 'USER' }],
    ['a number', { gsi1pk: 'USERS', gsi1sk: 1, pk: 'USER#a', sk: 'USER' }],
    ['a list', ['USERS']],
    ['nothing', null],
    ['too much', { gsi1pk: 'USERS', gsi1sk: 'a'.repeat(4000), pk: 'USER#a', sk: 'USER' }],
  ])('is told that a cursor with %s is wrong, and it is no failure of ours', async (_what, key) => {
    const cursor = cursorOf(key as unknown as Record<string, unknown>);
    expect((await call('read', 'GET', `/admin/v1/users?cursor=${cursor}`)).status).toBe(422);
  });

  it('is told so of a cursor that lies outside of the list in its partition', async () => {
    const { body: app } = await call('write', 'POST', '/admin/v1/apps', APP_FIELDS);
    const cursor = cursorOf({ pk: `APP#${String(app['id'])}`, sk: 'APP' });
    expect((await call('read', 'GET', `/admin/v1/apps/${String(app['id'])}/assignments?cursor=${cursor}`)).status).toBe(
      422,
    );
  });
});

const APP_FIELDS = {
  name: 'Wiki',
  entityId: 'https://wiki.example.org',
  acs: [{ url: 'https://wiki.example.org/acs', index: 0 }],
};

describe('an app that is registered', () => {
  const registering = (fields: object) =>
    call('write', 'POST', '/admin/v1/apps', { ...APP_FIELDS, entityId: 'https://other.example.org', ...fields });

  it('cannot be given a key to encrypt with that encrypts nothing', async () => {
    for (const encryptionCertificate of [EC_APP.certificate, SHORT_CERTIFICATE, 'AAAA'])
      expect((await registering({ encryptionCertificate })).status).toBe(422);
    expect((await registering({ encryptionCertificate: APP.certificate })).status).toBe(201);
  });
});

describe('a group that is deleted', () => {
  it('leaves nothing behind of what was added while it was being deleted', async () => {
    const { body: app } = await call('write', 'POST', '/admin/v1/apps', {
      ...APP_FIELDS,
      entityId: 'https://g.example',
    });
    const { body: user } = await call('write', 'POST', '/admin/v1/users', {
      userName: 'ada',
      email: 'ada@example.org',
    });
    const { body: group } = await call('write', 'POST', '/admin/v1/groups', { displayName: 'Analysts' });
    const [appId, userId, groupId] = [app, user, group].map(({ id }) => String(id));
    // Between the look at what belongs to the group and its deletion, another administrator adds to it.
    const commit = started.table.commit.bind(started.table);
    const add = async (): Promise<void> => {
      started.table.commit = commit;
      await call('write', 'PUT', `/admin/v1/groups/${groupId}/members/${userId}`);
      await call('write', 'PUT', `/admin/v1/apps/${appId}/assignments/groups/${groupId}`);
    };
    started.table.commit = async (writes) => {
      if (writes.some((write) => write.do === 'remove' && write.key.pk === `GROUP#${groupId}`)) await add();
      await commit(writes);
    };

    expect(
      (await call('write', 'DELETE', `/admin/v1/groups/${groupId}`, undefined, { 'if-match': '"1"' })).status,
    ).toBe(204);

    const { items: memberships } = await started.table.list({ pk: `USER#${userId}`, prefix: 'GROUP#' });
    const { items: assignments } = await started.table.list({ pk: `APP#${appId}`, prefix: 'ASSIGN#' });
    expect([memberships, assignments]).toEqual([[], []]);
  });
});
