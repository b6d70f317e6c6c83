import { problemIn } from './problem.ts';

/** Asks for a fresh proof of who sits here; whether it was given. */
export type AskProof = () => Promise<boolean>;

let askProof: AskProof = () => Promise.resolve(false);

/** Says who asks for a fresh proof when a sensitive operation wants one. */
export function proveBy(ask: AskProof): void {
  askProof = ask;
}

/** Where signing in begins, and where it leads back to. */
const signInUrl = (): string =>
  `/go/console?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`;

/** A request as it leaves: meant (no form of another site can say so), and a new thing asked for at most once. */
function dressed(request: Request): Request {
  if (request.method !== 'GET') request.headers.set('samlet-request', '1');
  if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
    request.headers.set('idempotency-key', crypto.randomUUID());
  }
  return request;
}

/** What may be sent again when no answer came: it changes nothing, or changes it once. */
const isRepeatable = ({ method, headers }: Request): boolean => method === 'GET' || headers.has('idempotency-key');

async function sendOnce(request: Request): Promise<Response> {
  try {
    return await fetch(request.clone());
  } catch (error) {
    if (request.signal.aborted || !isRepeatable(request)) throw error;
    return fetch(request.clone());
  }
}

/**
 * Sends a request to the admin API. Whoever is not signed in is sent to do so; a sensitive operation is repeated after a
 * fresh proof.
 *
 * @throws {Problem} for every answer that is no success
 */
export async function send(given: Request): Promise<Response> {
  const request = dressed(given);
  const response = await sendOnce(request);
  if (response.ok) return response;
  if (response.status === 401) {
    location.assign(signInUrl());
    return new Promise(() => undefined); // the page is left
  }
  const problem = await problemIn(response);
  if (problem.code === 'STEP_UP_REQUIRED' && (await askProof())) return send(request);
  throw problem;
}
