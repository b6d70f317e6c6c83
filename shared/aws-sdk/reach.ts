import { Refusal } from '../base/refusal.ts';

/** Failures that the world causes and that pass: throttling, and services that cannot be reached. */
const PASSING = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'InternalServerError',
  'KMSInternalException',
  'DependencyTimeoutException',
  'TimeoutError',
  'NetworkingError',
  'ECONNREFUSED',
  'ECONNRESET',
  'TransactionInProgressException',
]);

/**
 * Sends a request and names what the world caused, so that it answers 503 and may be tried again; everything else is
 * passed on as our own fault.
 *
 * @throws {Refusal} UNAVAILABLE
 */
export async function reach<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    if (PASSING.has(name ?? '') || PASSING.has(code ?? '')) {
      throw new Refusal('UNAVAILABLE', 'a service cannot be reached', { cause: error });
    }
    throw error;
  }
}
