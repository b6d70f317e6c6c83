import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { adminRoutes } from '../../shared/admin/api.ts';
import { newApiToken } from '../../shared/admin/api-token.ts';
import type { AdminPorts } from '../../shared/admin/operation.ts';
import { ADMIN_ROUTES } from '../../shared/admin/routes.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { problem } from '../../shared/http/problem.ts';
import { web, type WebFunction } from '../../shared/http/web.ts';
import type { Item, Table } from '../../shared/table/table.ts';
import { eventOf, ORIGIN_SECRET } from '../kit/browser.ts';
import { adminExtras } from '../kit/admin-ports.ts';
import { testSecrets } from '../kit/keys.ts';
import { startTable } from '../kit/table.ts';

/** The admin API on the real emulator without a front door, whose table tests may let die. */
export interface DirectApi {
  readonly table: Table;
  /** What the API is made of. */
  readonly ports: AdminPorts;
  /** Asks, by way of a table that is not the API's own if one is given. */
  ask(
    method: string,
    path: string,
    asking?: { body?: unknown; headers?: Readonly<Record<string, string>>; table?: Table },
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Readonly<Record<string, string>> }>;
  /** Reads what is no JSON document. */
  askText(path: string): Promise<{ status: number; text: string; headers: Readonly<Record<string, string>> }>;
  /** Every item of the table but audit events. */
  items(): Promise<readonly Item[]>;
  close(): Promise<void>;
}

/** Opens it on a table of its own. */
export async function openDirectApi(): Promise<DirectApi> {
  const now = (): Date => new Date();
  const started = await startTable(now);
  const ports = (table: Table): AdminPorts => ({
    table,
    secrets: testSecrets(),
    nudge: { nudge: () => Promise.resolve() },
    ...adminExtras(now),
    ids: randomIds,
    now,
    baseUrl: 'https://sso.example.org',
  });
  const functionOn = (table: Table): WebFunction =>
    web(adminRoutes(ports(table)), {
      originSecrets: { current: ORIGIN_SECRET, previous: '' },
      baseUrl: 'https://sso.example.org',
      show: problem,
    });
  const made = newApiToken(
    { name: 'test', scopes: ['read', 'write'], days: 1, createdBy: 'iam' },
    { ids: randomIds, now },
  );
  await started.table.commit([made.write, { do: 'create', item: { pk: 'OWNERS', sk: 'OWNERS', count: 1 } }]);
  const client = new DynamoDBClient({});
  return {
    table: started.table,
    ports: ports(started.table),
    ask: async (method, path, { body, headers = {}, table = started.table } = {}) => {
      const event = eventOf(method, `/admin/v1${path}`, {
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        headers: { authorization: `Bearer ${made.text}`, 'content-type': 'application/json', ...headers },
        cookies: new Map(),
        routes: ADMIN_ROUTES,
        address: '203.0.113.7',
      });
      const answer = await functionOn(table)(event, {});
      const text = answer.body;
      const isJson = String(answer.headers['content-type']).includes('json');
      return { status: answer.statusCode, headers: answer.headers, body: isJson ? JSON.parse(text) : { text } };
    },
    askText: async (path) => {
      const event = eventOf('GET', `/admin/v1${path}`, {
        headers: { authorization: `Bearer ${made.text}` },
        cookies: new Map(),
        routes: ADMIN_ROUTES,
        address: '203.0.113.7',
      });
      const { statusCode: status, headers, body: text } = await functionOn(started.table)(event, {});
      return { status, headers, text };
    },
    items: async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: 'samlet', ConsistentRead: true }));
      return Items.map((item) => unmarshall(item) as Item).filter(({ pk }) => !pk.startsWith('AUDIT#'));
    },
    close: async () => {
      client.destroy();
      await started.close();
    },
  };
}

/** A table that dies at the commit of this number, as a function does whose time is up; nothing after it is written. */
export function dyingAt(table: Table, deadly: number): Table & { readonly isDead: () => boolean } {
  let commits = 0;
  return {
    ...table,
    commit: async (writes) => {
      commits += 1;
      if (commits >= deadly) throw new Error('the function died');
      await table.commit(writes);
    },
    isDead: () => commits >= deadly,
  };
}
