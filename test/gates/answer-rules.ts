import type { RawAnswer } from '../kit/raw-http.ts';

/** What every answer bears, whoever gives it. */
const ALWAYS: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** What no answer bears. */
const NEVER = ['server', 'x-powered-by', 'access-control-allow-origin', 'access-control-allow-credentials', 'refresh'];

const COOKIE =
  /^__Host-samlet-(?:session|browser|admin)=[\w.-]*; Path=\/; Secure; HttpOnly; SameSite=(?:Lax|Strict)(?:; Max-Age=\d+)?$/;

/** Our own statuses below 500, which may be told by the infrastructure before a function is asked. */
const BEFORE_US = new Set([403, 413, 431]);

/** The documents that a cache may keep for a minute, by the beginning of their path. */
const PUBLIC = /^\/saml\/(?:metadata|certificate)/;

/** What an answer lacks, or has too much: nothing, for one that is in order (R-SES, R-EDGE). */
export function faultsOf(answer: RawAnswer, path: string): string[] {
  const { status, headers, cookies } = answer;
  const isOurs = headers['x-request-id'] !== undefined;
  return [
    ...Object.entries(ALWAYS).flatMap(([name, value]) =>
      headers[name] === value ? [] : [`${name}: ${headers[name]}`],
    ),
    ...NEVER.filter((name) => headers[name] !== undefined),
    ...cookies.filter((cookie) => !COOKIE.test(cookie)),
    ...(isOurs || BEFORE_US.has(status) ? [] : [`${status} is not ours`]),
    ...(isOurs && cacheFault(answer, path) ? [`cache-control: ${headers['cache-control']}`] : []),
    ...policyFaults(answer),
    ...typeFaults(answer, path),
    ...(status >= 300 && status < 400 && !/^\/(?!\/)/.test(headers['location'] ?? '') ? ['leads away'] : []),
  ];
}

const cacheFault = ({ status, headers }: RawAnswer, path: string): boolean =>
  headers['cache-control'] !== (status === 200 ? heldFor(path) : 'no-store');

/** How long an answer may be kept: what has its content in its name never changes. */
function heldFor(path: string): string {
  if (path.startsWith('/branding/')) return 'public, max-age=31536000, immutable';
  return PUBLIC.test(path) ? 'public, max-age=60' : 'no-store';
}

const isPage = ({ headers }: RawAnswer): boolean => headers['content-type']?.startsWith('text/html') ?? false;

/** Pages may load our own files; nothing else loads anything. Only the page that posts to an app lets forms lead away. */
function policyFaults(answer: RawAnswer): string[] {
  const policy = answer.headers['content-security-policy'] ?? '';
  const forms = isPage(answer) && answer.body.includes('name="SAMLRe') ? "'self' https: http:" : "'self'";
  const wanted = isPage(answer)
    ? `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action ${forms}; frame-ancestors 'none'; base-uri 'none'`
    : "default-src 'none'; frame-ancestors 'none'";
  return policy === wanted ? [] : [`content-security-policy: ${policy}`];
}

/** Pages say their charset; what the API refuses is a problem document with a code, which tells nothing of our insides. */
function typeFaults({ status, headers, body }: RawAnswer, path: string): string[] {
  const type = headers['content-type'] ?? '';
  const isProblem = type === 'application/problem+json';
  const inside = /\bat .*\.m?[jt]s:\d|node_modules|\/shared\/|<script>alert/.exec(body)?.[0];
  return [
    ...(type.startsWith('text/html') && type !== 'text/html; charset=utf-8' ? [`content-type: ${type}`] : []),
    ...(body !== '' && type === '' ? ['no content-type'] : []),
    ...(headers['x-request-id'] &&
    path.startsWith('/admin/v1/') &&
    status >= 400 &&
    !isProblem &&
    !type.startsWith('text/html')
      ? [`no problem: ${type}`]
      : []),
    ...(isProblem && body !== '' && (JSON.parse(body) as { code?: string }).code === undefined
      ? ['a problem without a code']
      : []),
    ...(inside === undefined ? [] : [`shows ${inside}`]),
  ];
}
