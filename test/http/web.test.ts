import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Refusal } from '../../shared/base/refusal.ts';
import type { APIGatewayEvent } from '../../shared/http/event.ts';
import { problem } from '../../shared/http/problem.ts';
import { networkOf, viewerOf } from '../../shared/http/viewer.ts';
import { json } from '../../shared/http/reply.ts';
import { web } from '../../shared/http/web.ts';

const BASE_URL = 'https://sso.example.org';
const SECRETS = { current: 'the-current-secret', previous: 'the-previous-secret' };

const handler = web(
  {
    'GET /fine': () => Promise.resolve(json({ fine: true })),
    'POST /fine': () => Promise.resolve(json({ fine: true })),
    'POST /saml/sso': () => Promise.resolve(json({ fine: true })),
    'GET /broken': () => Promise.reject(new Error('the database password is hunter2')),
    'GET /refused': () => Promise.reject(new Refusal('NOT_ASSIGNED', 'ada may not see acme', { userId: 'ada' })),
  },
  { originSecrets: SECRETS, baseUrl: BASE_URL, crossSiteRoutes: ['POST /saml/sso'], show: problem },
);

type Change = Partial<Omit<APIGatewayEvent, 'headers'>> & { headers?: Record<string, string> };

const event = (routeKey: string, { headers = {}, ...more }: Change = {}): APIGatewayEvent => ({
  version: '2.0',
  routeKey,
  rawPath: routeKey.split(' ')[1] ?? '/',
  headers: { 'x-samlet-origin': SECRETS.current, ...headers },
  requestContext: { requestId: 'request-1', http: { method: routeKey.split(' ')[0] ?? 'GET' } },
  ...more,
});

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a request that did not come through the distribution', () => {
  it.each([
    ['without the secret', ''],
    ['with another', 'the-current-secreT'],
    ['with half of it', 'the-current'],
  ])('%s is refused, and is told nothing', async (_what, secret) => {
    const answer = await handler(event('GET /fine', { headers: { 'x-samlet-origin': secret } }), {});
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('secret');
  });

  it('may bring the secret of before while it is being changed', async () => {
    const answer = await handler(event('GET /fine', { headers: { 'x-samlet-origin': SECRETS.previous } }), {});
    expect(answer.statusCode).toBe(200);
  });

  it('is not let in by an empty secret that stands for none', async () => {
    const without = web(
      { 'GET /fine': () => Promise.resolve(json({})) },
      {
        originSecrets: { current: 'x', previous: '' },
        baseUrl: BASE_URL,
        show: problem,
      },
    );
    const answer = await without(event('GET /fine', { headers: { 'x-samlet-origin': '' } }), {});
    expect(answer.statusCode).toBe(403);
  });
});

describe('a change that another site causes', () => {
  const cookies = ['__Host-samlet-session=x'];
  it.each<[string, Change, number]>([
    ['of our own page', { headers: { 'sec-fetch-site': 'same-origin' }, cookies }, 200],
    ['of a sibling domain', { headers: { 'sec-fetch-site': 'same-site' }, cookies }, 403],
    ['of another site', { headers: { 'sec-fetch-site': 'cross-site' }, cookies }, 403],
    ['that nobody vouches for', { headers: { 'sec-fetch-site': 'none' }, cookies }, 403],
    ['of an old browser on our page', { headers: { origin: BASE_URL }, cookies }, 200],
    ['of an old browser elsewhere', { headers: { origin: 'https://evil.example' }, cookies }, 403],
    ['of a sandboxed frame', { headers: { origin: 'null' }, cookies }, 403],
    ['with cookies and no origin', { cookies }, 403],
    ['of a program without cookies', {}, 200],
  ])('%s is judged by what the browser says of it', async (_what, change, status) => {
    expect((await handler(event('POST /fine', change), {})).statusCode).toBe(status);
  });

  it('is allowed where SAML must be posted', async () => {
    const change = { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' } };
    expect((await handler(event('POST /saml/sso', change), {})).statusCode).toBe(200);
  });
});

describe('every answer', () => {
  it.each(['GET /fine', 'GET /broken', 'GET /refused', 'GET /nowhere'])('%s bears the headers', async (route) => {
    const { headers } = await handler(event(route), {});
    expect(headers).toMatchObject({
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-request-id': 'request-1',
    });
  });

  it('hides the insides of our own failures, and keeps them for the log', async () => {
    const answer = await handler(event('GET /broken'), {});
    expect(answer.statusCode).toBe(500);
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|at .*\.ts/);
    expect(lines.join('')).toContain('hunter2');
  });

  it('tells a refusal by its code, and not by what the log knows', async () => {
    const answer = await handler(event('GET /refused'), {});
    expect(JSON.parse(answer.body)).toEqual({
      type: '/problems/not-assigned',
      title: 'It is not assigned to the user.',
      status: 403,
      code: 'NOT_ASSIGNED',
      instance: 'request-1',
    });
  });

  it('does not find a route by the name of something that every object has', async () => {
    expect((await handler(event('constructor'), {})).statusCode).toBe(404);
  });
});

describe('the viewer', () => {
  it.each([
    ['203.0.113.7:50000', '203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6:443', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::7:443', '2001:db8::7:443', '2001:db8:0:0::/64'],
    ['[2001:db8::7]:443', '2001:db8::7', '2001:db8:0:0::/64'],
    ['2001:db8::5:a:b:c:d', '2001:db8::5:a:b:c:d', '2001:db8:0:5::/64'],
    ['not an address', '', 'unknown'],
    ['', '', 'unknown'],
  ])('%j is %j in %j', (text, ip, network) => {
    expect(viewerOf({ 'x-samlet-viewer-address': text })).toMatchObject({ ip, network });
  });

  it('is not what a forwarding header claims', () => {
    const claims = { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1', 'x-real-ip': '198.51.100.1' };
    expect(viewerOf(claims).ip).toBe('');
  });

  it('is in one network under every spelling of the address', () => {
    const spellings = ['2001:db8::1', '2001:0db8:0000:0000:0000:0000:0000:0001', '2001:DB8:0:0::ffff'];
    expect(new Set(spellings.map(networkOf))).toEqual(new Set(['2001:db8:0:0::/64']));
  });
});
