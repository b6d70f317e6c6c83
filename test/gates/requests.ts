import { ROUTES } from '../../lib/routes.ts';

/** Every route of the table. */
export const ALL_ROUTES: readonly string[] = Object.values(ROUTES).flat();

/** The values that stand for the parameters of a route. */
export type Params = Readonly<Record<string, string>>;

/** IDs that are nobody's; a parameter that is not here has no route yet that uses it. */
export const NOBODYS: Params = {
  userId: 'u'.repeat(26),
  groupId: 'g'.repeat(26),
  appId: 'a'.repeat(26),
  accountId: '999999999999',
  roleName: 'Nobody',
  policyId: 'y'.repeat(26),
  logoHash: '0'.repeat(32),
  colours: '3442c4-default.css',
  tokenId: 't'.repeat(26),
  jobId: 'j'.repeat(26),
  importId: 'i'.repeat(26),
  sessionId: 'e'.repeat(26),
  principals: 'users',
  principalId: 'p'.repeat(26),
  signInId: 's'.repeat(26),
  logoutId: 'l'.repeat(26),
  planId: 'n'.repeat(26),
  presetId: 'nobodys',
  traceId: 'nobodys=',
  proxy: 'nowhere',
};

/** Method and path of a route with these parameters. @throws {Error} for a parameter that has no value here */
export function requestOf(route: string, params: Params = NOBODYS): { method: string; path: string } {
  if (route === '$default') return { method: 'GET', path: '/nowhere' };
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replaceAll(/\{(\w+)\+?\}/g, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${route}: give {${name}} a value in test/gates/requests.ts`);
    return value;
  });
  return { method: method === 'ANY' ? 'GET' : method, path };
}
