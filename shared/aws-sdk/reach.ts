import { Refusal } from '../base/refusal.ts';
import { patienceWith } from './call.ts';

/** Failures that the world causes and that pass, by the names that the SDK and KMS have for them: also a key that is away. */
const PASSING = new Set([
  'NetworkingError',
  'InternalServerError',
  'KMSInternalException',
  'DependencyTimeoutException',
  'KeyUnavailableException',
  'DisabledException',
  'KMSInvalidStateException',
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
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return patienceWith(error) !== undefined || PASSING.has(name ?? '') || ($metadata?.httpStatusCode ?? 0) >= 500;
}
