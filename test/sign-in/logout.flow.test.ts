import { sign } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogoutEndpoint } from '../../shared/apps/app.ts';
import { SIGNATURE } from '../../shared/saml/names.ts';
import { APP, STRANGER } from '../saml/in/app.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;

const WIKI = 'https://wiki.example.org';
const CHAT = 'https://chat.example.org';
const DUMB = 'https://dumb.example.org';
const SLO = 'https://sso.example.org/saml/slo';

beforeAll(async () => {
  world = await startWorld();
  const user = await world.user('ada');
  const app = (entityId: string, name: string, logout?: LogoutEndpoint) =>
    world.app({ entityId, name, signingCertificates: [APP.certificate], ...(logout ? { logout } : {}) }, user);
  await app(WIKI, 'Wiki', { binding: 'redirect', url: `${WIKI}/slo` });
  await app(CHAT, 'Chat', { binding: 'post', url: `${CHAT}/slo`, responseUrl: `${CHAT}/slo/answer` });
  await app(DUMB, 'Dumb');
});
afterAll(() => world.close());

/** Somebody who is signed in, and has been to these apps. */
async function visitorOf(...entityIds: string[]): Promise<Browser> {
  const ada = world.browser();
  await ada.post((await ada.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
  for (const issuer of entityIds) await ada.get(redirected(authnRequest({ issuer })));
  return ada;
}

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  !(await browser.get('/')).html.includes('name="password"');
const sessionId = (browser: Browser): string => browser.cookies.get('__Host-samlet-session')!.split('.')[1]!;

interface Said {
  readonly id?: string;
  readonly issuer?: string;
  readonly nameId?: string;
  readonly index?: string;
  readonly destination?: string;
  readonly at?: Date;
  readonly by?: typeof APP;
}

let count = 0;

function logoutRequest({
  id = `_logout-${++count}`,
  issuer = WIKI,
  nameId = 'ada@example.org',
  index,
  destination = SLO,
  at = new Date(),
}: Said): string {
  return (
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" ` +
    `Version="2.0" IssueInstant="${at.toISOString()}" Destination="${destination}"><saml:Issuer>${issuer}</saml:Issuer><saml:NameID>${nameId}</saml:NameID>` +
    `${index ? `<samlp:SessionIndex>${index}</samlp:SessionIndex>` : ''}</samlp:LogoutRequest>`
  );
}

function query(parameter: 'SAMLRequest' | 'SAMLResponse', xml: string, by = APP): string {
  const message = encodeURIComponent(deflateRawSync(xml).toString('base64'));
  const octets = `${parameter}=${message}&RelayState=back&SigAlg=${encodeURIComponent(SIGNATURE.rsaSha256)}`;
  return `/saml/slo?${octets}&Signature=${encodeURIComponent(sign('sha256', Buffer.from(octets), by.key).toString('base64'))}`;
}

const ask = (browser: Browser, said: Said): Promise<Shown> =>
  browser.get(query('SAMLRequest', logoutRequest(said), said.by), { 'sec-fetch-site': 'cross-site' });

/** The link by which a page leads to an app, and the message in its query. */
function linkIn({ html }: Shown): { url: URL; xml: string } {
  const href = /href="(https:\/\/[^"]*SAML[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (!href) throw new Error(`no link to an app in ${html}`);
  const url = new URL(href);
  const message = url.searchParams.get('SAMLRequest') ?? url.searchParams.get('SAMLResponse') ?? '';
  return { url, xml: inflateRawSync(Buffer.from(message, 'base64')).toString() };
}

const statusesIn = (xml: string): string[] =>
  [...xml.matchAll(/StatusCode Value="[^"]*:(\w+)"/g)].map(([, name]) => name ?? '');

const logoutResponse = (inResponseTo: string, issuer: string): string =>
  `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_answer-${++count}" ` +
  `Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${SLO}" InResponseTo="${inResponseTo}"><saml:Issuer>${issuer}</saml:Issuer>` +
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>';

describe('somebody who signs out here', () => {
  it('is signed out of one app after the other, and told the truth about each', async () => {
    const ada = await visitorOf(WIKI, CHAT);
    const index = sessionId(ada);
    let shown = await ada.post('/sign-out', {});
    expect(await isSignedIn(ada)).toBe(false);
    const told: string[] = [];
    for (let n = 0; n < 2; n++) {
      const isPost = shown.fields['SAMLRequest'] !== undefined;
      const xml = isPost ? Buffer.from(shown.fields['SAMLRequest']!, 'base64').toString() : linkIn(shown).xml;
      expect(xml).toContain(`<samlp:SessionIndex>${index}</samlp:SessionIndex>`);
      expect(xml).toContain('>ada@example.org</saml:NameID>');
      const issuer = isPost ? CHAT : WIKI;
      told.push(isPost ? shown.action : `${linkIn(shown).url.origin}${linkIn(shown).url.pathname}`);
      const id = / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
      shown = await ada.get(query('SAMLResponse', logoutResponse(id, issuer)), { 'sec-fetch-site': 'cross-site' });
    }
    expect(told.toSorted()).toEqual([`${CHAT}/slo`, `${WIKI}/slo`]);
    expect(shown.html).toContain('You are signed out');
    expect(shown.html).toMatch(/Wiki[\s\S]*Chat|Chat[\s\S]*Wiki/);
  });

  it('is not led by what a stranger answers in an app’s name', async () => {
    const ada = await visitorOf(WIKI);
    const { xml } = linkIn(await ada.post('/sign-out', {}));
    const id = / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
    const forged = await ada.get(query('SAMLResponse', logoutResponse(id, WIKI), STRANGER));
    expect(forged.status).toBe(403);
  });

  it('is not signed out by another site', async () => {
    const ada = await visitorOf();
    const refused = await ada.post('/sign-out', {}, { 'sec-fetch-site': 'cross-site' });
    expect([refused.status, await isSignedIn(ada)]).toEqual([403, true]);
  });
});

describe('an app that is told of a sign-out', () => {
  /** The address at which a sign-out goes on: apps learn its ID by the requests that they are sent. */
  const addressIn = (xml: string): string => `/saml/slo/${/ ID="_([a-z2-7]{26})-\d+"/.exec(xml)![1]}`;
  const requestIn = (shown: Shown): string =>
    shown.fields['SAMLRequest'] ? Buffer.from(shown.fields['SAMLRequest'], 'base64').toString() : linkIn(shown).xml;

  it('cannot fetch from its own machine what the next app is told', async () => {
    const ada = await visitorOf(WIKI, CHAT);
    const first = requestIn(await ada.post('/sign-out', {}));
    const stolen = await world.browser('198.51.100.66').get(addressIn(first));
    expect(stolen.html).not.toMatch(/SAMLRequest|ada@example\.org/);
    expect(requestIn(await ada.get(addressIn(first)))).toContain('ada@example.org');
  });

  it('cannot take over one that another app asked for, once it is a browser’s', async () => {
    const ada = await visitorOf(WIKI, CHAT);
    const shown = await ask(ada, {});
    const stolen = await world.browser('198.51.100.66').get(addressIn(requestIn(shown)));
    expect(stolen.html).not.toMatch(/SAMLResponse/);
    expect(statusesIn(linkIn(await ada.get(shown.path)).xml)).toEqual(['Success', 'PartialLogout']);
  });

  it('is told once when the browser takes the same step twice at once', async () => {
    const ada = await visitorOf(WIKI, CHAT);
    const address = addressIn(requestIn(await ada.post('/sign-out', {})));
    const both = await Promise.all([ada.get(address), ada.get(address)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('an app that asks to end a session', () => {
  it('has it ended, its other apps told, and is answered with its RelayState', async () => {
    const ada = await visitorOf(WIKI, CHAT);
    const shown = await ask(ada, { index: sessionId(ada) });
    expect(shown.action).toBe(`${CHAT}/slo`);
    const xml = Buffer.from(shown.fields['SAMLRequest'] ?? '', 'base64').toString();
    const id = / ID="([^"]+)"/.exec(xml)?.[1] ?? '';
    const answer = linkIn(
      await ada.get(query('SAMLResponse', logoutResponse(id, CHAT)), { 'sec-fetch-site': 'cross-site' }),
    );
    expect(`${answer.url.origin}${answer.url.pathname}`).toBe(`${WIKI}/slo`);
    expect(statusesIn(answer.xml)).toEqual(['Success']);
    expect(answer.url.searchParams.get('RelayState')).toBe('back');
    expect(await isSignedIn(ada)).toBe(false);
  });

  it('is told PartialLogout when another app could not be reached', async () => {
    const ada = await visitorOf(WIKI, CHAT);
    const shown = await ask(ada, {});
    expect(shown.action).toBe(`${CHAT}/slo`);
    // The app never answers; the person comes back to the address of the sign-out.
    const answer = linkIn(await ada.get(shown.path));
    expect(statusesIn(answer.xml)).toEqual(['Success', 'PartialLogout']);
  });

  it.each<[string, Said]>([
    ['of somebody else', { nameId: 'bob@example.org' }],
    ['of another session', { index: 'a'.repeat(26) }],
  ])('is told UnknownPrincipal for the session %s, and the session stays', async (_what, said) => {
    const ada = await visitorOf(WIKI);
    const answer = linkIn(await ask(ada, said));
    expect(statusesIn(answer.xml)).toEqual(['Requester', 'UnknownPrincipal']);
    expect(await isSignedIn(ada)).toBe(true);
  });

  it.each<[string, Said, number]>([
    ['signed by a stranger', { by: STRANGER }, 403],
    ['meant for somebody else', { destination: 'https://elsewhere.example.org/slo' }, 400],
    ['of an hour ago', { at: new Date(Date.now() - 3_600_000) }, 400],
    ['of tomorrow', { at: new Date(Date.now() + 86_400_000) }, 400],
    ['of an app that does not log out', { issuer: DUMB }, 403],
    ['of an unknown app', { issuer: 'https://nobody.example.org' }, 403],
  ])('is refused a request %s, and the session stays', async (_what, said, status) => {
    const ada = await visitorOf(WIKI);
    expect((await ask(ada, said)).status).toBe(status);
    expect(await isSignedIn(ada)).toBe(true);
  });

  it('is refused the same request again, and an unsigned one', async () => {
    const ada = await visitorOf(WIKI);
    const said = { id: '_once', nameId: 'bob@example.org' };
    await ask(ada, said);
    expect((await ask(ada, said)).status).toBe(400);
    const bare = encodeURIComponent(deflateRawSync(logoutRequest({})).toString('base64'));
    expect((await ada.get(`/saml/slo?SAMLRequest=${bare}`)).status).toBe(403);
    expect(await isSignedIn(ada)).toBe(true);
  });
});
