import { Refusal } from '../base/refusal.ts';
import type { APIGatewayEvent } from './event.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site's page makes a browser do to us (CSRF): every request that may change something must come
 * from our own pages. `Sec-Fetch-Site` says so itself; where a browser does not send it, `Origin` must be ours. A
 * request with neither is no browser's and has no cookies that it did not bring itself; it is refused all the same
 * if it brings any.
 */
export function refuseCrossSite(
  event: APIGatewayEvent,
  { baseUrl, crossSiteRoutes = [] }: { baseUrl: string; crossSiteRoutes?: readonly string[] },
): undefined {
  if (SAFE.has(event.requestContext.http.method) || crossSiteRoutes.includes(event.routeKey)) return undefined;
  const site = event.headers?.['sec-fetch-site'];
  const origin = event.headers?.['origin'];
  const isOurs =
    site === undefined
      ? origin === undefined
        ? (event.cookies ?? []).length === 0
        : origin === baseUrl
      : site === 'same-origin';
  if (!isOurs) throw new Refusal('CROSS_SITE', 'a request of another site', { route: event.routeKey, site, origin });
  return undefined;
}
