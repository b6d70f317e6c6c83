import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../lib/routes.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import type { Write } from '../../shared/table/table.ts';
import { portsAround } from '../kit/around.ts';
import { authnRequest, posted } from '../kit/authn-request.ts';
import { logoutCertificate, logoutRequest } from '../kit/logout-request.ts';
import { BASE_URL, startWorld, type World } from '../kit/world.ts';
import { ADMIN_REQUESTS } from './admin-requests.ts';
import { READING_POSTS } from './reading-posts.ts';
import type { Making } from './scene.ts';
import { SSO_REQUESTS } from './sso-requests.ts';

const REQUESTS = { ...ADMIN_REQUESTS, ...SSO_REQUESTS };

/** Requests that only begin something: nothing is different until a later request, which has its event, ends it. */
const BEGINNINGS: Readonly<Record<string, Making>> = {
  'POST /saml/sso': (scene) => {
    const browser = scene.world.browserAt(scene.watched);
    scene.begin();
    return browser.post('/saml/sso', posted(authnRequest({ issuer: ISSUER })), CROSS_SITE);
  },
  'POST /saml/slo': (scene) => {
    const browser = scene.world.browserAt(scene.watched);
    scene.begin();
    return browser.get(logoutRequest({ id: '_out', baseUrl: BASE_URL, issuer: ISSUER, nameId: 'nobody' }), CROSS_SITE);
  },
};
const ISSUER = 'https://wiki.example.org';
const CROSS_SITE = { 'sec-fetch-site': 'cross-site' };

/** What is not a change: counters, passages under way, plans that nobody has applied, and the ledger, a record itself. */
const BOOKKEEPING = /^(?:ATTEMPTS|SIGNIN|REQUEST|LOGOUT|LEDGER|KEYRING|SETTINGS|PLAN)/;

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in');
  const logout = { url: `${ISSUER}/slo`, binding: 'redirect' as const };
  await world.app({ entityId: ISSUER, logout, signingCertificates: [logoutCertificate()] });
});
afterAll(() => world.close());

/** The transactions of a request. */
async function commitsOf(make: Making): Promise<readonly (readonly Write[])[]> {
  let commits: (readonly Write[])[] = [];
  const watched: Ports = portsAround(world.ports, async ({ verb, arguments: [writes] }, go) => {
    const answer = await go();
    if (verb === 'commit') commits.push(writes as readonly Write[]);
    return answer;
  });
  await make({
    world,
    watched,
    begin: () => {
      commits = [];
    },
  });
  return commits;
}

const keyOf = (write: Write): string => ('item' in write ? write.item.pk : write.key.pk);
const isEvent = (write: Write): boolean => write.do === 'create' && keyOf(write).startsWith('AUDIT#');
const isChange = (write: Write): boolean => write.do !== 'check' && !isEvent(write) && !BOOKKEEPING.test(keyOf(write));

describe('the audit log', () => {
  it('is tried by every route that changes something', () => {
    const changing = Object.values(ROUTES)
      .flat()
      .filter(
        (route) =>
          /^(?:POST|PUT|PATCH|DELETE) /.test(route) &&
          ![...Object.keys(BEGINNINGS), ...Object.keys(READING_POSTS)].includes(route),
      );
    expect(changing.filter((route) => !(route in REQUESTS))).toEqual([]);
    expect(changing.length).toBeGreaterThan(30);
  });

  it.each(Object.entries(REQUESTS))('holds exactly one event of %s, of the same transaction', async (_route, make) => {
    const commits = await commitsOf(make);
    expect(commits.flat().filter(isEvent)).toHaveLength(1);
    const unrecorded = commits.filter((writes) => writes.some(isChange) && !writes.some(isEvent));
    // What belonged to something that is deleted goes after it, or before; the deletion has the event.
    expect(unrecorded.flat().filter((write) => isChange(write) && write.do !== 'remove')).toEqual([]);
  });

  it.each(Object.entries(READING_POSTS))('needs no event of %s, which changes nothing', async (_route, make) => {
    expect(await commitsOf(make)).toEqual([]);
  });

  it.each(Object.entries(BEGINNINGS))('needs no event of %s, which changes nothing yet', async (_route, make) => {
    const writes = (await commitsOf(make)).flat();
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.filter(isChange)).toEqual([]);
  });
});
