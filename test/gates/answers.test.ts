import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { inTurns } from '../kit/in-turns.ts';
import { type RawAnswer, type RawRequest, sendRaw } from '../kit/raw-http.ts';
import { faultsOf } from './answer-rules.ts';
import { BODIES, nastyBodies } from './bodies.ts';
import { nastyRequests } from './nasty.ts';
import { operationsOf } from './operations.ts';
import { oneOfEverything } from './organisation.ts';
import { ALL_ROUTES, NOBODYS, type Params, requestOf } from './requests.ts';
import { cookiesOf } from './session.ts';

jest.setTimeout(180_000); // thousands of requests: the machine may be busy with others

let house: TestHouse;
let token: Readonly<Record<string, string>>;
let session: Readonly<Record<string, string>>;
/** One that may end: to sign out is what the route is for, whatever is sent to it. */
let passing: Readonly<Record<string, string>>;
let existing: Params;

beforeAll(async () => {
  house = await startHouse();
  const dev = await house.owner();
  const { admin, apiToken } = dev;
  const signedIn = async () => ({ cookie: await cookiesOf(house, admin), 'sec-fetch-site': 'same-origin' });
  token = { authorization: `Bearer ${apiToken}` };
  session = await signedIn();
  passing = await signedIn();
  existing = await oneOfEverything({ house, dev });
});
afterAll(() => house?.close());

const headersFor = (route: string): Readonly<Record<string, string>> => {
  if (route.includes(' /admin/')) return token;
  return route === 'POST /sign-out' ? passing : session;
};

const pathWith =
  (route: string) =>
  (segment: string): string =>
    requestOf(route, Object.fromEntries(Object.keys(NOBODYS).map((name) => [name, segment]))).path;

/** What is wrong with the answers to requests, each with the request that it was the answer to. */
async function faultsOfAll(
  requests: readonly RawRequest[],
  isWrong = ({ status }: RawAnswer): boolean => status >= 500,
): Promise<string[]> {
  const found = await inTurns(requests, async (request) => {
    const answer = await sendRaw(house.baseUrl, request);
    const faults = [...(isWrong(answer) ? [`answers ${answer.status}`] : []), ...faultsOf(answer, request.path)];
    return faults.map(
      (fault) => `${request.method} ${request.path.slice(0, 80)} ${String(request.body ?? '').slice(0, 60)}: ${fault}`,
    );
  });
  return found.flat();
}

describe('every route', () => {
  it('answers whatever is sent to it with a status below 500, and with the headers and cookies that it must', async () => {
    const requests = ALL_ROUTES.flatMap((route) => nastyRequests(requestOf(route), pathWith(route), headersFor(route)));
    expect(requests.length).toBeGreaterThan(ALL_ROUTES.length * 20);
    expect(await faultsOfAll(requests)).toEqual([]);
    expect(house.troubles).toEqual([]);
  });
});

describe('every operation that takes a body', () => {
  it('refuses what does not fit its fields, field by field, and never answers 500', async () => {
    const operations = (await operationsOf(house.baseUrl)).filter(({ takesBody }) => takesBody);
    expect(operations.map(({ route }) => route).filter((route) => !BODIES[route])).toEqual([]);
    const requests = operations.flatMap(({ route, needsVersion }) =>
      nastyBodies(BODIES[route] ?? {}).map((body) => ({
        ...requestOf(route, existing),
        headers: { ...token, 'content-type': 'application/json', ...(needsVersion ? { 'if-match': '"1"' } : {}) },
        body: JSON.stringify(body),
      })),
    );
    expect(requests.length).toBeGreaterThan(400);
    expect(await faultsOfAll(requests)).toEqual([]);
    expect(house.troubles).toEqual([]);
  });
});

describe('each function', () => {
  it.each([
    ['sso', 'GET /sign-in'],
    ['metadata', 'GET /saml/metadata'],
    ['admin', 'GET /admin/v1/users'],
  ])('%s keeps its headers, and its insides, when it fails', async (name, route) => {
    const request = { ...requestOf(route), headers: headersFor('GET /admin/') };
    for (const [code, status] of [
      ['ValidationException', 500],
      ['InternalServerError', 503],
    ] as const) {
      const fault = { kind: 'error', code, status: status === 503 ? 500 : 400 } as const;
      house.faults.inject({ service: 'dynamodb', function: name, times: 10, fault });
      expect(await faultsOfAll([request], (answer) => answer.status !== status)).toEqual([]);
      house.faults.clear();
    }
  });
});

describe('the rules for answers', () => {
  it('notice each header that is missing, and each flag of a cookie', async () => {
    const answer = await sendRaw(house.baseUrl, { method: 'GET', path: '/sign-in' });
    expect([faultsOf(answer, '/sign-in'), answer.cookies.length]).toEqual([[], 1]);
    const bare = ['content-length', 'content-type', 'date', 'connection', 'keep-alive', 'permissions-policy'];
    const needed = Object.keys(answer.headers).filter((name) => !bare.includes(name));
    expect(needed.length).toBeGreaterThan(8);
    for (const name of needed) {
      const { [name]: _gone, ...headers } = answer.headers;
      expect(faultsOf({ ...answer, headers }, '/sign-in')).not.toEqual([]);
    }
    for (const flag of ['__Host-', '; Secure', '; HttpOnly', '; SameSite=Lax', '; Path=/']) {
      const cookies = answer.cookies.map((cookie) => cookie.replace(flag, ''));
      expect(faultsOf({ ...answer, cookies }, '/sign-in')).not.toEqual([]);
    }
  });
});
