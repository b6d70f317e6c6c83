import type { APIGatewayEvent, APIGatewayResult } from '../../shared/http/event.ts';
import type { WebFunction } from '../../shared/http/web.ts';

/** What a browser shows after it has followed redirects of our own. */
export interface Shown {
  readonly status: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
  /** The hidden and filled fields of the page's first form. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where the page's first form leads. */
  readonly action: string;
}

/** A browser with a cookie jar that speaks to a function as API Gateway behind CloudFront does. */
export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Shown>;
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Shown>;
}

/** What a stack of ours must be told to believe a test's request. */
export const ORIGIN_SECRET = 'origin-secret-of-tests';

let requests = 0;

/** Opens a browser on a function whose routes are known by their keys. */
export function browser(handler: WebFunction, routes: readonly string[], { address = '203.0.113.7' } = {}): Browser {
  const cookies = new Map<string, string>();
  const send = async (
    method: string,
    url: string,
    init: { body?: string; headers?: Readonly<Record<string, string>> },
  ): Promise<Shown> => {
    const event = eventOf(method, url, { ...init, cookies, routes, address });
    const result = await handler(event, {});
    for (const cookie of result.cookies ?? []) keep(cookies, cookie);
    const location = result.headers['location'];
    if (result.statusCode === 303 && location?.startsWith('/'))
      return send('GET', location, { headers: { 'sec-fetch-site': 'same-origin' } });
    return shown(event.rawPath, result);
  };
  return {
    cookies,
    get: (path, headers = { 'sec-fetch-site': 'none' }) => send('GET', path, { headers }),
    post: (path, form, headers = { 'sec-fetch-site': 'same-origin' }) =>
      send('POST', path, {
        body: new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
}

interface Sending {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly routes: readonly string[];
  readonly address: string;
}

/** An event in API Gateway's payload format 2.0. */
export function eventOf(
  method: string,
  url: string,
  { body, headers = {}, cookies, routes, address }: Sending,
): APIGatewayEvent {
  const [path = '/', query = ''] = url.replace(/^https?:\/\/[^/]+/, '').split(/\?(.*)/s);
  const { routeKey, pathParameters } = routeOf(method, path, routes);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    cookies: [...cookies].map(([name, value]) => `${name}=${value}`),
    headers: {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156',
      'x-samlet-origin': ORIGIN_SECRET,
      'x-samlet-viewer-address': `${address}:50000`,
      ...headers,
    },
    ...(pathParameters ? { pathParameters } : {}),
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }),
    requestContext: { requestId: `request-${++requests}`, http: { method } },
  };
}

function routeOf(
  method: string,
  path: string,
  routes: readonly string[],
): { routeKey: string; pathParameters?: Record<string, string> } {
  for (const routeKey of routes) {
    const [verb, pattern = ''] = routeKey.split(' ');
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const match = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (verb !== method || !match) continue;
    const pathParameters = Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]),
    );
    return { routeKey, pathParameters };
  }
  return { routeKey: '$default' };
}

/** Puts a Set-Cookie line into the jar, or takes out what it ends. */
export function keep(cookies: Map<string, string>, cookie: string): void {
  const [pair = '', ...flags] = cookie.split('; ');
  const at = pair.indexOf('=');
  if (flags.includes('Max-Age=0')) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}

/** What a browser makes of an answer. */
export function shown(path: string, { statusCode, headers, body }: APIGatewayResult): Shown {
  const form = /<form[^>]*>[\s\S]*?<\/form>/.exec(body)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (name) fields[name] = attribute(tag, 'value') ?? '';
  }
  return { status: statusCode, path, headers, html: body, fields, action: attribute(form, 'action') ?? '' };
}

/** The value of an attribute in a piece of HTML, with its references resolved. */
export const attribute = (html: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`)
    .exec(html)?.[1]
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
