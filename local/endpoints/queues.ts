import { createHash, randomUUID } from 'node:crypto';
import type { QueueDefinition } from '../template/state.ts';

/** A message as it lies in a queue. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly receipt: string;
  readonly receives: number;
}

/** A queue in memory: what must not be lost over a restart is in the table, and a queue is only told to look there. */
export interface Queue {
  readonly definition: QueueDefinition;
  send(body: string, delaySeconds?: number): { readonly id: string };
  /** Takes up to `limit` messages; they come again unless deleted before the visibility timeout ends. */
  receive(limit: number): QueuedMessage[];
  delete(receipt: string): void;
  hide(receipt: string, seconds: number): void;
  /** Calls back whenever a message may be waiting. */
  onMessage(listener: () => void): void;
  readonly size: number;
  close(): void;
}

/** The queues of the stack, by ARN. */
export function openQueues(definitions: readonly QueueDefinition[]): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const definition of definitions)
    queues.set(
      definition.arn,
      openQueue(definition, (arn) => queues.get(arn)),
    );
  return queues;
}

type Stored = { -readonly [K in keyof QueuedMessage]: QueuedMessage[K] } & { visibleAt: number };

function openQueue(definition: QueueDefinition, other: (arn: string) => Queue | undefined): Queue {
  const messages = new Map<string, Stored>();
  const listeners: (() => void)[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const announce = (seconds: number): void => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        for (const listener of listeners) listener();
      },
      seconds * 1000 + 5,
    ); // timers may fire a moment early
    timers.add(timer.unref());
  };
  const byReceipt = (receipt: string): Stored | undefined =>
    [...messages.values()].find((message) => message.receipt === receipt);
  const isSpent = ({ receives }: Stored): boolean => receives >= (definition.maxReceiveCount ?? Infinity);
  const bury = (message: Stored): void => {
    messages.delete(message.id);
    other(definition.deadLetterArn ?? '')?.send(message.body);
  };

  return {
    definition,
    send(body, delaySeconds = 0) {
      const now = Date.now();
      const id = randomUUID();
      messages.set(id, { id, body, sentAt: now, receipt: '', receives: 0, visibleAt: now + delaySeconds * 1000 });
      announce(delaySeconds);
      return { id };
    },
    receive(limit) {
      const visible = [...messages.values()].filter(({ visibleAt }) => visibleAt <= Date.now());
      for (const spent of visible.filter(isSpent)) bury(spent);
      const taken = visible.filter((message) => !isSpent(message)).slice(0, limit);
      for (const message of taken) {
        message.receipt = randomUUID();
        message.receives += 1;
        message.visibleAt = Date.now() + definition.visibilitySeconds * 1000;
      }
      if (taken.length > 0) announce(definition.visibilitySeconds);
      return taken.map((message) => ({ ...message }));
    },
    delete(receipt) {
      const message = byReceipt(receipt);
      if (message) messages.delete(message.id);
    },
    hide(receipt, seconds) {
      const message = byReceipt(receipt);
      if (message) message.visibleAt = Date.now() + seconds * 1000;
      announce(seconds);
    },
    onMessage: (listener) => listeners.push(listener),
    get size() {
      return messages.size;
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** The MD5 of a body, which the SDK holds against what it sent. */
export const md5Of = (body: string): string => createHash('md5').update(body).digest('hex');
