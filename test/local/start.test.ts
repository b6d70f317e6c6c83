import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const START = join(import.meta.dirname, '..', '..', 'local', 'start.ts');

const start = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', START, ...args], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });

describe('npm start', () => {
  it.each([
    ['an argument that is not known', ['--emty'], {}, '"--emty" is not known: the only argument is --empty'],
    ['a port that is none', [], { PORT: 'http' }, 'PORT is "http": it must be a number'],
    ['a port without room for the two beside it', [], { PORT: '65535' }, 'PORT is "65535": it must be a number'],
  ])('with %s says so in one sentence and ends', (_what, args, environment, words) => {
    const { status, stdout, stderr } = start(args, environment);
    expect({ status, stdout, lines: stderr.trim().split('\n').length }).toEqual({ status: 1, stdout: '', lines: 1 });
    expect(stderr).toContain(`Samlet cannot start: ${words}`);
  });
});
