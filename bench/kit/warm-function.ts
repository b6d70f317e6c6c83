import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findModule } from '../../local/functions/find-module.ts';
import { environmentOf } from '../../local/functions/pool.ts';
import type { House } from '../../local/house.ts';

/** An event to be answered, so many times one after another. */
export interface Order {
  readonly event: object;
  readonly times: number;
}

/** What it took: CPU of the process in microseconds, wall time in milliseconds, memory in bytes; and the last answer. */
export interface Measured {
  readonly cpuMicros: number;
  readonly wallMs: number;
  readonly rss: number;
  readonly heapUsed: number;
  readonly body: string;
}

/** A function of a house in a process of its own, which stays warm. */
export interface WarmFunction {
  /** Answers an event. @throws {Error} for an answer that is not 200 */
  run(event: object, times: number): Promise<Measured>;
  close(): void;
}

/** Starts a function by its short name, with exactly the environment, rights and bundle that the template gives it. */
export async function warmFunction(house: House, name: string, flags: readonly string[] = []): Promise<WarmFunction> {
  const definition = house.deployment.functions.find((fn) => fn.name === name);
  if (!definition) throw new Error(`the stack has no function ${name}`);
  const accessKeyId = `bench-${name}-${process.pid}-${Date.now()}`;
  house.endpoints.admit(accessKeyId, { function: name, roleArn: definition.roleArn, worker: 0 });
  const child = fork(join(import.meta.dirname, 'function-process.ts'), [findModule(definition.file)], {
    env: environmentOf(definition, accessKeyId, house.endpointsUrl),
    execArgv: ['--disable-warning=ExperimentalWarning', ...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return { run: (event, times) => ask(child, { event, times }), close: () => void child.kill() };
}

async function ask(child: ChildProcess, order: Order): Promise<Measured> {
  child.send(order);
  const [said] = (await once(child, 'message')) as [Measured | { readonly failed: string }];
  if ('failed' in said) throw new Error(said.failed);
  return said;
}
