import type { RawRequest } from '../kit/raw-http.ts';

/** Values that a parameter of a path was never meant to have, percent-encoded as they go over the wire. */
const SEGMENTS: readonly string[] = [
  '%00',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%252f..%252f',
  '%C0%AF',
  '%EF%B7%BA'.repeat(128),
  'x'.repeat(3_000),
  '__proto__',
  '%23MEMBERS',
  '%0d%0aset-cookie:%20a=b',
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
];

const GROWING = '%EF%B7%BA'; // one character that NFKC makes eighteen of

/** Queries of the same kind, by the beginning of the paths that read them. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/': ['%00=%00&%ZZ=%ZZ&%=%&&&&====&%FF%FE=%80&notice=__proto__&q=%3Cscript%3Ealert(1)'],
  '/admin/': [
    'limit=0&limit=1000000&hour=2026-13-45T99',
    'limit=%EF%BC%91&hour=0000-00-00T00',
    `cursor=e30&userId=${'x'.repeat(3_000)}&hour=9999-99-99T99`,
    `userName=${GROWING.repeat(100)}&displayName=${GROWING.repeat(100)}&name=${GROWING.repeat(100)}&userId=%00`,
    'userName=%20&displayName=%20&name=%20',
  ],
  '/saml/': [
    'SAMLRequest=%ZZ&RelayState=%FF',
    'SAMLRequest=a&SAMLRequest=b',
    'SAMLRequest=&SAMLResponse=',
    `SAMLResponse=${'A'.repeat(4_000)}`,
  ],
  '/go/': [
    'to=javascript:alert(1)&region=..%2F..',
    'to=https://console.aws.amazon.com@evil.example',
    'to=%00&region=%00',
  ],
};

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

type Body = readonly [type: string | undefined, body: string | Uint8Array];

/** Bodies that nobody asked for, with the type that they claim. */
const ANY_BODIES: readonly Body[] = [
  [JSON_TYPE, ''],
  [FORM, ''],
  [undefined, 'a=b'],
  ['multipart/form-data; boundary=x', '--x--'],
  ['application/samlmetadata+xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
];

/** Bodies that no form of ours sends. */
const FORM_BODIES: readonly Body[] = [
  [FORM, Buffer.from('757365726e616d653dfffe2670617373776f72643d80', 'hex')],
  [FORM, '%ZZ=%&username=%&password=%E0%A4'],
  [FORM, 'username=%00&password=%00&token=%00&key=%00&end=%00&current=%00&SAMLRequest=%00'],
  [FORM, 'username=a&username=b&password=a&password=b&token=a&token=b&SAMLRequest=a&SAMLRequest=b'],
  [FORM, ['username', 'userName', 'password'].map((name) => `${name}=${GROWING.repeat(256)}`).join('&')],
  [FORM, ['username', 'password', 'current', 'token', 'key'].map((name) => `${name}=${'x'.repeat(9_000)}`).join('&')],
  [FORM, 'username=%3Cscript%3Ealert(1)&userName=%3Cscript%3Ealert(1)&email=%3Cscript%3Ealert(1)&password=x'],
  [FORM, 'SAMLRequest=%3D%3D%3D%3D&RelayState=x'],
  [FORM, `a=${'x'.repeat(500_000)}`],
];

/** Bodies that no client of the API should send. */
const JSON_BODIES: readonly Body[] = [
  [JSON_TYPE, '{"a":'],
  [JSON_TYPE, '[null,"\\ud800"]'],
  [JSON_TYPE, '{"__proto__":{"a":1},"constructor":{"prototype":{}}}'],
  [JSON_TYPE, '['.repeat(50_000) + ']'.repeat(50_000)],
  [JSON_TYPE, Buffer.from('7b2261223a22fffe227d', 'hex')],
];

/** Headers that say what they should not: several at once where none keeps another from being read. */
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  {
    'if-match': '"99999999999999999999"',
    'x-samlet-viewer-address': '::1%25',
    'x-forwarded-for': '6.6.6.6',
    'x-samlet-origin': 'guess',
    'x-forwarded-host': 'evil.example',
    host: 'evil.example',
    'user-agent': '',
  },
  {
    cookie: `__Host-samlet-session=${'a'.repeat(26)}.${'a'.repeat(26)}.${'a'.repeat(43)}; __Host-samlet-browser=%00; =; a;;`,
  },
  { 'sec-fetch-site': '\u00ff', origin: 'null', authorization: 'Bearer samlet_\u00ff' },
  { cookie: `a=${'x'.repeat(11_000)}` },
];

/**
 * Everything that is sent to one route besides what it is for, by somebody whose headers these are.
 *
 * @param pathWith the route's path with this segment in the place of each parameter
 */
export function nastyRequests(
  { method, path }: { method: string; path: string },
  pathWith: (segment: string) => string,
  headers: Readonly<Record<string, string>>,
): RawRequest[] {
  const segments = pathWith('a') === pathWith('b') ? [] : SEGMENTS;
  const queries = Object.entries(QUERIES).flatMap(([beginning, list]) => (path.startsWith(beginning) ? list : []));
  return [
    { method, path, headers },
    ...segments.map((segment) => ({ method, path: pathWith(segment), headers })),
    ...queries.map((query) => ({ method, path: `${path}?${query}`, headers })),
    ...(method === 'GET' ? [] : bodiesFor(path)).map(([type, body]) => ({
      method,
      path,
      headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
      body,
    })),
    ...HEADERS.map((nasty) => ({ method, path, headers: { ...headers, ...nasty } })),
    ...['HEAD', 'TRACE'].map((other) => ({ method: other, path, headers })),
    ...[`/${path}`, `/%2e%2e${path}/`].map((other) => ({ method, path: other, headers })),
  ];
}

const bodiesFor = (path: string): readonly Body[] => [
  ...ANY_BODIES,
  ...(path.startsWith('/admin/') ? JSON_BODIES : FORM_BODIES),
];
