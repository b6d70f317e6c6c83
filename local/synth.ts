import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from './start-failure.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = [
  '{bin,lib,functions,shared}/**/*',
  'web/src/**/*',
  'web/*.{html,json,ts}',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Names the state of everything that the stack is made of: 16 digits of a hash. */
export function sourceHash(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync(SOURCES, { cwd: ROOT }).toSorted()) {
    const path = join(ROOT, file);
    if (statSync(path).isFile()) hash.update(`\n${file}\n`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Synthesizes the CDK app into a folder, unless what lies there was made of the same sources.
 *
 * @returns whether it had to
 * @throws {StartFailure} with the app's own words when it fails
 */
export async function synthesize(directory: string): Promise<boolean> {
  const hash = sourceHash();
  const mark = join(directory, 'samlet-sources');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return false;
  const fresh = `${directory}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    await runApp(fresh);
    writeFileSync(join(fresh, 'samlet-sources'), hash);
    rmSync(directory, { recursive: true, force: true });
    renameSync(fresh, directory);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return true;
}

/**
 * The same in a folder that several processes share, one for each state of the sources: the first makes it, the others
 * wait. A lock that is older than three minutes belongs to a process that died.
 */
export async function synthesizeShared(parent: string): Promise<string> {
  const directory = join(parent, sourceHash());
  const lock = `${directory}.lock`;
  mkdirSync(parent, { recursive: true });
  while (!existsSync(join(directory, 'samlet-sources'))) {
    if (!takeLock(lock)) {
      await pause(100);
      continue;
    }
    try {
      await synthesize(directory);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return directory;
}

function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 180_000)
      rmSync(lock, { recursive: true, force: true });
    return false; // another process is at it
  }
}

function runApp(directory: string): Promise<void> {
  const app = join(ROOT, 'bin/samlet.ts');
  if (!existsSync(app)) throw new StartFailure('bin/samlet.ts is missing: there is no stack to run');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', app], {
      cwd: ROOT,
      env: { ...process.env, ...contextOf(directory) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    }
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new StartFailure(`the CDK app does not synthesize:\n${said.trim().slice(0, 4000)}`)),
    );
  });
}

/** Where local mails come from when the settings name nobody: a domain that never is (RFC 2606). */
const LOCAL_SENDER = 'no-reply@samlet.example';

/** What the CDK's command line would pass on: where to write, and the context of cdk.json. */
function contextOf(directory: string): Record<string, string> {
  const file = join(ROOT, 'cdk.json');
  const config = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  const { context = {} } = JSON.parse(config) as { context?: Readonly<Record<string, object>> };
  const samlet = { mailFrom: LOCAL_SENDER, ...context['samlet'] };
  return { CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify({ ...context, samlet }) };
}
