/**
 * http/ is what every web function has in common: what came in as {@link Request}, what goes out as {@link Reply}, and
 * the middy stack between. It decides nothing about people and carries no domain data.
 */
import type { APIGatewayEvent } from './event.ts';
import { viewerOf, type Viewer } from './viewer.ts';

/** A request, as our handlers see it. Nothing in it is trusted but `id` and, behind CloudFront, `viewer`. */
export interface Request {
  /** Names the request in logs, in audit events and on pages. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The values of the route's parameters, decoded once by API Gateway. */
  readonly params: Readonly<Record<string, string>>;
  /** The query as it was received, octet by octet: signatures cover it so. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly viewer: Viewer;
}

/** Reads API Gateway's event (payload format 2.0). */
export function requestOf(event: APIGatewayEvent): Request {
  const headers = event.headers ?? {};
  return {
    id: event.requestContext.requestId,
    method: event.requestContext.http.method,
    path: event.rawPath,
    params: event.pathParameters ?? {},
    rawQuery: event.rawQueryString ?? '',
    query: new URLSearchParams(event.rawQueryString ?? ''),
    headers,
    cookies: cookiesOf(event.cookies ?? []),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    viewer: viewerOf(headers),
  };
}

/** The first cookie of a name wins: a second one was put there by somebody who could not reach the first. */
function cookiesOf(pairs: readonly string[]): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !(name in cookies)) cookies[name] = pair.slice(at + 1).trim();
  }
  return cookies;
}
