import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { runCli } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlet-config-'));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('npm run config', () => {
  let house: TestHouse;
  let environment: Record<string, string>;
  beforeAll(async () => {
    house = await startHouse();
    environment = { SAMLET_URL: house.baseUrl, SAMLET_TOKEN: (await house.owner()).apiToken };
  });
  afterAll(() => house?.close());

  const config = (...args: string[]) => runCli('config', environment, args);

  it('exports what it then plans as nothing to do', async () => {
    const { said, code } = await config('export');
    expect([code, said.startsWith('samlet: 1\n')]).toEqual([0, true]);
    expect(await config('plan', file('as-it-is.yaml', said))).toMatchObject({ code: 0, said: 'Nothing to do.\n' });
  });

  it('plans with an end that CI can tell, applies, and follows the job to its end', async () => {
    const wanted = file('pickers.yaml', 'samlet: 1\ngroups:\n  - displayName: Pickers\n    description: In autumn\n');
    const plan = await config('plan', wanted);
    expect([plan.code, plan.said]).toEqual([
      2,
      '+ group Pickers\n    displayName: "Pickers"\n    description: "In autumn"\n1 to create, 0 to change, 0 to delete.\n',
    ]);
    const applied = await config('apply', wanted, '--yes');
    expect([applied.complained, applied.code]).toEqual(['', 0]);
    expect(applied.said).toContain('1 of 1 changes are done.');
    expect((await config('plan', wanted)).code).toBe(0);
  });

  it('deletes nothing that was not confirmed, and asks nobody where nobody is', async () => {
    const none = file('none.yaml', 'samlet: 1\ngroups: []\n');
    expect(await config('apply', none, '--prune', '--yes')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('say --confirm-deletions'),
    });
    expect(await config('apply', none, '--prune')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('--yes'),
    });
    expect((await config('apply', none, '--prune', '--yes', '--confirm-deletions')).code).toBe(0);
  });

  it('tells the faults of a file with their lines', async () => {
    const wrong = file('wrong.yaml', 'samlet: 1\ngroups:\n  - displayName: ""\n');
    const { code, complained } = await config('plan', wrong);
    expect(code).toBe(1);
    expect(complained).toMatch(/\/groups\/0\/displayName: Line 3: /);
  });

  it.each([
    [['sing'], {}, 'the commands are'],
    [['export', '--loud'], {}, 'is not understood'],
    [['plan', '/nowhere.yaml'], {}, 'cannot be read'],
    [['export'], { SAMLET_TOKEN: '' }, 'SAMLET_TOKEN must hold'],
    [['export'], { SAMLET_TOKEN: 'samlet_no' }, 'Authentication is required'],
    [['export'], { SAMLET_URL: 'http://127.0.0.1:9' }, 'cannot be reached'],
  ])('says in a sentence what stops %j', async (args, other, words) => {
    const { code, complained } = await runCli('config', { ...environment, ...other }, args);
    expect([code, complained]).toEqual([1, expect.stringContaining(words)]);
  });
});
