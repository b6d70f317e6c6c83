import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { demand } from './kit/processes.ts';

demand('/usr/bin/curl', 'curl');
demand('/usr/bin/openssl', 'openssl');

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

/** The commands of a document that are marked as such, in its order. */
const commandsOf = (document: string): string =>
  [...readFileSync(join(DOCS, document), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, block]) => block)
    .join('\n');

function run(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn('/bin/bash', ['-euo', 'pipefail', '-c', script], { cwd, env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

describe('an administrator who follows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlet-docs-'));
  let house: TestHouse;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    house = await startHouse();
    const { baseUrl, apiToken } = await house.owner();
    await fetch(`${baseUrl}/sign-in`, { redirect: 'manual' }); // makes the certificates
    env = { SAMLET: baseUrl, TOKEN: apiToken };
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['admin-api.md', 'connect-aws.md', 'add-an-app.md', 'runbook.md'])(
    '%s gets through all its commands',
    async (document) => {
      const script = commandsOf(document);
      expect(script.split('\n').length).toBeGreaterThan(1);
      const { code, said } = await run(script, folder, env);
      expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
      expect(house.troubles).toEqual([]);
    },
  );
});
