import { md5Of, type Queue, type QueuedMessage } from './endpoints/queues.ts';
import type { Access } from './endpoints/service.ts';
import type { Invocation } from './functions/pool.ts';
import type { QueueMapping, Schedule } from './template/functions.ts';
import { type EventRule, fits } from './template/rules.ts';
import { REGION } from './template/stack.ts';

/** What runs without anybody asking: queues that feed functions, and rules that go by the clock. */
export interface Jobs {
  /** Runs every scheduled rule now. */
  runSchedules(): Promise<readonly Invocation[]>;
  /** Tells the rules that wait for such an event; who hears it works beside whoever told it. @returns how many do */
  tell(event: object): number;
  /** Waits until the queues that feed functions have been worked off. */
  settle(): Promise<void>;
  close(): void;
}

/** What the jobs need of the rest. */
export interface JobOptions {
  readonly mappings: readonly QueueMapping[];
  readonly schedules: readonly Schedule[];
  readonly rules: readonly EventRule[];
  readonly queues: ReadonlyMap<string, Queue>;
  readonly invoke: (functionArn: string, event: unknown) => Promise<Invocation>;
  /** Records what Lambda's poller does with the function's role. */
  readonly notePoll: (functionArn: string, operation: string, accesses: readonly Access[]) => void;
  readonly onFailure: (sentence: string) => void;
  /** Whether rules run by the clock, and not only on demand. @default true */
  readonly clock?: boolean;
}

/** Starts the jobs. */
export function startJobs(options: JobOptions): Jobs {
  const { mappings, schedules, rules, queues, invoke, onFailure, clock = true } = options;
  const busy = new Set<Promise<void>>();
  const work = (job: Promise<void>): void => {
    const tracked: Promise<void> = job
      .catch((error: unknown) => onFailure(String(error)))
      .finally(() => busy.delete(tracked));
    busy.add(tracked);
  };
  for (const mapping of mappings) {
    const queue = queues.get(mapping.queueArn);
    queue?.onMessage(() => work(drain(queue, mapping, options)));
  }
  const run = async ({ functionArn, input, name }: Schedule): Promise<Invocation> => {
    const invocation = await invoke(functionArn, input);
    if (invocation.kind !== 'result') onFailure(`the rule ${name} failed: ${invocation.message}`);
    return invocation;
  };
  const timers = clock
    ? schedules.map((schedule) =>
        setInterval(() => work(run(schedule).then(() => undefined)), schedule.everySeconds * 1000).unref(),
      )
    : [];
  return {
    runSchedules: () => Promise.all(schedules.map(run)),
    tell: (event) => {
      const heard = rules.filter(({ pattern }) => fits(event, pattern));
      for (const { functionArn, name } of heard) {
        work(run({ functionArn, input: event, name, everySeconds: 0 }).then(() => undefined));
      }
      return heard.length;
    },
    settle: async () => {
      while (busy.size > 0) await Promise.all(busy);
    },
    close: () => {
      for (const timer of timers) clearInterval(timer);
      for (const queue of queues.values()) queue.close();
    },
  };
}

async function drain(queue: Queue, mapping: QueueMapping, { invoke, notePoll, onFailure }: JobOptions): Promise<void> {
  for (;;) {
    const messages = queue.receive(mapping.batchSize);
    if (messages.length === 0) return;
    const note = (operation: string): void => {
      const resources = [mapping.queueArn];
      notePoll(mapping.functionArn, operation, [{ action: `sqs:${operation}`, resources, context: {} }]);
    };
    note('GetQueueAttributes');
    note('ReceiveMessage');
    const event = { Records: messages.map((message) => recordOf(message, mapping)) };
    const invocation = await invoke(mapping.functionArn, event);
    if (invocation.kind !== 'result') {
      onFailure(`the messages of ${queue.definition.name} failed: ${invocation.message}`);
      continue; // they come again when their visibility timeout ends
    }
    const failed = mapping.reportsItemFailures ? failedIn(invocation.result) : new Set<string>();
    for (const { id, receipt } of messages) {
      if (!failed.has(id)) queue.delete(receipt);
    }
    note('DeleteMessage');
  }
}

const failedIn = (result: unknown): Set<string> => {
  const { batchItemFailures = [] } = (result ?? {}) as { batchItemFailures?: readonly { itemIdentifier: string }[] };
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
};

const recordOf = ({ id, receipt, body, receives, sentAt }: QueuedMessage, { queueArn }: QueueMapping) => ({
  messageId: id,
  receiptHandle: receipt,
  body,
  attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
  messageAttributes: {},
  md5OfBody: md5Of(body),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: REGION,
});
