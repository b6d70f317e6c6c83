import { sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { App } from '../../shared/apps/app.ts';
import { KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import { SIGNATURE } from '../../shared/saml/names.ts';
import { APP, signed, STRANGER } from '../saml/in/app.ts';
import { accept, statusOf } from '../kit/accept.ts';
import { type Asked, authnRequest, posted, redirected } from '../kit/authn-request.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
let ada: Browser;
let signing: App;

const WIKI = 'https://wiki.example.org';
const SIGNING = 'https://signing.example.org';
const OPAQUE = 'https://opaque.example.org';

beforeAll(async () => {
  world = await startWorld();
  const user = await world.user('ada', { department: 'Analysis' });
  const acs = [
    { url: 'https://wiki.example.org/acs', index: 0, isDefault: true },
    { url: 'https://wiki.example.org/acs/other', index: 3 },
  ];
  await world.app({ entityId: WIKI, acs, relayState: 'ours' }, user);
  await world.app({ entityId: 'https://override.example.org', relayState: 'ours', overrideRelayState: true }, user);
  await world.app({ entityId: OPAQUE, nameIdFormat: 'persistent', attributes: [] }, user);
  const certificates = { signingCertificates: [APP.certificate], requestsSigned: true, idpInitiated: false };
  signing = await world.app({ entityId: SIGNING, name: 'Signing', ...certificates }, user);
  ada = world.browser();
  await ada.post((await ada.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
});
afterAll(() => world.close());

const certificate = async (): Promise<string> => keyRingOf(await world.table.find(KEY_RING_KEY))!.active.certificate;

const answerTo = async (asked: Asked, relayState?: string) => ada.get(redirected(authnRequest(asked), relayState));
const statusTo = async (asked: Asked) => statusOf((await answerTo(asked)).fields['SAMLResponse'] ?? '');
const acceptedFor = async (asked: Asked) =>
  accept((await answerTo(asked)).fields['SAMLResponse']!, await certificate());

const policy = (attributes: string): string => `<samlp:NameIDPolicy ${attributes}/>`;
const FORMAT = 'urn:oasis:names:tc:SAML:2.0:nameid-format';
const context = (classRef: string, comparison = ''): string =>
  `<samlp:RequestedAuthnContext ${comparison}><saml:AuthnContextClassRef>${classRef}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`;
const PASSWORD_CLASS = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

describe('an app that asks for something', () => {
  it('is answered at the address of its index, or of its own words', async () => {
    const byIndex = await answerTo({ attributes: 'AssertionConsumerServiceIndex="3"' });
    const byUrl = await answerTo({ attributes: 'AssertionConsumerServiceURL="https://wiki.example.org/acs/other"' });
    expect([byIndex.action, byUrl.action]).toEqual(Array(2).fill('https://wiki.example.org/acs/other'));
  });

  it('is shown, not told, that an address is not registered', async () => {
    const answer = await answerTo({ attributes: 'AssertionConsumerServiceIndex="9"' });
    expect([answer.status, answer.fields['SAMLResponse']]).toEqual([403, undefined]);
  });

  it('is given a NameID of the format that it names: opaque, and the same each time', async () => {
    const children = policy(`Format="${FORMAT}:persistent"`);
    const [one, two] = [await acceptedFor({ children }), await acceptedFor({ children })];
    expect(one.nameId).toMatch(/^[a-z2-7]{40}$/);
    expect(two.nameId).toBe(one.nameId);
  });

  it('is not told the mail address by asking for it, if it is registered to learn an opaque name alone', async () => {
    const children = policy('Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"');
    expect(await statusTo({ issuer: OPAQUE, children })).toEqual(['Requester', 'InvalidNameIDPolicy']);
    expect((await acceptedFor({ children })).nameId).toBe('ada@example.org');
  });

  it('is given a transient NameID that is another each time', async () => {
    const children = policy(`Format="${FORMAT}:transient"`);
    expect((await acceptedFor({ children })).nameId).not.toBe((await acceptedFor({ children })).nameId);
  });

  it.each<[string, Asked, string[]]>([
    [
      'a NameID that there is not',
      { children: policy(`Format="${FORMAT}:kerberos"`) },
      ['Requester', 'InvalidNameIDPolicy'],
    ],
    [
      'a NameID of another app',
      { children: policy('SPNameQualifier="https://other.example.org"') },
      ['Requester', 'InvalidNameIDPolicy'],
    ],
    [
      'a context that a password is not',
      { children: context('urn:oasis:names:tc:SAML:2.0:ac:classes:X509') },
      ['Responder', 'NoAuthnContext'],
    ],
    [
      'a context that is better than another',
      { children: context(PASSWORD_CLASS, 'Comparison="better"') },
      ['Responder', 'NoAuthnContext'],
    ],
    [
      'an answer by another binding',
      { attributes: 'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"' },
      ['Requester', 'UnsupportedBinding'],
    ],
    [
      'somebody else',
      { children: '<saml:Subject><saml:NameID>bob@example.org</saml:NameID></saml:Subject>' },
      ['Responder', 'UnknownPrincipal'],
    ],
  ])('is told that it cannot have %s', async (_what, asked, status) => {
    expect(await statusTo(asked)).toEqual(status);
  });

  it('is given the context that it names, and the person whom it names', async () => {
    const named = '<saml:Subject><saml:NameID>ada@example.org</saml:NameID></saml:Subject>';
    expect((await acceptedFor({ children: `${named}${context(PASSWORD_CLASS)}` })).nameId).toBe('ada@example.org');
  });

  it('gets its RelayState back byte for byte, unless the app’s own is set to win', async () => {
    const theirs = 'ünï/☃ &=%20+?';
    expect((await answerTo({}, theirs)).fields['RelayState']).toBe(theirs);
    const overridden = await answerTo({ issuer: 'https://override.example.org' }, theirs);
    expect(overridden.fields['RelayState']).toBe('ours');
  });
});

describe('an app that signs its requests', () => {
  const ask = () => authnRequest({ issuer: SIGNING });
  const query = (xml: string, by = APP, algorithm: string = SIGNATURE.rsaSha256): string => {
    const octets = `${redirected(xml).split('?')[1]}&SigAlg=${encodeURIComponent(algorithm)}`;
    const value = sign('sha256', Buffer.from(octets), by.key).toString('base64');
    return `/saml/sso?${octets}&Signature=${encodeURIComponent(value)}`;
  };

  it('is answered when its signature holds, by either binding', async () => {
    expect((await ada.get(query(ask()))).fields['SAMLResponse']).toBeDefined();
    const byPost = await ada.post('/saml/sso', posted(signed(ask())), { 'sec-fetch-site': 'cross-site' });
    expect(byPost.fields['SAMLResponse']).toBeDefined();
  });

  it.each<[string, () => Promise<{ status: number; fields: Readonly<Record<string, string>> }>]>([
    ['without a signature in the query', () => ada.get(redirected(ask()))],
    ['without a signature in the form', () => ada.post('/saml/sso', posted(ask()))],
    ['by a stranger in the query', () => ada.get(query(ask(), STRANGER))],
    ['by a stranger in the form', () => ada.post('/saml/sso', posted(signed(ask(), { by: STRANGER })))],
    ['by SHA-1', () => ada.get(query(ask(), APP, SIGNATURE.rsaSha1))],
    [
      'changed afterwards',
      () => ada.post('/saml/sso', posted(signed(ask()).replace('Version="2.0"', 'Version="2.0" ForceAuthn="true"'))),
    ],
  ])('is refused a request %s', async (_what, send) => {
    const answer = await send();
    expect([answer.status, answer.fields['SAMLResponse']]).toEqual([403, undefined]);
  });

  it('gets no unsolicited response, by tile or by address', async () => {
    const answer = await ada.get(`/go/apps/${signing.id}`, { 'sec-fetch-site': 'same-origin' });
    expect([answer.status, answer.fields['SAMLResponse']]).toEqual([403, undefined]);
  });
});

describe('a signature that nobody demanded', () => {
  it('must hold all the same', async () => {
    const xml = signed(authnRequest(), { by: STRANGER });
    expect((await ada.post('/saml/sso', posted(xml))).status).toBe(403);
  });
});

describe('the same request', () => {
  it('posted by 20 at once is answered once', async () => {
    const form = posted(authnRequest());
    const browsers = Array.from({ length: 20 }, () => {
      const browser = world.browser();
      for (const [name, value] of ada.cookies) browser.cookies.set(name, value);
      return browser;
    });
    const answers = await Promise.all(browsers.map((browser) => browser.post('/saml/sso', form)));
    expect(answers.filter(({ fields }) => fields['SAMLResponse'])).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
  });
});
