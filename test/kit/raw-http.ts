import { Agent, request } from 'node:http';

/** A request as it goes over the wire: nothing of it is tidied up, neither dots nor escapes nor octets. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; cookies stand apart. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a request to a house. */
export function sendRaw(baseUrl: string, { method, path, headers = {}, body = '' }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const sent = length > 0 ? { 'content-length': String(length) } : {};
    const going = request({ hostname, port, agent, method, path, headers: { ...headers, ...sent } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => {
        const { 'set-cookie': cookies = [], ...named } = answer.headers;
        resolve({
          status: answer.statusCode ?? 0,
          headers: named as Record<string, string>,
          cookies,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    going.once('error', reject);
    going.end(body);
  });
}
