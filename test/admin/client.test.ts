import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApi } from '../../shared/admin/openapi.ts';
import { OPERATIONS } from '../../shared/admin/operations.ts';
import { type AdminApi, clientOf } from './client.ts';

const GROUP = { id: 'a'.repeat(26), displayName: 'G', createdAt: '', updatedAt: '', version: 1 };
let server: Server;
let api: AdminApi;
let answer: { status: number; body: unknown };

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(answer.status, {
      'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json',
    });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = clientOf(baseUrl, undefined, openApi(OPERATIONS, baseUrl));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const asked = (status: number, body: unknown): Promise<unknown> => {
  answer = { status, body };
  return api.ask('GET', `/groups/${GROUP.id}`);
};

describe('the client of these tests', () => {
  it('takes what the description says', async () => {
    expect(await asked(200, GROUP)).toMatchObject({ status: 200, body: GROUP });
  });

  it.each([
    ['a field too many', 200, { ...GROUP, secretHash: 'x' }],
    ['a field too few', 200, { ...GROUP, displayName: undefined }],
    ['a field of another kind', 200, { ...GROUP, version: '1' }],
    ['another status', 201, GROUP],
    ['a problem without its code', 404, { type: '/problems/x', title: 'x', status: 404, instance: 'x' }],
  ])('fails a test on %s', async (_what, status, body) => {
    await expect(asked(status, body)).rejects.toThrow(/GET \/(?:admin|groups)/);
  });
});
