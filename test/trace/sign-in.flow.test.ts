import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SETTINGS_KEY } from '../../shared/sign-in/settings.ts';
import type { User } from '../../shared/users/user.ts';
import { renderAgain } from '../../shared/trace/rendering.ts';
import type { Tracing } from '../../shared/settings/tracing.ts';
import { findTrace, traceKey } from '../../shared/trace/traces.ts';
import { authnRequest, posted, redirected } from '../kit/authn-request.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';
import { APP, signed } from '../saml/in/app.ts';
import { heldAgainstLedger, listedIn, tracesIn } from './traced.ts';

let world: World;
let ada: User;
let browser: Browser;

const WIKI = 'https://wiki.example.org';

beforeAll(async () => {
  world = await startWorld();
  ada = await world.user('ada');
  await world.app({ entityId: WIKI }, ada);
  await world.app({ entityId: 'https://both.example.org', signResponse: true }, ada);
  await world.app({ entityId: 'https://outer.example.org', signAssertion: false, signResponse: true }, ada);
  await world.app({ entityId: 'https://none.example.org', signAssertion: false }, ada);
  await world.app({ entityId: 'https://sealed.example.org', encryptionCertificate: APP.certificate }, ada);
  await world.app({ entityId: 'https://others.example.org' });
  browser = world.browser();
});
beforeEach(() => world.pass(1)); // each its own moment, so that the newest is the newest
afterAll(() => world.close());

const asked = (entityId: string, attributes = '', relayState?: string): Promise<Shown> =>
  browser.get(redirected(authnRequest({ issuer: entityId, attributes }), relayState));

const newest = async () => (await tracesIn(world))[0]!;

async function choose(tracing: Tracing | undefined): Promise<void> {
  const { tracing: _before, ...settings } = { tracing: undefined, ...(await world.table.find(SETTINGS_KEY))! };
  await world.table.commit([{ do: 'put', item: { ...settings, ...(tracing ? { tracing } : {}) } }]);
}

describe('a sign-in', () => {
  it('leaves a trace with the request as it came, who signed in how, and what was sent', async () => {
    const form = await asked(WIKI, '', 'deep');
    const sent = await browser.post(form.action, { username: 'ada', password: PASSWORD });
    const trace = await newest();
    expect(trace).toMatchObject({
      entrance: 'request',
      outcome: 'issued',
      reason: 'password',
      app: { name: 'Wiki', entityId: WIKI },
      user: { id: ada.id, userName: 'ada' },
      viewer: { ip: '203.0.113.7' },
      proofs: [{ method: 'password' }],
      relayState: 'deep',
      received: { binding: 'redirect', isSigned: false },
    });
    expect(trace.received!.xml).toContain('<samlp:AuthnRequest');
    expect(Date.parse(trace.received!.at)).toBeLessThanOrEqual(Date.parse(trace.at));
    expect(trace.id).toBe(sent.headers['x-request-id']);
  });

  it.each([
    [WIKI, ['assertion equal']],
    ['https://both.example.org', ['assertion equal', 'response covers-signature']],
    ['https://outer.example.org', ['response equal']],
    ['https://none.example.org', ['response equal']],
    ['https://sealed.example.org', ['assertion equal']],
  ])('at %s can be written again: %j by the ledger', async (entityId, expected) => {
    await asked(entityId);
    const trace = await newest();
    expect(trace.app?.entityId).toBe(entityId);
    expect(await heldAgainstLedger(world.table, trace)).toEqual(expected);
  });

  it('is written again octet for octet, but for the value of the signature', async () => {
    const { fields } = await asked(WIKI);
    const wire = Buffer.from(fields['SAMLResponse']!, 'base64').toString();
    const { xml } = renderAgain((await newest()).sent!);
    const bare = wire
      .replace(/<ds:SignatureValue>[^<]+</, '<ds:SignatureValue><')
      .replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '');
    expect(xml).toBe(bare);
  });

  it('of which the app is told that it failed leaves a trace whose error is what was signed', async () => {
    await asked('https://others.example.org');
    const trace = await newest();
    expect(trace).toMatchObject({ outcome: 'told', code: 'NOT_ASSIGNED', reason: 'assigned', user: { id: ada.id } });
    expect(await heldAgainstLedger(world.table, trace)).toEqual(['error equal']);
  });

  it('that fails with a page leaves a trace by the number on that page', async () => {
    const shown = await asked(WIKI, 'AssertionConsumerServiceURL="https://elsewhere.example.org/acs"');
    const trace = await findTrace(world.table, shown.headers['x-request-id']!);
    expect(trace).toMatchObject({ outcome: 'shown', code: 'ACS_UNKNOWN', app: { entityId: WIKI } });
    expect(trace!.received!.xml).toContain('elsewhere.example.org');
    expect(shown.html).toContain(trace!.id);
  });

  it('of which nothing can be read leaves what came of it', async () => {
    const shown = await browser.get('/saml/sso?SAMLRequest=no-base64');
    const trace = await findTrace(world.table, shown.headers['x-request-id']!);
    expect(trace).toMatchObject({ outcome: 'shown', code: 'REQUEST_MALFORMED', reason: 'not base64' });
    expect(trace!.app).toBeUndefined();
  });

  it('with a wrong password leaves a trace of whose it was', async () => {
    const other = world.browser();
    const form = await other.get(redirected(authnRequest({ issuer: WIKI })));
    await other.post(form.action, { username: 'ada', password: 'mistyped mistyped' });
    expect(await newest()).toMatchObject({
      outcome: 'shown',
      code: 'CREDENTIALS_WRONG',
      reason: 'password',
      app: { entityId: WIKI },
      user: { id: ada.id },
    });
  });
});

