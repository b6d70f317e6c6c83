import type { House } from '../../local/house.ts';

/** What an exchange asked of AWS. */
export interface Counted {
  /** Every call. */
  readonly all: number;
  /** Calls that had to wait for one another: the round trips that a person waits for. */
  readonly inSequence: number;
  readonly signatures: number;
  /** The operations in the order of their calls. */
  readonly operations: readonly string[];
}

/** Milliseconds that each call is held up: far more than two that are sent together can be apart. */
const HELD_MS = 300;

/**
 * Counts the calls of the bundled functions while something is done. Each call is held up, so one that started while
 * another was held did not wait for its answer.
 */
export async function countCalls(house: House, act: () => Promise<unknown>): Promise<Counted> {
  const stop = house.faults.inject({ fault: { kind: 'delay', ms: HELD_MS }, times: Number.POSITIVE_INFINITY });
  house.recorder.clear();
  await act();
  const calls = [...house.recorder.calls];
  house.faults.clear();
  if (calls.length !== stop()) throw new Error(`${calls.length} calls were recorded and ${stop()} held up`);
  return {
    all: calls.length,
    inSequence: lengthOf(calls.map(({ at }) => Date.parse(at))),
    signatures: calls.filter(({ service, operation }) => service === 'kms' && operation === 'Sign').length,
    operations: calls.map(({ service, operation }) => `${service}:${operation}`),
  };
}

/** The longest chain of starts of which each lies behind the end of the one before. */
function lengthOf(starts: readonly number[]): number {
  let length = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const start of starts.toSorted((a, b) => a - b)) {
    if (start < end) continue;
    length += 1;
    end = start + HELD_MS;
  }
  return length;
}
