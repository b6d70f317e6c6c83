import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Markup, textOf } from './markup.ts';

/** A request to the demo, unpacked. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  /** As it was written: signatures cover it. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** The name by which this machine was called: `localhost` or `127.0.0.1`. */
  readonly hostname: string;
}

/** What the demo answers. */
export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly location?: string;
  readonly cookie?: string;
}

/** Three times what AWS takes, since a percent escape has three characters, and some room. */
const BODY_BYTES = 1024 * 1024;

/** Unpacks a request, or says why not. */
export async function visitOf(request: IncomingMessage): Promise<Visit | Reply> {
  const hostname = (request.headers.host ?? '').replace(/:\d+$/, '');
  // A page elsewhere whose name leads to this machine must not read what is shown here.
  if (hostname !== 'localhost' && hostname !== '127.0.0.1') return plain(421, 'This demo answers to localhost only.');
  const body = await bodyOf(request);
  if (body === undefined) return plain(413, 'That is more than any SAML message needs.');
  const [path = '/', rawQuery = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return {
    method: request.method ?? 'GET',
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    form: new URLSearchParams(body),
    cookies: cookiesOf(request.headers.cookie ?? ''),
    hostname,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return bytes > BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

const cookiesOf = (header: string): ReadonlyMap<string, string> =>
  new Map(
    header.split(/; */).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );

/** A page. */
export const page = (whole: Markup, status = 200): Reply => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<!DOCTYPE html>${textOf(whole)}`,
});

/** A sentence. */
export const plain = (status: number, body: string): Reply => ({ status, type: 'text/plain; charset=utf-8', body });

/** The way to another page: 303, so that whatever was posted is not posted again. */
export const seeOther = (location: string, cookie?: string): Reply => ({
  status: 303,
  location,
  ...(cookie === undefined ? {} : { cookie }),
});

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Sends a reply. */
export function send(response: ServerResponse, { status, type, body = '', location, cookie }: Reply): void {
  response.writeHead(status, {
    ...HEADERS,
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(location === undefined ? {} : { location }),
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  });
  response.end(body);
}
