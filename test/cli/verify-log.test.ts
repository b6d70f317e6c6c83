import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recording } from '../../shared/audit/event.ts';
import { sealClosedHours } from '../../shared/audit/seal.ts';
import { type DirectApi, openDirectApi } from '../admin/direct.ts';
import { type Ended, runCli } from './run.ts';

let api: DirectApi;
let server: Server;
let url = '';
const folder = mkdtempSync(join(tmpdir(), 'samlet-verify-'));
const file = join(folder, 'log.jsonl');
const SAMLET_TOKEN = 'token';
const verify = (args: readonly string[], environment = {}): Promise<Ended> => runCli('verify-log', environment, args);

beforeAll(async () => {
  api = await openDirectApi();
  for (let n = 1; n <= 9; n++) {
    const at = new Date(Date.now() - n * 7_200_000).toISOString();
    const event = {
      id: `e${n}`,
      at,
      actor: { type: 'anonymous' },
      action: 'user.update',
      target: 'USER#u',
      outcome: 'success',
      requestId: 'r',
    } as const;
    await api.table.commit([recording(event)]);
  }
  await sealClosedHours({ table: api.table, now: () => new Date() }, performance.now() + 60_000);
  server = createServer((request, response) => {
    const isOurs = request.headers.authorization === `Bearer ${SAMLET_TOKEN}`;
    void (async () => {
      const { status, text, headers } = await api.askText((request.url ?? '').replace('/admin/v1', ''));
      response.writeHead(isOurs ? status : 401, headers).end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await api.close();
  rmSync(folder, { recursive: true });
});

describe('npm run verify-log', () => {
  it('verifies by the API, keeps what it read, and verifies that alone', async () => {
    const online = await verify(['--url', url, '--save', file], { SAMLET_TOKEN });
    expect(online).toMatchObject({ code: 0, complained: '' });
    expect(online.said).toMatch(
      /^9 records under 2[34] seals are as they were written, through \S+\.\nHead: [\w-]{43}\n$/,
    );
    const head = /Head: (\S+)/.exec(online.said)?.[1] ?? '';
    expect(await verify(['--file', file, '--head', head])).toEqual(online);
  });

  it('says where one byte was changed, and where a line is gone', async () => {
    const text = readFileSync(file, 'utf8');
    const other = join(folder, 'other.jsonl');
    writeFileSync(other, text.replace('"id":"e4"', '"id":"e5"'));
    const changed = await verify(['--file', other]);
    expect([changed.code, changed.said]).toEqual([
      1,
      expect.stringMatching(/^event e5 \(user\.update\) at \S+: it was altered\n$/),
    ]);
    writeFileSync(other, text.replace(/^.*"id":"e4".*\n/m, ''));
    expect((await verify(['--file', other])).said).toMatch(/^record 1 of 1 in \S+: it is missing at the end\n$/);
    writeFileSync(other, text.replace(/^\{"kind"/m, '{kind'));
    expect((await verify(['--file', other])).complained).toMatch(/line \d+ is no record and no seal/);
  });

  it.each([
    [[], 'say where the log is: --file PATH or --url URL'],
    [['--file', '/nowhere/at/all'], '/nowhere/at/all cannot be read'],
    [['--url', 'nonsense'], 'SAMLET_TOKEN'],
  ])('says in one sentence what is missing (%j)', async (args, words) => {
    const { code, complained } = await verify(args);
    expect([code, complained]).toEqual([1, expect.stringContaining(words)]);
  });

  it('says that the API does not let it in', async () => {
    expect((await verify(['--url', url], { SAMLET_TOKEN: 'wrong' })).complained).toContain('answered 401');
  });
});
