import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metadataRoutes } from '../../functions/metadata/routes.ts';
import { ROUTES } from '../../lib/routes.ts';
import { type App, appsIn } from '../../shared/apps/app.ts';
import { problem } from '../../shared/http/problem.ts';
import { web } from '../../shared/http/web.ts';
import { authnRequest, posted, redirected } from '../kit/authn-request.ts';
import { type Browser, browser, ORIGIN_SECRET, type Shown } from '../kit/browser.ts';
import { BASE_URL, PASSWORD, startWorld, type World } from '../kit/world.ts';
import { lookAlikes } from './look-alikes.ts';

const ACS = 'https://wiki.example.org/saml/acs';
let world: World;
let wiki: App;
let ada: Browser;

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\t', '&#9;');

beforeAll(async () => {
  world = await startWorld();
  const user = await world.user('ada');
  wiki = await world.app(
    { entityId: 'https://wiki.example.org', acs: [{ url: ACS, index: 0, isDefault: true }] },
    user,
  );
  ada = world.browser();
  await ada.post((await ada.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
});
afterAll(() => world?.close());

const askedAt = (url: string): Promise<Shown> =>
  ada.get(redirected(authnRequest({ attributes: `AssertionConsumerServiceURL="${attribute(url)}"` })));

describe('an app that asks to be answered somewhere', () => {
  it('is answered at the address that is registered', async () => {
    expect((await askedAt(ACS)).action).toBe(ACS);
  });

  it('is answered at none of 200 addresses that look like it', async () => {
    const urls = lookAlikes(ACS);
    expect(urls.length).toBeGreaterThanOrEqual(200);
    const answered: string[] = [];
    for (const url of urls) {
      const { status, fields, html } = await askedAt(url);
      if ('SAMLResponse' in fields || status < 400 || html.includes('evil.example')) answered.push(url);
    }
    expect(answered).toEqual([]);
  });

  it('is not answered at the address of another app', async () => {
    await world.app({
      entityId: 'https://other.example.org',
      acs: [{ url: 'https://other.example.org/acs', index: 0 }],
    });
    expect((await askedAt('https://other.example.org/acs')).fields).not.toHaveProperty('SAMLResponse');
  });
});

describe('an app that is disabled', () => {
  const enable = async (enabled: boolean): Promise<void> => {
    const apps = appsIn(world.table);
    const now = (await apps.find(wiki.id))!;
    await world.table.commit(apps.changing(now, { ...now, enabled, version: now.version + 1 }));
  };
  const metadata = () =>
    browser(
      web(metadataRoutes({ table: world.table, baseUrl: BASE_URL }), {
        originSecrets: { current: ORIGIN_SECRET, previous: '' },
        baseUrl: BASE_URL,
        show: problem,
      }),
      ROUTES.metadata,
    );

  const entrances: readonly (readonly [string, (signedIn: Browser) => Promise<Shown>])[] = [
    ['a redirected request', (signedIn) => signedIn.get(redirected(authnRequest()))],
    [
      'a posted request',
      (signedIn) => signedIn.post('/saml/sso', posted(authnRequest()), { 'sec-fetch-site': 'cross-site' }),
    ],
    [
      'a request that wants a new proof',
      (signedIn) => signedIn.get(redirected(authnRequest({ attributes: 'ForceAuthn="true"' }))),
    ],
    ['a passive request', (signedIn) => signedIn.get(redirected(authnRequest({ attributes: 'IsPassive="true"' })))],
    ['its tile', (signedIn) => signedIn.post(`/go/apps/${wiki.id}`, {})],
    ['its bookmark', (signedIn) => signedIn.get(`/go/apps/${wiki.id}`)],
  ];

  it.each(entrances)('gets no assertion by %s, though it does while it is enabled', async (what, enter) => {
    await enable(true);
    const before = await enter(ada);
    expect(before.html).toMatch(what.includes('new proof') ? /name="password"/ : /SAMLResponse/);
    expect(assertionIn(before) || what.includes('new proof')).toBe(true);
    await enable(false);
    const after = await enter(ada);
    expect(assertionIn(after)).toBe(false);
    expect(after.html).not.toContain('name="password"');
  });

  it('gets no assertion by a sign-in that began before', async () => {
    await enable(true);
    const bob = world.browser();
    const form = await bob.get(redirected(authnRequest()));
    await enable(false);
    const sent = await bob.post(form.action, { username: 'ada', password: PASSWORD });
    expect(assertionIn(sent)).toBe(false);
    expect(assertionIn(await bob.get(form.action))).toBe(false);
  });

  it('is on no portal and has no metadata', async () => {
    await enable(true);
    expect((await ada.get('/')).html).toContain(`/go/apps/${wiki.id}`);
    expect((await metadata().get(`/saml/metadata/${wiki.id}`)).status).toBe(200);
    await enable(false);
    expect((await ada.get('/')).html).not.toContain(`/go/apps/${wiki.id}`);
    expect((await metadata().get(`/saml/metadata/${wiki.id}`)).status).toBe(404);
  });
});

/** Whether an answer holds an assertion: a SAML status alone is none. */
const assertionIn = ({ fields }: Shown): boolean =>
  /<(?:\w+:)?(?:Encrypted)?Assertion\b/.test(Buffer.from(fields['SAMLResponse'] ?? '', 'base64').toString());

describe('the certificate of Samlet', () => {
  it('is downloaded as PEM, the present one and the next', async () => {
    const routes = metadataRoutes({ table: world.table, baseUrl: BASE_URL });
    const ask = browser(
      web(routes, { originSecrets: { current: ORIGIN_SECRET, previous: '' }, baseUrl: BASE_URL, show: problem }),
      ROUTES.metadata,
    );
    const [active, next] = [await ask.get('/saml/certificate'), await ask.get('/saml/certificate/next')];
    for (const { html, headers } of [active, next]) {
      expect(html).toMatch(/^-----BEGIN CERTIFICATE-----\n[\s\S]+\n-----END CERTIFICATE-----\n$/);
      expect(headers['content-disposition']).toMatch(/^attachment; filename="samlet(?:-next)?\.pem"$/);
    }
    expect(active.html).not.toBe(next.html);
    const inMetadata = (await ask.get('/saml/metadata')).html;
    for (const { html } of [active, next]) expect(inMetadata).toContain(html.split('\n').slice(1, -2).join(''));
  });
});
