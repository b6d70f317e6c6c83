import { isIP, isIPv6 } from 'node:net';

/** Who is at the other end, as CloudFront tells it; an empty text where it told nothing. */
export interface Viewer {
  readonly ip: string;
  /** The /24 of an IPv4 or the /64 of an IPv6 address: what limits are counted by. */
  readonly network: string;
  readonly userAgent: string;
}

/**
 * The viewer, from the headers that our CloudFront Function writes over whatever the viewer sent. They count only
 * because the stack's first middleware has checked that the request came through CloudFront; `X-Forwarded-For` and
 * its kin are never read.
 */
export function viewerOf(headers: Readonly<Record<string, string | undefined>>): Viewer {
  const ip = addressOf(headers['x-samlet-viewer-address'] ?? '');
  return {
    ip,
    network: networkOf(ip),
    userAgent: (headers['user-agent'] ?? '').slice(0, 256),
  };
}

/**
 * Our CloudFront Function writes the bare address. It is taken as it stands if it is one, since the last group of an IPv6
 * address reads like a port; only what is no address loses what follows its last colon.
 */
function addressOf(text: string): string {
  const at = text.lastIndexOf(':');
  const ip = at < 0 ? text : text.slice(0, at).replace(/^\[|\]$/g, '');
  return [text, ip].find((candidate) => isIP(candidate) !== 0) ?? '';
}

/** The network of an address; an address that is unknown shares one network with all unknown ones. */
export function networkOf(ip: string): string {
  if (ip === '') return 'unknown';
  if (!isIPv6(ip)) return `${ip.split('.').slice(0, 3).join('.')}.0/24`;
  return `${groupsOf(ip).slice(0, 4).join(':')}::/64`;
}

function groupsOf(ip: string): string[] {
  const [head = '', tail] = ip.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
