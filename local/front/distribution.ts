import type { Behaviour, FrontDefinition, ResponseHeaders } from '../template/front.ts';
import { edgeFunctionOf } from './edge-function.ts';
import { serveFile } from './files.ts';
import { type FrontReply, plain, type Visit } from './visit.ts';

/** Headers that belong to one hop and never go on (RFC 9110 section 7.6.1), and those that CloudFront keeps to itself. */
const NOT_FORWARDED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
]);

/** The distribution: chooses the behaviour of a path, runs its function, adds what the origin must see. */
export function distributionOf(
  { behaviours, distributionId }: FrontDefinition,
  callApi: (visit: Visit) => Promise<FrontReply>,
): (visit: Visit) => Promise<FrontReply> {
  const prepared = behaviours.map((behaviour) => ({
    behaviour,
    isMatch: patternOf(behaviour.pattern),
    edge: behaviour.viewerRequest === undefined ? undefined : edgeFunctionOf(behaviour.viewerRequest),
  }));
  return async (visit) => {
    const chosen = prepared.find(({ isMatch }) => isMatch(visit.path));
    if (!chosen) return plain(404, 'Not Found');
    const { behaviour, edge } = chosen;
    if (!behaviour.methods.includes(visit.method)) return dress(plain(403, 'Forbidden'), behaviour.responseHeaders);
    const seen = withViewerHeaders(visit, behaviour);
    const sent = edge ? await edge(seen, distributionId) : seen;
    if ('status' in sent) return dress(sent, behaviour.responseHeaders);
    const reply = await reach(atOrigin(sent, behaviour), behaviour, callApi);
    return dress(reply, behaviour.responseHeaders);
  };
}

/** CloudFront's path patterns: `*` for any text, `?` for one character; matched with or without the first slash. */
function patternOf(pattern: string): (path: string) => boolean {
  const bare = pattern.replace(/^\//, '');
  const source = bare
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path.replace(/^\//, ''));
}

/** What CloudFront tells of the viewer; where it is on this machine, nobody knows the country: `ZZ` (ISO 3166 user-assigned). */
const VIEWER: Readonly<Record<string, (visit: Visit) => string>> = {
  'cloudfront-viewer-address': ({ viewerAddress }) => `${viewerAddress}:49152`,
  'cloudfront-viewer-country': () => 'ZZ',
  'cloudfront-viewer-country-name': () => 'Nowhere',
  'cloudfront-viewer-city': () => 'Localhost',
  'cloudfront-viewer-latitude': () => '0.00000',
  'cloudfront-viewer-longitude': () => '0.00000',
  'cloudfront-viewer-asn': () => '64512',
  'cloudfront-viewer-http-version': () => '1.1',
  'cloudfront-viewer-tls': () => '',
  'cloudfront-forwarded-proto': () => 'http',
};

/** Headers that a viewer sent under CloudFront's own names are dropped: CloudFront alone writes them. */
function withViewerHeaders(visit: Visit, { viewerHeaders }: Behaviour): Visit {
  const own = Object.entries(visit.headers).filter(([name]) => !name.startsWith('cloudfront-'));
  const added = viewerHeaders.flatMap((header): [string, string][] => {
    const name = header.toLowerCase();
    const value = VIEWER[name]?.(visit);
    return value ? [[name, value]] : [];
  });
  return { ...visit, headers: Object.fromEntries([...own, ...added]) };
}

/** Origin headers win over whatever came: that is why the origin secret proves something. */
function atOrigin(visit: Visit, { origin }: Behaviour): Visit {
  const forwarded = Object.entries(visit.headers).filter(([name]) => !NOT_FORWARDED.has(name));
  return {
    ...visit,
    headers: {
      ...(Object.fromEntries(forwarded) as Record<string, string>),
      host: 'api.samlet.invalid',
      via: '1.1 local.cloudfront.net (CloudFront)',
      'x-forwarded-for': visit.viewerAddress,
      'x-forwarded-proto': 'https',
      ...origin.headers,
    },
  };
}

const reach = (
  visit: Visit,
  { origin }: Behaviour,
  callApi: (visit: Visit) => Promise<FrontReply>,
): Promise<FrontReply> => (origin.kind === 'api' ? callApi(visit) : serveFile(visit, origin));

/** Applies the response headers policy. */
function dress(reply: FrontReply, policy: ResponseHeaders | undefined): FrontReply {
  if (!policy) return reply;
  const headers = { ...reply.headers };
  for (const name of policy.remove) delete headers[name];
  for (const { name, value, override } of policy.set) {
    if (override || headers[name] === undefined) headers[name] = value;
  }
  return { ...reply, headers };
}
