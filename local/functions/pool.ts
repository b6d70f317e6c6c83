import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Caller } from '../endpoints/service.ts';
import type { FunctionDefinition } from '../template/functions.ts';
import { LOOPBACK_SWITCH } from '../../shared/config.ts';
import { REGION } from '../template/stack.ts';
import { findModule } from './find-module.ts';
import type { Answer, Task, WorkerData } from './messages.ts';

/** How an invocation ended. `crash` stands for what API Gateway shows as 502, `timeout` as 504. */
export type Invocation =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error' | 'crash' | 'timeout'; readonly message: string };

/** The workers of one function: each takes one event at a time; there are more of them only when all are busy. */
export interface Pool {
  readonly definition: FunctionDefinition;
  invoke(event: unknown, requestId?: string): Promise<Invocation>;
  /** Loads a worker before the first event comes. */
  warm(): Promise<void>;
  readonly size: number;
  close(): Promise<void>;
}

/** What all pools share. */
export interface PoolOptions {
  readonly endpointsUrl: string;
  /** How many workers a function may have. @default 4 */
  readonly maxWorkers?: number;
  /** Takes a line that a function wrote. */
  readonly onLog: (functionName: string, text: string) => void;
  readonly admit: (accessKeyId: string, caller: Caller) => void;
  readonly dismiss: (accessKeyId: string) => void;
}

interface Lane {
  readonly worker: Worker;
  readonly accessKeyId: string;
  readonly ready: Promise<void>;
  task: ((answer: Answer | { readonly crash: string }) => void) | undefined;
  isDead: boolean;
  /** Ends the lane, once: the worker is stopped and its key is worth nothing. */
  readonly end: (message: string) => void;
}

/** Opens the pool of a function; no worker runs yet. */
export function openPool(definition: FunctionDefinition, options: PoolOptions): Pool {
  const { maxWorkers = 4 } = options;
  const lanes = new Set<Lane>();
  const idle: Lane[] = [];
  const waiting: ((lane: Lane) => void)[] = [];
  let made = 0;

  const start = (): Lane => {
    made += 1;
    const lane = startLane(definition, made, options, () => lanes.delete(lane));
    lanes.add(lane);
    return lane;
  };
  const take = (): Promise<Lane> => {
    const lane = idle.pop() ?? (lanes.size < maxWorkers ? start() : undefined);
    return lane ? Promise.resolve(lane) : new Promise((resolve) => waiting.push(resolve));
  };
  /** A lane that ended is replaced only if somebody waits for it. */
  const give = (lane: Lane): void => {
    const next = waiting.shift();
    if (next) next(lane.isDead ? start() : lane);
    else if (!lane.isDead) idle.push(lane);
  };

  return {
    definition,
    async invoke(event, requestId = randomUUID()) {
      const lane = await take();
      try {
        return await run(lane, { event: JSON.stringify(event), requestId }, definition);
      } finally {
        give(lane);
      }
    },
    async warm() {
      const lane = await take();
      await lane.ready.finally(() => give(lane));
    },
    get size() {
      return lanes.size;
    },
    async close() {
      await Promise.all([...lanes].map(({ worker }) => worker.terminate()));
    },
  };
}

function startLane(definition: FunctionDefinition, number: number, options: PoolOptions, onEnd: () => void): Lane {
  const { name, roleArn } = definition;
  const accessKeyId = `local-${name}-${number}-${randomUUID()}`;
  options.admit(accessKeyId, { function: name, roleArn, worker: number });
  const workerData: WorkerData = { ...definition, file: findModule(definition.file) };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData,
    env: environmentOf(definition, accessKeyId, options.endpointsUrl),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr]) {
    stream.on('data', (chunk: Buffer) => options.onLog(name, chunk.toString('utf8')));
  }
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  ready.catch(() => undefined); // whoever waits for it hears of it; nobody may
  const end = (message: string): void => {
    if (lane.isDead) return;
    lane.isDead = true;
    options.dismiss(accessKeyId);
    onEnd();
    void worker.terminate();
    reject(new Error(message));
    lane.task?.({ crash: message });
  };
  const lane: Lane = { worker, accessKeyId, ready, task: undefined, isDead: false, end };
  worker.on('message', (message: Answer | 'ready') => (message === 'ready' ? resolve() : lane.task?.(message)));
  worker.on('error', (error) => end(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  worker.on('exit', (code) => end(`the function ended by itself (exit code ${code})`));
  return lane;
}

/** Hands a task to a lane. The time to load the module does not count, as it has a time of its own on Lambda. */
async function run(
  lane: Lane,
  task: Omit<Task, 'deadline'>,
  { timeoutSeconds }: FunctionDefinition,
): Promise<Invocation> {
  try {
    await lane.ready;
  } catch (error) {
    return { kind: 'crash', message: (error as Error).message };
  }
  const { promise, resolve } = Promise.withResolvers<Invocation>();
  const timer = setTimeout(() => {
    resolve({ kind: 'timeout', message: `Task timed out after ${timeoutSeconds}.00 seconds` });
    lane.end('timed out');
  }, timeoutSeconds * 1000);
  lane.task = (answer) => resolve(invocationOf(answer));
  lane.worker.postMessage({ ...task, deadline: Date.now() + timeoutSeconds * 1000 } satisfies Task);
  const invocation = await promise;
  clearTimeout(timer);
  lane.task = undefined;
  return invocation;
}

function invocationOf(answer: Answer | { readonly crash: string }): Invocation {
  if ('crash' in answer) return { kind: 'crash', message: answer.crash };
  if ('error' in answer)
    return { kind: 'error', message: `${answer.error.errorType}: ${answer.error.errorMessage}\n${answer.error.stack}` };
  return { kind: 'result', result: JSON.parse(answer.result) as unknown };
}

/**
 * What Lambda gives: the template's variables and the runtime's own; beside them the local endpoints, and leave to fetch
 * from this machine. The machine's profile of AWS is out of reach.
 */
export function environmentOf(
  { environment, functionName, memoryMb, file, export: handler }: FunctionDefinition,
  accessKeyId: string,
  endpointsUrl: string,
): Record<string, string> {
  const services = ['DYNAMODB', 'KMS', 'SQS', 'SES', 'S3', 'EVENTS'].map((service) => [
    `AWS_ENDPOINT_URL_${service}`,
    `${endpointsUrl}/${service.toLowerCase()}`,
  ]);
  return {
    ...environment,
    ...(Object.fromEntries(services) as Record<string, string>),
    [LOOPBACK_SWITCH]: 'allowed',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: file.slice(0, file.lastIndexOf('/')),
    _HANDLER: `index.${handler}`,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}
