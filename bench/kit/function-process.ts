/** Runs one bundled handler in a process of its own, as a Lambda execution environment does, and measures what it takes. */
import { pathToFileURL } from 'node:url';
import type { Measured, Order } from './warm-function.ts';

type Handler = (event: unknown, context: object) => Promise<{ readonly statusCode: number; readonly body: string }>;

const { handler } = (await import(pathToFileURL(process.argv[2] ?? '').href)) as { handler: Handler };

/** A request of its own for each time: the number must not repeat. */
let requests = 0;

async function run({ event, times }: Order): Promise<Measured> {
  const { requestContext } = event as { requestContext: object };
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  let body = '';
  for (let n = 0; n < times; n++) {
    requests += 1;
    const answer = await handler(
      { ...event, requestContext: { ...requestContext, requestId: `bench-${requests}` } },
      {},
    );
    if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}: ${answer.body.slice(0, 300)}`);
    ({ body } = answer);
  }
  const { user, system } = process.cpuUsage(cpu);
  const { rss, heapUsed } = process.memoryUsage();
  return { cpuMicros: user + system, wallMs: performance.now() - startedAt, rss, heapUsed, body };
}

async function answer(order: Order): Promise<void> {
  try {
    process.send?.(await run(order));
  } catch (error) {
    process.send?.({ failed: String(error) });
  }
}

process.on('message', (order: Order) => void answer(order));
process.send?.('ready');
