import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A server that a test started; `log` is what it said. */
export interface Running {
  readonly child: ChildProcess;
  log(): string;
  stop(): Promise<void>;
}

/** Fails, naming the Debian package, if a program is missing: a test of a real server never passes without it. */
export function demand(path: string, debianPackage: string): void {
  if (!existsSync(path)) throw new Error(`${path} is missing: install Debian's ${debianPackage}`);
}

/** Starts a server in the foreground and waits until `url` answers anything at all (30 s at the most). */
export async function run(
  command: string,
  args: readonly string[],
  { url, env = {} }: { url: string; env?: Record<string, string> },
): Promise<Running> {
  const child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const running: Running = { child, log: () => said, stop: () => stop(child) };
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`${command} ended at once:\n${said}`);
    if (await answers(url)) return running;
    await pause(100);
  }
  await running.stop();
  throw new Error(`${command} does not answer at ${url}:\n${said}`);
}

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url, { redirect: 'manual' });
    return true;
  } catch {
    return false;
  }
};

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([ended, pause(3000)]);
  child.kill('SIGKILL');
}

/** Makes a key and a self-signed certificate with OpenSSL, as an administrator of a service provider would. */
export function makeKeyPair(directory: string, name: string): { key: string; certificate: string } {
  const key = `${directory}/${name}.key`;
  const certificate = `${directory}/${name}.crt`;
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  return { key, certificate };
}
