import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminClientOf } from '../../local/admin-client.ts';
import { systemClock } from '../../shared/base/clock.ts';
import { OWNERS } from '../../shared/users/owners.ts';
import { ATTEMPTS_PER_WINDOW } from '../../shared/users/attempts.ts';
import { type LinkPurpose, linkTokensIn } from '../../shared/users/link-token.ts';
import { type User, usersIn } from '../../shared/users/user.ts';
import { authnRequest, posted } from '../kit/authn-request.ts';
import { tally } from '../kit/barrier.ts';
import { type OpenedHouse, startOpenHouse } from '../kit/house-table.ts';
import { logoutCertificate, logoutRequest } from '../kit/logout-request.ts';
import { type Hit, type Shot, visitorFrom, volley } from '../kit/visitor.ts';
import { counts } from './counts.ts';
import { NEW_PASSWORD } from './flows.ts';

const WRONG = 'not the password at all';
const WORKERS = 2;
const ISSUER = 'https://wiki.example.org';

let house: OpenedHouse;
let appId: string;
let made = 0;

beforeAll(async () => {
  house = await startOpenHouse({ workers: WORKERS });
  await visitorFrom(house.baseUrl).get('/sign-in');
  const api = adminClientOf(house.baseUrl, (await house.owner()).apiToken);
  const fields = {
    name: 'Wiki',
    entityId: ISSUER,
    acs: [{ url: `${ISSUER}/acs`, index: 0, isDefault: true }],
    logout: { url: `${ISSUER}/slo`, binding: 'redirect' },
    signingCertificates: [logoutCertificate()],
  };
  appId = (await api.send<{ id: string }>('POST', '/apps', fields)).id;
});
afterAll(() => house?.close());

const someUser = () => house.user(`user-${++made}`, [appId]);

/** How many passwords were compared, by how many workers. */
function compared(): { times: number; workers: number } {
  const macs = house.recorder.calls.filter(({ operation }) => operation === 'GenerateMac');
  return { times: macs.length, workers: new Set(macs.map(({ worker }) => worker)).size };
}

/** A password that is ready to be sent: from a new browser with a sign-in of its own. */
async function guess(username: string, password: string, address: string): Promise<Shot> {
  const { cookies, get } = visitorFrom(house.baseUrl, address);
  const { action } = await get('/sign-in');
  return { path: action, form: { username, password }, cookies, address };
}

const isIn = ({ setCookies }: Hit): boolean => setCookies.some((line) => line.startsWith('__Host-samlet-session='));
const outcomeOf = (hit: Hit): string => (isIn(hit) ? 'in' : String(hit.status));

describe('wrong passwords that come in parallel by the front door', () => {
  it('are compared ten times a network, by two workers, and the right one then helps nobody', async () => {
    const { userName } = await someUser();
    const networks = [1, 2, 3].map((n) => `127.0.${n}.1`);
    const shots = await Promise.all(
      networks.flatMap((address) => Array.from({ length: 40 }, () => guess(userName, WRONG, address))),
    );
    house.recorder.clear();
    const hits = await volley(house.baseUrl, shots);
    expect(compared()).toEqual({ times: ATTEMPTS_PER_WINDOW * networks.length, workers: WORKERS });
    expect(tally(hits, outcomeOf)).toEqual({ 401: 30, 429: 90 });
    house.recorder.clear();
    const late = await volley(house.baseUrl, [await guess(userName, house.password, '127.0.1.99')]);
    expect([tally(late, outcomeOf), compared().times]).toEqual([{ 429: 1 }, 0]);
    const elsewhere = await volley(house.baseUrl, [await guess(userName, house.password, '127.0.4.1')]);
    expect(tally(elsewhere, outcomeOf)).toEqual({ in: 1 });
  });
});

/** A round of a race: what is sent so many times, and how success looks. */
interface Race {
  readonly shot: (round: number) => Promise<Shot>;
  readonly isSuccess: (hit: Hit) => boolean;
  /** What must hold when the round is over. */
  readonly after?: (round: number) => Promise<void>;
}

const leadsTo = (path: string) => (hit: Hit) => hit.headers['location'] === path;

async function token(purpose: LinkPurpose, user?: User): Promise<string> {
  const { token: secret, write } = linkTokensIn(house.table, systemClock).making(purpose, user);
  await house.table.commit([write]);
  return secret;
}

const byLink = (purpose: 'activation' | 'password-reset', path: string): Race => ({
  shot: async () => {
    const user = await someUser();
    const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD };
    return { path, form: { ...typed, token: await token(purpose, user) } };
  },
  isSuccess: leadsTo('/sign-in?notice=password-set'),
  after: async () => {
    const user = await usersIn(house.table).findByLogin(`user-${made}`);
    expect(user?.epoch).toBe(1);
  },
});

const RACES: Readonly<Record<string, Race>> = {
  'a reset link': byLink('password-reset', '/reset-password'),
  'an activation link': byLink('activation', '/activate'),
  'the set-up link': {
    shot: async (round) => {
      await house.table.commit([{ do: 'remove', key: OWNERS }]);
      const userName = `owner-${round}`;
      const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD, userName, email: `${userName}@example.org` };
      return { path: '/set-up', form: { ...typed, token: await token('set-up') } };
    },
    isSuccess: leadsTo('/sign-in?notice=set-up'),
    after: async () => expect(await house.table.find(OWNERS)).toMatchObject({ count: 1 }),
  },
  'a sign-in with the right password': {
    shot: async () => guess((await someUser()).userName, house.password, '127.0.0.1'),
    isSuccess: isIn,
    after: async () => {
      const user = await usersIn(house.table).findByLogin(`user-${made}`);
      const { items } = await house.table.list({ pk: `USER#${user!.id}`, prefix: 'SESSION#' });
      expect(items).toHaveLength(1);
    },
  },
  "an app's request": {
    shot: (round) => {
      const request = authnRequest({ id: `_round-${round}`, destination: `${house.baseUrl}/saml/sso`, issuer: ISSUER });
      return Promise.resolve({ path: '/saml/sso', form: posted(request), headers: { 'sec-fetch-site': 'cross-site' } });
    },
    isSuccess: ({ headers }) => /^\/saml\/sso\/\w+$/.test(headers['location'] ?? ''),
  },
  "an app's logout request": {
    shot: (round) => {
      const { baseUrl } = house;
      const path = logoutRequest({ id: `_logout-${round}`, baseUrl, issuer: ISSUER, nameId: 'nobody' });
      return Promise.resolve({ path, headers: { 'sec-fetch-site': 'cross-site' } });
    },
    isSuccess: ({ headers }) => /^\/saml\/slo\/\w+$/.test(headers['location'] ?? ''),
  },
};

describe.each(Object.entries(RACES))('%s', (_name, { shot, isSuccess, after }) => {
  it('is good once, however often it is sent at one moment', async () => {
    const { rounds, submissions } = counts;
    for (let round = 0; round < rounds; round += 1) {
      const same = await shot(round);
      const hits = await volley(
        house.baseUrl,
        Array.from({ length: submissions }, () => same),
      );
      expect([round, hits.filter(isSuccess).length]).toEqual([round, 1]);
      expect(hits.filter(({ status }) => status >= 500).map(({ status }) => status)).toEqual([]);
      await after?.(round);
    }
    expect(house.troubles).toEqual([]);
  });
});
