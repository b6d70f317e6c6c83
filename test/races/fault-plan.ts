import type { FaultRule } from '../../local/endpoints/faults.ts';
import type { RecordedCall } from '../../local/endpoints/record.ts';
import { counts } from './counts.ts';

/** What can befall a call; without its place. `LONG`: from that call on, until the faults are cleared. */
type Kind = Pick<FaultRule, 'fault' | 'service' | 'operation' | 'times' | 'function'>;

const LONG = 1000;
const KINDS: Readonly<Record<string, Kind>> = {
  late: { fault: { kind: 'delay', ms: 30 } },
  'lost before it was done': { fault: { kind: 'drop-before' } },
  'lost before it was done, and all after it': { fault: { kind: 'drop-before' }, times: LONG },
  'lost when it was done': { fault: { kind: 'drop-after' } },
  'lost when it was done, and all after it': { fault: { kind: 'drop-after' }, times: LONG },
  throttled: { fault: { kind: 'error', code: 'ThrottlingException' } },
  'throttled, and all after it': { fault: { kind: 'error', code: 'ThrottlingException' }, times: LONG },
  'failed by the service': { fault: { kind: 'error', code: 'InternalServerError', status: 500 } },
  'answered 503 by something in between, and all after it': {
    fault: { kind: 'error', code: 'ServiceUnavailable', status: 503 },
    times: LONG,
  },
  'in conflict': { fault: { kind: 'transaction-conflict' }, operation: 'TransactWriteItems' },
  'in conflict, and all after it': {
    fault: { kind: 'transaction-conflict' },
    operation: 'TransactWriteItems',
    times: LONG,
  },
  // Not of `admin`: a deletion lists by the index what belongs to somebody, and misses what the index lacks yet.
  'stale, and all after it': { fault: { kind: 'stale' }, service: 'dynamodb', function: 'sso', times: LONG },
  'refused, as the key is disabled': { fault: { kind: 'error', code: 'DisabledException' }, service: 'kms' },
  'of a key that is away': { fault: { kind: 'error', code: 'KMSInvalidStateException' }, service: 'kms' },
  garbled: { fault: { kind: 'garble' }, service: 'kms', operation: 'Sign' },
};

/** One run: the fault, and words for it. */
export interface Planned {
  readonly words: string;
  readonly rule: FaultRule;
}

/** Every fault at every call of a scenario; a short run takes some of them, and others for each scenario. */
export function planned(calls: readonly RecordedCall[], functionName: string, shift: number): readonly Planned[] {
  const all = Object.entries(KINDS).flatMap(([name, kind]) => {
    const befallen = calls.filter(
      ({ service, operation }) =>
        (kind.service ?? service) === service &&
        (kind.operation ?? operation) === operation &&
        (kind.function ?? functionName) === functionName,
    );
    return befallen.map(({ operation }, after) => ({
      words: `call ${after + 1} (${operation}) is ${name}`,
      rule: { ...kind, function: functionName, after },
    }));
  });
  const step = Math.min(counts.every, Math.ceil(all.length / 3));
  return all.filter((_, index) => (index + shift) % step === 0);
}
