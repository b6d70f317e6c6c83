/** Runs inside a worker thread: loads one handler and answers one event at a time, as a Lambda execution environment. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Task, WorkerData } from './messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread only');
const { file, export: name, functionName, arn, memoryMb } = workerData as WorkerData;
const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
const handler = module[name] as Handler;
if (typeof handler !== 'function') throw new Error(`${file} exports no function ${name}`);

const contextOf = ({ requestId, deadline }: Task): object => ({
  awsRequestId: requestId,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: arn,
  memoryLimitInMB: String(memoryMb),
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

async function answer(task: Task): Promise<Answer> {
  try {
    const result = await handler(JSON.parse(task.event), contextOf(task));
    return { result: JSON.stringify(result ?? null) };
  } catch (error) {
    const { name: errorType, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { error: { errorType, errorMessage: message, stack: stack ?? '' } };
  }
}

port.on('message', (task: Task) => {
  void answer(task).then((answered) => port.postMessage(answered));
});
port.postMessage('ready');
