import { Refusal } from '../base/refusal.ts';

/** The last moment before the function is ended, in milliseconds, which is left to say so. */
const MARGIN_MS = 400;

/** What Lambda tells of an invocation, as far as we ask. */
interface Invocation {
  readonly getRemainingTimeInMillis?: () => number;
}

/**
 * The outcome of a piece of work, or a refusal shortly before Lambda would end the function: people are told to try
 * again, by a page of ours. What became of the work is unknown then, as after any answer that was lost.
 *
 * @throws {Refusal} UNAVAILABLE
 */
export async function inTime<T>(work: () => Promise<T>, invocation: Invocation): Promise<T> {
  const left = invocation.getRemainingTimeInMillis?.();
  if (left === undefined) return work();
  const { promise: over, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Refusal('UNAVAILABLE', 'the time of the function is over', { left })),
    Math.max(0, left - MARGIN_MS),
  );
  try {
    return await Promise.race([work(), over]);
  } finally {
    clearTimeout(timer);
  }
}
