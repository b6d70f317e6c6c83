import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { entriesOfHour } from '../../shared/audit/ledger.ts';
import type { User } from '../../shared/users/user.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { tally } from '../kit/barrier.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { logoutCertificate, logoutRequest } from '../kit/logout-request.ts';
import { BASE_URL, startWorld, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { signIn } from './flows.ts';

const ENTITY_ID = 'https://wiki.example.org';

let world: World;
let ada: User;

beforeAll(async () => {
  world = await startWorld();
  ada = await world.user('ada');
  const logout = { url: `${ENTITY_ID}/slo`, binding: 'redirect' as const };
  await world.app({ entityId: ENTITY_ID, logout, signingCertificates: [logoutCertificate()] }, ada);
});
afterAll(() => world.close());

/** A browser that is signed in to Samlet and to the wiki, and more windows of it. */
async function signedIn(): Promise<() => Browser> {
  const first = world.browser();
  await signIn(first, ada);
  await first.get(redirected(authnRequest()));
  return () => {
    const window = world.browser();
    for (const [name, value] of first.cookies) window.cookies.set(name, value);
    return window;
  };
}

const times = <T>(n: number, work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, work));
const kindOf = ({ html, status, headers }: Shown): string =>
  headers['location'] || /SAML(?:Request|Response)=/.test(html) ? 'leads on' : String(status);

const signedKinds = async (): Promise<Readonly<Record<string, number>>> =>
  tally(await entriesOfHour(world.table, hourOf(world.ports.now().toISOString())), ({ kind }) => kind);

describe("an app's LogoutRequest that is brought many times at one moment", () => {
  it('is taken in once', async () => {
    for (let round = 0; round < Math.min(counts.rounds, 20); round += 1) {
      const before = await signedKinds();
      const path = logoutRequest({
        id: `_logout-${round}`,
        baseUrl: BASE_URL,
        issuer: ENTITY_ID,
        nameId: 'ada@example.org',
      });
      const shown = await times(counts.submissions, () => world.browser().get(path));
      expect(tally(shown, kindOf)).toEqual({ 'leads on': 1, 400: counts.submissions - 1 });
      const after = await signedKinds();
      expect(after['logout-response']).toBe((before['logout-response'] ?? 0) + 1);
    }
  });
});

describe('a sign-out whose page is loaded many times at one moment', () => {
  it('tells each app once', async () => {
    const window = await signedIn();
    const before = await signedKinds();
    const shown = await times(20, () => window().post('/sign-out', {}));
    const after = await signedKinds();
    expect(shown.filter(({ status }) => status >= 500)).toEqual([]);
    expect(after['logout-request']).toBe((before['logout-request'] ?? 0) + 1);
    expect(tally(shown, kindOf)['leads on']).toBe(1);
    expect((await window().get('/')).html).toContain('name="password"');
  });
});

describe('a step of a sign-out that is taken many times at one moment', () => {
  it('is taken once, and fails nowhere', async () => {
    const window = await signedIn();
    const location = await firstStep(window());
    const shown = await times(counts.submissions, () => window().get(location));
    expect(tally(shown, kindOf)['leads on']).toBe(1);
    expect(shown.filter(({ status }) => status >= 500)).toEqual([]);
  });
});

/** Where the sign-out button leads, not yet followed. */
async function firstStep(browser: Browser): Promise<string> {
  const { signOut } = await import('../../shared/sign-in/sign-out.ts');
  const sessionText = browser.cookies.get('__Host-samlet-session') ?? '';
  const caller = { requestId: 'r', ip: '', network: '192.0.2.0/24', userAgent: 'test', sessionText };
  return `/saml/slo/${await signOut(caller, world.ports)}`;
}
