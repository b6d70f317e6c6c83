import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kind, KINDS, kindsOf, patternOf } from '../../docs/table-map.ts';
import { RIGHTS } from '../../lib/rights.ts';
import { adminClientOf } from '../../local/admin-client.ts';
import { startEmulator } from '../../local/endpoints/dynoxide.ts';
import { type DevFile, firstStart } from '../../local/first-start.ts';
import { openHouse } from '../../local/house.ts';
import { visitorOf } from '../../local/http-client.ts';
import { sharedStack } from '../lib/stack.ts';

/** An item as the map speaks of it. */
interface Placed {
  readonly pk: string;
  readonly sk: string;
  readonly gsi1pk?: string;
  readonly gsi1sk?: string;
  readonly expiresAt?: number;
}

/** Does a bit of everything that an administrator and a user do. */
async function use({ baseUrl, apiToken, admin }: DevFile): Promise<void> {
  const api = adminClientOf(baseUrl, apiToken);
  const visitor = visitorOf(baseUrl);
  const door = (await visitor.get('/sign-in')).headers.get('location') ?? '';
  const { pathname } = new URL(door, baseUrl);
  await visitor.get(pathname);
  await visitor.post(pathname, { ...admin });
  expect((await visitor.get('/go/console')).headers.get('location')).toBe('/console');
  const user = await api.send<{ id: string }>('POST', '/users', { userName: 'vera', email: 'vera@example.com' });
  const group = await api.send<{ id: string }>('POST', '/groups', { displayName: 'Platform' });
  const { items } = await api.send<{ items: readonly { id: string }[] }>('GET', '/users?userName=admin');
  await api.send('PUT', `/groups/${group.id}/members/${items[0]?.id}`);
  await api.send('POST', `/users/${user.id}/activation`);
  const entityId = 'https://wiki.example.com';
  const acs = [{ url: `${entityId}/acs`, index: 0 }];
  const logout = { binding: 'post', url: `${entityId}/slo` };
  const app = await api.send<{ id: string }>('POST', '/apps', {
    name: 'Wiki',
    entityId,
    acs,
    logout,
    idpInitiated: true,
  });
  await api.send('PUT', `/apps/${app.id}/assignments/groups/${group.id}`);
  const iam = 'arn:aws:iam::123456789012';
  await api.send('POST', '/aws/accounts', { id: '123456789012', name: 'Production' });
  const role = { roleArn: `${iam}:role/Developer`, providerArn: `${iam}:saml-provider/Samlet` };
  await api.send('POST', '/aws/accounts/123456789012/roles', role);
  await api.send('PUT', `/aws/accounts/123456789012/roles/Developer/assignments/groups/${group.id}`, {});
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
  await api.send('PUT', '/settings/logo', { image: pixel }, 0);
  const welcome = { subject: 'Welcome', body: 'Hello {{displayName}}' };
  await api.send('PATCH', '/settings', { mail: { welcome } }, 1);
  await api.send('POST', '/policies', { name: 'Wiki', apps: [app.id] }, 0);
  expect((await visitor.post(`/go/apps/${app.id}`, {})).status).toBe(200);
  await visitor.post('/favourites', { key: `app:${app.id}`, on: '1' });
  await visitorOf(baseUrl).get('/sign-in');
}

async function itemsIn(file: string, tableName: string): Promise<readonly Placed[]> {
  const emulator = await startEmulator(file);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: emulator.url, region: 'us-east-1', credentials }),
  );
  const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
  client.destroy();
  await emulator.close();
  return Items as unknown as Placed[];
}

/** Whether an item stands where its kind's row says, in the index as well, and passes if the row says so. */
const fits = (item: Placed, { index, lives }: Kind): boolean =>
  (index && !(index.isPartial && item.gsi1pk === undefined)
    ? patternOf(index.pk).test(item.gsi1pk ?? '') && patternOf(index.sk).test(item.gsi1sk ?? '')
    : item.gsi1pk === undefined && item.gsi1sk === undefined) &&
  (lives !== undefined) === (item.expiresAt !== undefined);

describe('the map of the table', () => {
  const data = mkdtempSync(join(tmpdir(), 'samlet-map-'));
  let items: readonly Placed[] = [];
  beforeAll(async () => {
    const troubles: string[] = [];
    const house = await openHouse({
      assembly: await sharedStack(),
      data,
      port: 0,
      clock: false,
      onTrouble: (line) => troubles.push(line),
    });
    try {
      await use(await firstStart(house, data));
      await house.jobs.settle();
    } finally {
      await house.close();
    }
    expect(troubles).toEqual([]);
    items = await itemsIn(join(data, 'dynamodb.db'), house.deployment.tables[0]?.TableName ?? '');
  });
  afterAll(() => rmSync(data, { recursive: true, force: true }));

  it('shows where every item of a table stands that was used', () => {
    expect(items.length).toBeGreaterThan(30);
    const lost = items.filter((item) => {
      const [kind, ...others] = kindsOf(item);
      return !kind || others.length > 0 || !fits(item, kind);
    });
    expect(lost).toEqual([]);
  });

  it('shows nothing that is not there, but for what nobody did here, and mails that have gone', () => {
    const unseen = KINDS.filter((kind) => !items.some((item) => kindsOf(item)[0] === kind));
    expect(unseen.map(({ name }) => name)).toEqual([
      'published metadata',
      'sign-out',
      'answered request',
      'mail',
      'idempotency key',
      'suppressed address',
      'mail given up',
      'import',
      'row of an import',
      'name that a row claims',
      'job',
      'open job',
      'plan',
      'change of a plan',
      'chain',
      'seal',
      'sealed digests',
      'follower',
      'counters',
    ]);
  });

  it('shows exactly the beginnings of partition keys that the functions have rights on', () => {
    const beginning = (key: string): string => key.split(/[#*]/)[0] ?? '';
    const granted = Object.values(RIGHTS).flatMap(({ table }) =>
      table.filter(({ index }) => !index).flatMap(({ keys }) => keys),
    );
    const shown = KINDS.map(({ pk }) => pk);
    expect([...new Set(shown.map(beginning))].toSorted()).toEqual([...new Set(granted.map(beginning))].toSorted());
  });
});
