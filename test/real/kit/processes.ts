import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
export const run = (
  command: string,
  args: readonly string[],
  { url, env = {} }: { url: string; env?: Record<string, string> },
): Promise<Running> => runUntil(command, args, { isThere: () => answers(url), env });

/** Starts a server in the foreground and waits until it is there (30 s at the most). @throws {Error} with what it said */
export async function runUntil(
  command: string,
  args: readonly string[],
  { isThere, env = {} }: { isThere: () => Promise<boolean>; env?: Record<string, string> },
): Promise<Running> {
  const child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const running: Running = { child, log: () => said, stop: () => stop(child) };
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`${command} ended at once:\n${said}`);
    if (await isThere()) return running;
    await pause(100);
  }
  await running.stop();
  throw new Error(`${command} is not there after 30 s:\n${said}`);
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
  await Promise.race([ended, pause(3000, undefined, { ref: false })]);
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

/** A {@link makeKeyPair} as two PEM texts. */
export function keyPairText(name: string): { key: string; certificate: string } {
  const directory = mkdtempSync(join(tmpdir(), 'samlet-keys-'));
  try {
    const { key, certificate } = makeKeyPair(directory, name);
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A port of this machine on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
