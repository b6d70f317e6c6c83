import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from '../start-failure.ts';

/** A DynamoDB that answers at `url`. */
export interface Emulator {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded emulator over a file, or in memory; `DYNAMODB_ENDPOINT` names one that runs already,
 * `DYNOXIDE_BIN` another binary.
 *
 * @throws {StartFailure} when there is none for this platform, or it does not come up
 */
export async function startEmulator(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Emulator> {
  const running = environment['DYNAMODB_ENDPOINT'];
  if (running) return { url: running, close: () => Promise.resolve() };
  const binary = environment['DYNOXIDE_BIN'] ?? bundledBinary();
  if (!binary || !existsSync(binary)) {
    throw new StartFailure(
      `there is no DynamoDB emulator for ${process.platform}-${process.arch}: ` +
        `run "npm install --no-save @dynoxide/${process.platform}-${process.arch}@1.2.1", ` +
        'or set DYNOXIDE_BIN to its binary, or DYNAMODB_ENDPOINT to a DynamoDB Local that runs',
    );
  }
  const port = await freePort();
  const child = spawn(binary, ['serve', '--port', String(port), ...(file ? ['--db-path', file] : [])], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: environment['PATH'] ?? '' },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-400);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said = error.message;
      resolve();
    });
  });
  const orphan = (): boolean => child.kill('SIGKILL');
  process.once('exit', orphan);
  if (!(await Promise.race([isUp(port), ended.then(() => false)]))) {
    child.kill('SIGKILL');
    throw new StartFailure(`the DynamoDB emulator did not start: ${said.trim() || 'it says nothing'}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      process.off('exit', orphan);
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function bundledBinary(): string | undefined {
  try {
    const home = createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`);
    return join(dirname(home), process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch {
    return undefined; // not installed: told by the caller in a sentence
  }
}

/** A port that nobody listens on, as the operating system chooses it. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function isUp(port: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    if (await canConnect(port)) return true;
    await pause(15);
  }
  return false;
}

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
