import type { ClientRequest, RequestOptions } from 'node:http';

/** How long one try may take, in milliseconds: until the connection stands, and until the whole answer is here. */
export interface TimeLimits {
  readonly connectMs: number;
  readonly answerMs: number;
}

/** An answer as it came. */
export interface Posted {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** An answer whose body is no text. */
export type Sent = Omit<Posted, 'body'> & { readonly bytes: Buffer };

// Imported as modules, they would have all their exports read, and node:http would load its WebSocket client: 40 ms of
// every cold start (bench/cold.ts).
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

const kept = { keepAlive: true, maxSockets: 50 } as const;
const plain = new http.Agent(kept);
const secure = new https.Agent(kept);

const open = (url: URL, options: RequestOptions): ClientRequest =>
  url.protocol === 'http:'
    ? http.request(url, { ...options, agent: plain })
    : https.request(url, { ...options, agent: secure });

const late = (what: string, ms: number): Error =>
  Object.assign(new Error(`${what} took longer than ${ms} ms`), { name: 'TimeoutError' });

/** Posts over a connection that is kept. @throws as {@link send} does */
export async function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  limits: TimeLimits,
): Promise<Posted> {
  const { bytes, ...answer } = await send({ method: 'POST', url, headers, body }, limits);
  return { ...answer, body: bytes.toString() };
}

/** A request with everything that goes with it. */
export interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * Sends a request over a connection that is kept, and reads the whole answer.
 *
 * @throws the connection's error with its `code`, or one named `TimeoutError`
 */
export function send({ method, url, headers, body }: Sending, { connectMs, answerMs }: TimeLimits): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const sent = open(url, { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
    const answering = setTimeout(() => sent.destroy(late('the answer', answerMs)), answerMs);
    sent.once('close', () => clearTimeout(answering));
    sent.on('error', reject);
    sent.once('socket', (socket) => {
      if (!socket.connecting) return;
      const connecting = setTimeout(() => sent.destroy(late('the connection', connectMs)), connectMs);
      socket.once('connect', () => clearTimeout(connecting));
      sent.once('close', () => clearTimeout(connecting));
    });
    sent.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    sent.end(body);
  });
}
