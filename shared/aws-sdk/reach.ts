import { Refusal } from '../base/refusal.ts';

/** Failures that the world causes and that pass: throttling, services that cannot be reached, a key that is away. */
const PASSING = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'LimitExceededException',
  'InternalServerError',
  'KMSInternalException',
  'DependencyTimeoutException',
  'KeyUnavailableException',
  'DisabledException',
  'KMSInvalidStateException',
  'TimeoutError',
  'NetworkingError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
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
    if (isPassing(error)) throw new Refusal('UNAVAILABLE', 'a service cannot be reached', { cause: error });
    throw error;
  }
}

/** By its name, or because the service itself says that it failed: whatever answers 5xx may not speak its language. */
function isPassing(error: unknown): boolean {
  const { name, code, $metadata } = error as { name?: string; code?: string; $metadata?: { httpStatusCode?: number } };
  return PASSING.has(name ?? '') || PASSING.has(code ?? '') || ($metadata?.httpStatusCode ?? 0) >= 500;
}
