import { ServiceError, type ServiceReply } from './service.ts';

/**
 * What can befall a call. `hang` takes it and never answers. `drop-after` does what is asked and then breaks the connection: the caller cannot know.
 * `stale` gives the last answer but one to an equal read, as a replica that lags would; DynamoDB's consistent reads are
 * never stale. `garble` does what is asked and answers with other bytes of the same length where KMS answers with bytes.
 * `meanwhile` lets something happen before the call goes on.
 */
export type Fault =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'transaction-conflict' }
  | { readonly kind: 'error'; readonly code: string; readonly status?: number }
  | { readonly kind: 'stale' }
  | { readonly kind: 'garble' }
  | { readonly kind: 'meanwhile'; readonly happen: () => Promise<unknown> };

/** Which calls a fault befalls; what is left out matches all. */
export interface FaultRule {
  readonly service?: string;
  readonly operation?: string;
  readonly function?: string;
  readonly fault: Fault;
  /** How many matching calls are left alone first. @default 0 */
  readonly after?: number;
  /** How many are befallen. @default 1 */
  readonly times?: number;
  /** Every which of them, as in a storm that spares some. @default 1 */
  readonly every?: number;
}

/** The faults of a run. */
export interface Faults {
  /** Lets a fault befall calls to come; the answer tells how many it has befallen. */
  inject(rule: FaultRule): () => number;
  clear(): void;
  /** The fault that befalls this call, if any. */
  next(call: { readonly service: string; readonly operation: string; readonly function: string }): Fault | undefined;
}

/** No faults yet. */
export function noFaults(): Faults {
  let rules: (FaultRule & { seen: number; hits: number })[] = [];
  return {
    inject(rule) {
      const active = { ...rule, seen: 0, hits: 0 };
      rules.push(active);
      return () => active.hits;
    },
    clear() {
      rules = [];
    },
    next(call) {
      for (const rule of rules) {
        const isMatch = (['service', 'operation', 'function'] as const).every(
          (key) => !rule[key] || rule[key] === call[key],
        );
        if (!isMatch || rule.hits >= (rule.times ?? 1)) continue;
        rule.seen += 1;
        if (rule.seen <= (rule.after ?? 0) || rule.seen % (rule.every ?? 1) !== 0) continue;
        rule.hits += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}

/** The error that a fault stands for. */
export function errorOf(fault: Fault, writes: number): ServiceError | undefined {
  if (fault.kind === 'error') return new ServiceError(fault.code, 'injected', { status: fault.status ?? 400 });
  if (fault.kind !== 'transaction-conflict') return undefined;
  const reasons = Array.from({ length: Math.max(1, writes) }, (_, index) =>
    index === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  );
  return new ServiceError('com.amazonaws.dynamodb.v20120810#TransactionCanceledException', 'Transaction cancelled', {
    more: { CancellationReasons: reasons },
  });
}

/** The fields of KMS's answers that hold bytes. */
const BYTES = /("(?:Signature|Mac|CiphertextBlob|Plaintext)":")([^"]+)"/g;

/** An answer of KMS in which every byte of what it holds is another one. */
export const garbled = (reply: ServiceReply): ServiceReply => ({
  ...reply,
  body: reply.body.toString().replaceAll(BYTES, (_, name: string, value: string) => {
    const other = Buffer.from(value, 'base64').map((byte) => byte ^ 0x5a);
    return `${name}${Buffer.from(other).toString('base64')}"`;
  }),
});