describe('a page that refuses', () => {
  it('leads an administrator to the trace, and nobody else', async () => {
    const owner = await world.user('olga', { adminRole: 'owner' });
    const pages: string[] = [];
    for (const { userName } of [ada, owner]) {
      const visitor = world.browser();
      await visitor.post((await visitor.get('/sign-in')).action, { username: userName, password: PASSWORD });
      const { html, headers } = await visitor.get('/go/apps/aaaaaaaaaaaaaaaaaaaaaaaaaa', { 'sec-fetch-site': 'none' });
      pages.push(/href="(\/console\/traces\/[^"]*)"/.exec(html)?.[1] ?? 'no link', headers['x-request-id']!);
    }
    const [adas, , owners, number] = pages;
    expect([adas, owners]).toEqual(['no link', `/console/traces/${number}`]);
  });
});

describe('a signed message', () => {
  it('is kept without the value of its signature', async () => {
    const entityId = 'https://signer.example.org';
    await world.app({ entityId, signingCertificates: [APP.certificate], requestsSigned: true }, ada);
    const xml = signed(authnRequest({ issuer: entityId, issueInstant: world.ports.now() }));
    const [, value = ''] = /<ds:SignatureValue>([^<]+)</.exec(xml) ?? [];
    await browser.post('/saml/sso', posted(xml), { 'sec-fetch-site': 'cross-site' });
    const trace = await newest();
    expect(trace).toMatchObject({ outcome: 'issued', received: { binding: 'post', isSigned: true } });
    expect(trace.received!.xml).toContain('<ds:SignatureValue>not kept</ds:SignatureValue>');
    expect(value.length).toBeGreaterThan(300);
    expect(JSON.stringify(await world.table.find(traceKey(trace.id)))).not.toContain(value.slice(0, 40));
  });
});

describe('the traces of strangers', () => {
  it('are thirty of a network in a quarter of an hour', async () => {
    const count = async () => (await listedIn(world.table, world.ports.now())).length;
    const stranger = world.browser('198.51.100.9');
    const before = await count();
    for (let at = 0; at < 40; at++) await stranger.get('/saml/sso?SAMLRequest=x');
    expect((await count()) - before).toBe(30);
  });
});

describe('what is traced', () => {
  it('is nothing where it is switched off, and failures where no more is wanted', async () => {
    const count = async () => (await listedIn(world.table, world.ports.now())).length;
    const fail = () => browser.get('/go/apps/aaaaaaaaaaaaaaaaaaaaaaaaaa');
    const counts: number[] = [];
    for (const level of ['off', 'failures', 'all'] as const) {
      await choose({ level, days: 3 });
      const before = await count();
      await asked(WIKI);
      await fail();
      counts.push((await count()) - before);
    }
    await choose(undefined);
    expect(counts).toEqual([0, 1, 2]);
  });

  it('is gone after the days that were chosen', async () => {
    await choose({ level: 'all', days: 1 });
    await asked(WIKI);
    const { id, at } = await newest();
    await choose(undefined);
    const item = await world.table.find(traceKey(id));
    expect(item!.expiresAt).toBe(Math.ceil(Date.parse(at) / 1000) + 86_400);
    world.pass(86_500);
    expect(await findTrace(world.table, id)).toBeUndefined();
  });
});
