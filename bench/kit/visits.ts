import type { House } from '../../local/house.ts';
import { ROUTES } from '../../lib/routes.ts';
import { eventOf } from '../../test/kit/browser.ts';
import { AWS, type Organisation } from './organisation.ts';

/** The events of a person with an open session who opens a door of the portal, as API Gateway makes them. */
export function visitsOf(
  house: House,
  { visitor, appId }: Organisation,
): { readonly app: object; readonly role: object } {
  const sso = house.deployment.functions.find(({ name }) => name === 'sso');
  const { current } = JSON.parse(sso?.environment['SAMLET_ORIGIN_SECRETS'] ?? '{}') as { current: string };
  const visit = (path: string): object =>
    eventOf('GET', path, {
      cookies: visitor.cookies,
      routes: ROUTES.sso,
      address: '203.0.113.7',
      headers: { 'x-samlet-origin': current, 'sec-fetch-site': 'none' },
    });
  return { app: visit(`/go/apps/${appId}`), role: visit(`/go/aws/${AWS.accountId}/${AWS.roleName}`) };
}
