import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const DOCUMENTS = 100_000;

describe('xml-crypto', () => {
  it(
    'verifies 100,000 documents of any content and reads in each what was said, and nothing more (S22)',
    () => {
      const script = join(import.meta.dirname, 'issue-property.ts');
      const { stdout, stderr } = spawnSync(process.execPath, [script, String(DOCUMENTS)], { encoding: 'utf8' });
      expect(`${stderr}${stdout}`).toMatch(new RegExp(`^seed \\d+\n${DOCUMENTS} passed, 0 failed\n$`));
    },
    20 * 60_000,
  );
});
