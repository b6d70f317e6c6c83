import { noConsoleCookie, noSessionCookie } from './cookies.ts';
import type { APIGatewayResult } from './event.ts';

/** What a handler answers. Headers that every answer bears are added by the stack. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  readonly body?: string;
  /** A body that is no text, in place of `body`. */
  readonly bytes?: Uint8Array;
}

/** Where a page's forms may lead: `self`, or any app by https, which an auto-posting page needs (AWS redirects on). */
export type FormTargets = 'self' | 'apps';

/** A page. Its policy allows our own static files and nothing else. */
export function page(
  html: string,
  { status = 200, forms = 'self', cookies = [] as readonly string[], http = false, also = '' } = {},
): Reply {
  const targets = forms === 'self' ? "'self'" : `'self' https:${http ? ' http:' : also && ` ${also}`}`;
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(targets) },
    cookies,
    body: html,
  };
}

/**
 * The content security policy of a page. `form-action` of an auto-posting page cannot list the ACS's origin alone: AWS
 * answers the POST with a redirect to another origin, and Chromium holds the whole chain against the list.
 */
const policy = (formTargets: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${formTargets}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/** Sends the browser on by GET (RFC 9110 section 15.4.4), so that a reload is harmless. */
export const seeOther = (location: string, cookies: readonly string[] = []): Reply => ({
  status: 303,
  headers: { location },
  cookies,
});

/**
 * Sends the browser on when its session is over. The session's cookie goes with that of the console, and so do the pages that the browser keeps
 * for its back button: some keep them in spite of `no-store`, for whoever sits down next to see.
 */
export const signedOff = (location: string, cookies: readonly string[] = []): Reply => ({
  status: 303,
  headers: { location, 'clear-site-data': '"cache"' },
  cookies: [...cookies, noSessionCookie, noConsoleCookie],
});

/** Any text with its media type. */
export const text = (body: string, type: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  headers: { 'content-type': type, ...headers },
  body,
});

/** A JSON document. */
export const json = (
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

/** An answer in API Gateway's form. */
export const resultOf = ({ status, headers = {}, cookies = [], body = '', bytes }: Reply): APIGatewayResult => ({
  statusCode: status,
  headers,
  ...(cookies.length > 0 ? { cookies } : {}),
  ...(bytes ? { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true } : { body }),
});
