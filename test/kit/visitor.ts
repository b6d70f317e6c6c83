import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { type Browser, keep, shown, type Shown } from './browser.ts';

/** A request that is ready to go, from an address of the loopback network. */
export interface Shot {
  readonly path: string;
  /** What is posted; without it, it is a GET. */
  readonly form?: Readonly<Record<string, string>>;
  readonly cookies?: ReadonlyMap<string, string>;
  /** Where it comes from, as `127.0.5.1`: each third number is another network. @default 127.0.0.1 */
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, and the cookies that came with it. */
export interface Hit extends Shown {
  readonly setCookies: readonly string[];
}

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };

/**
 * Fires at one moment: every connection is open and every request written but for its last byte before the first of
 * these bytes goes. So the requests are truly parallel, as far as the front door has workers.
 */
export async function volley(baseUrl: string, shots: readonly Shot[]): Promise<readonly Hit[]> {
  const loaded = await Promise.all(shots.map((shot) => load(baseUrl, shot)));
  for (const { fire } of loaded) fire();
  return Promise.all(loaded.map(({ hit }) => hit));
}

async function load(baseUrl: string, shot: Shot): Promise<{ fire: () => void; hit: Promise<Hit> }> {
  // A GET is held back by a body that nobody reads.
  const body = shot.form ? new URLSearchParams(shot.form).toString() : '.';
  const method = shot.form ? 'POST' : 'GET';
  const { request, hit } = open(baseUrl, { method, ...shot, bytes: Buffer.byteLength(body) });
  await new Promise<void>((resolve) => request.write(body.slice(0, -1), () => resolve()));
  return { fire: () => request.end(body.slice(-1)), hit };
}

interface Opening extends Omit<Shot, 'form'> {
  readonly method: 'GET' | 'POST';
  readonly bytes?: number;
}

function open(baseUrl: string, opening: Opening): { request: ClientRequest; hit: Promise<Hit> } {
  const { method, path, cookies = new Map(), address = '127.0.0.1', headers = SAME_ORIGIN, bytes } = opening;
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { promise: hit, resolve, reject } = Promise.withResolvers<Hit>();
  const { port, pathname, search } = new URL(path, baseUrl);
  const request = httpRequest(
    {
      host: '127.0.0.1',
      port,
      path: `${pathname}${search}`,
      method,
      agent: false,
      localAddress: address,
      headers: {
        ...headers,
        ...(cookie ? { cookie } : {}),
        ...(bytes === undefined
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': bytes }),
      },
    },
    (answer) => void hitOf(pathname, answer).then(resolve, reject),
  );
  request.once('error', reject);
  return { request, hit };
}

async function hitOf(path: string, answer: IncomingMessage): Promise<Hit> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
  const body = Buffer.concat(chunks).toString('utf8');
  const { statusCode = 0 } = answer;
  return { ...shown(path, { statusCode, headers, body }), setCookies: answer.headers['set-cookie'] ?? [] };
}

/** A browser at the front door, from an address of the loopback network; it follows redirects to our own pages. */
export function visitorFrom(baseUrl: string, address = '127.0.0.1'): Browser {
  const cookies = new Map<string, string>();
  const send = async (opening: Opening, body?: string): Promise<Shown> => {
    const { request, hit } = open(baseUrl, { ...opening, cookies, address });
    request.end(body);
    const { setCookies, ...seen } = await hit;
    for (const line of setCookies) keep(cookies, line);
    const location = seen.headers['location'];
    return seen.status === 303 && location?.startsWith('/')
      ? send({ method: 'GET', path: location, headers: SAME_ORIGIN })
      : seen;
  };
  return {
    cookies,
    get: (path, headers = { 'sec-fetch-site': 'none' }) => send({ method: 'GET', path, headers }),
    post: (path, form, headers = SAME_ORIGIN) => {
      const body = new URLSearchParams(form).toString();
      return send({ method: 'POST', path, headers, bytes: Buffer.byteLength(body) }, body);
    },
  };
}
