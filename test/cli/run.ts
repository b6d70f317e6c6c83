import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** AWS credentials that no account has. */
export const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'eu-central-1',
};

/** An environment with nothing of this machine's own AWS configuration. */
const BARE = {
  PATH: process.env['PATH'],
  HOME: join(tmpdir(), 'nobody'),
  AWS_EC2_METADATA_DISABLED: 'true',
  NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
};

/** Runs a program of cli/ as npm does. */
export function runCli(
  name: 'setup' | 'token' | 'verify-log' | 'recover' | 'config',
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Ended> {
  const program = join(import.meta.dirname, '..', '..', 'cli', `${name}.ts`);
  const child = spawn(process.execPath, [program, ...args], { env: { ...BARE, ...environment } });
  let [said, complained] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString('utf8')));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said, complained })));
}
