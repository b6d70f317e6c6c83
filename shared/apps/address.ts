const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * What an address may be written with: its scheme and host spelt out, then printable ASCII without what one parser reads
 * otherwise than another. `https:host` and `https:///host` are whole addresses to some and relative to others; a
 * backslash is a slash to browsers; white space and control characters vanish; look-alike letters name another host.
 */
const WRITTEN = /^https?:\/\/(\[[\da-f:.]+\]|[a-z\d._-]+)(?::\d{1,5})?(?:[/?][!$-)+-;=?-Z\][_a-z~]*)?$/i;

/** Characters of an address at the most. */
export const URL_MAX = 2048;

/**
 * Tells whether an address may be registered: https, without user info, fragment, wildcard or step up (`..`), written
 * so that all parsers read it alike. Where Samlet itself runs on plain http, which is on a developer's machine alone,
 * loopback addresses may do so, too.
 */
export function isAppUrl(text: string, baseUrl: string): boolean {
  const [, host] = WRITTEN.exec(text) ?? [];
  if (host === undefined || text.length > URL_MAX || !URL.canParse(text) || stepsUp(text)) return false;
  const { protocol, hostname } = new URL(text);
  // A number that stands for an address (`0x7f.1`), and a dot at the end, are the same host by another name.
  if (hostname !== host.toLowerCase() || hostname.endsWith('.')) return false;
  return protocol === 'https:' || (protocol === 'http:' && baseUrl.startsWith('http:') && LOOPBACK.has(hostname));
}

/** A segment that leads up is read by servers and browsers at different times, also when it is percent-encoded. */
const stepsUp = (text: string): boolean =>
  (text.split(/[?#]/)[0] ?? '').split('/').some((segment) => /^(?:\.|%2e){2}$/i.test(segment));

/** Where the AWS Client VPN's own program listens on the person's machine, and the one entity ID that may name it. */
const CLIENT_VPN = { entityId: 'urn:amazon:webservices:clientvpn', acs: 'http://127.0.0.1:35001' };

/** Tells whether an address is the AWS Client VPN's own: the one plain-http address that an app may be answered at. */
export const isClientVpnAcs = (entityId: string, url: string): boolean =>
  entityId === CLIENT_VPN.entityId && url === CLIENT_VPN.acs;

/** The hosts of addresses, those that are none left out. */
export const hostsOf = (urls: readonly string[]): ReadonlySet<string> =>
  new Set(urls.flatMap((url) => (URL.canParse(url) ? new URL(url).host : [])));

/** Schemes that a browser runs, or reads from the machine, instead of going somewhere. */
const RUN = /^\s*(?:javascript|data|vbscript|blob|file|about|view-source)\s*:/i;

/** Tells whether a RelayState may be kept for an app: opaque to us, but never what a careless app would run. */
export const isRelayState = (text: string): boolean => {
  const bare = [...text].filter((character) => character > ' ').join('');
  return !RUN.test(bare) && !/[\u0000-\u001f\u007f]/.test(text) && text.isWellFormed(); // oxlint-disable-line no-control-regex
};

/** Tells whether a RelayState begins like an address but is none: whoever wrote it meant a page that nobody will see. */
export const isBrokenAddress = (text: string): boolean =>
  /^https?:/i.test(text) && (!/^https?:\/\/[^\s/?#]/i.test(text) || /\s/.test(text) || !URL.canParse(text));

/** Tells whether a text is a host, or all hosts below one: `wiki.example.org`, `*.example.org`; never all of a domain like `org`. */
export const isHostPattern = (text: string): boolean =>
  text.length <= 253 &&
  /^(?:\*\.[a-z\d](?:[a-z\d-]*[a-z\d])?\.)?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/.test(text);
