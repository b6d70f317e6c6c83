import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../lib/routes.ts';
import { ssoRoutes } from '../../functions/sso/routes.ts';
import { KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import { entriesOfHour } from '../../shared/audit/ledger.ts';
import { hourOf } from '../../shared/audit/bucket.ts';
import { accept, statusOf } from '../kit/accept.ts';
import { authnRequest, posted, redirected } from '../kit/authn-request.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
let certificate: () => Promise<string>;

beforeAll(async () => {
  world = await startWorld();
  certificate = async () => keyRingOf(await world.table.find(KEY_RING_KEY))!.active.certificate;
  const ada = await world.user('ada');
  await world.app({ entityId: 'https://wiki.example.org' }, ada);
  await world.user('bob');
});
afterAll(() => world.close());

const signIn = async (browser: ReturnType<World['browser']>, action: string, username = 'ada', password = PASSWORD) =>
  browser.post(action, { username, password });

describe('the table of routes', () => {
  it('holds exactly the routes that sso has handlers for', () => {
    expect(Object.keys(ssoRoutes(world.ports)).toSorted()).toEqual([...ROUTES.sso].toSorted());
  });
});

describe('a person whom an app sends here', () => {
  it('signs in once, and the app accepts what it gets', async () => {
    const ada = world.browser();
    const form = await ada.get(redirected(authnRequest({ id: '_first' }), 'where/I was?'));
    expect(form.html).toContain('to continue to <strong>Wiki</strong>');

    const sent = await signIn(ada, form.action);

    expect(sent.action).toBe('https://wiki.example.org/acs');
    expect(sent.fields['RelayState']).toBe('where/I was?');
    expect(accept(sent.fields['SAMLResponse']!, await certificate())).toMatchObject({
      nameId: 'ada@example.org',
      audience: 'https://wiki.example.org',
      recipient: 'https://wiki.example.org/acs',
      inResponseTo: '_first',
      attributes: { mail: ['ada@example.org'] },
    });
  });

  it('is on the way back at once the next time', async () => {
    const ada = world.browser();
    await signIn(ada, (await ada.get(redirected(authnRequest()))).action);

    const second = await ada.get(redirected(authnRequest({ id: '_second' })));

    expect(accept(second.fields['SAMLResponse']!, await certificate()).inResponseTo).toBe('_second');
  });

  it('is asked again when the app wants a new proof', async () => {
    const ada = world.browser();
    await signIn(ada, (await ada.get(redirected(authnRequest()))).action);

    const forced = await ada.get(redirected(authnRequest({ attributes: 'ForceAuthn="true"' })));

    expect(forced.html).toContain('name="password"');
    expect((await signIn(ada, forced.action)).fields['SAMLResponse']).toBeDefined();
  });

  it('comes by POST from another site and is recognised by the GET that follows', async () => {
    const ada = world.browser();
    await signIn(ada, (await ada.get('/sign-in')).action);

    const sent = await ada.post('/saml/sso', posted(authnRequest({ id: '_posted' })), {
      'sec-fetch-site': 'cross-site',
    });

    expect(accept(sent.fields['SAMLResponse']!, await certificate()).inResponseTo).toBe('_posted');
  });

  it('is not disturbed when the app asks passively: the app is told NoPassive', async () => {
    const sent = await world.browser().get(redirected(authnRequest({ attributes: 'IsPassive="true"' })));
    expect(statusOf(sent.fields['SAMLResponse']!)).toEqual(['Responder', 'NoPassive']);
  });

  it('is refused an app that is not assigned to them, and the app is told', async () => {
    const bob = world.browser();
    const sent = await signIn(bob, (await bob.get(redirected(authnRequest()))).action, 'bob');
    expect(statusOf(sent.fields['SAMLResponse']!)).toEqual(['Responder', 'RequestDenied']);
  });
});

describe('a wrong password', () => {
  it('shows the form again and begins no session', async () => {
    const mallory = world.browser('198.51.100.9');
    const form = await mallory.get('/sign-in');
    const again = await signIn(mallory, form.action, 'ada', 'not the password at all');
    expect(again.status).toBe(401);
    expect(again.html).toContain('Invalid username or password.');
    expect([...mallory.cookies.keys()]).not.toContain('__Host-samlet-session');
  });

  it('reads the same for a user who does not exist', async () => {
    const mallory = world.browser('198.51.100.10');
    const known = await signIn(mallory, (await mallory.get('/sign-in')).action, 'ada', 'not the password at all');
    const unknown = await signIn(mallory, (await mallory.get('/sign-in')).action, 'eve', 'not the password at all');
    const shape = (html: string): string => html.replaceAll(/sign-in\/\w+|value="\w+"/g, '');
    expect(shape(unknown.html)).toBe(shape(known.html));
    expect(unknown.status).toBe(known.status);
  });
});

describe('a browser that keeps no cookies', () => {
  it('is told so, and is not led in circles', async () => {
    const forgetful = world.browser();
    forgetful.cookies.set = () => forgetful.cookies;
    const shown = await forgetful.get('/');
    expect(shown.status).toBe(410);
    expect(shown.html).toContain('keeps no cookies');
  });
});

describe('a request that is not admitted', () => {
  const refused = async (path: string) => (await world.browser().get(path)).status;

  it.each([
    ['of an unknown app', { issuer: 'https://nobody.example.org' }, 403],
    ['for another address', { destination: 'https://elsewhere.example.org/sso' }, 400],
    ['of last week', { issueInstant: new Date(Date.now() - 7 * 86_400_000) }, 400],
    ['of tomorrow', { issueInstant: new Date(Date.now() + 86_400_000) }, 400],
    [
      'for an ACS that is not registered',
      { attributes: 'AssertionConsumerServiceURL="https://wiki.example.org/acs/"' },
      403,
    ],
  ])('%s is shown, and told to nobody', async (_what, asked, status) => {
    expect(await refused(redirected(authnRequest(asked)))).toBe(status);
  });

  it('is refused the second time it comes', async () => {
    const path = redirected(authnRequest());
    const ada = world.browser();
    await signIn(ada, (await ada.get(path)).action);
    expect((await ada.get(path)).status).toBe(400);
  });
});

describe('the portal', () => {
  it('shows what is assigned, and opens it without another password', async () => {
    const ada = world.browser();
    const portal = await signIn(ada, (await ada.get('/')).action);
    const href = /href="(\/go\/apps\/\w+)"/.exec(portal.html)?.[1];
    const sent = await ada.get(href!, { 'sec-fetch-site': 'same-origin' });
    expect(accept(sent.fields['SAMLResponse']!, await certificate()).inResponseTo).toBeUndefined();
  });

  it('asks for a click when another site linked to the app', async () => {
    const ada = world.browser();
    const portal = await signIn(ada, (await ada.get('/')).action);
    const href = /href="(\/go\/apps\/\w+)"/.exec(portal.html)?.[1];
    const asked = await ada.get(href!, { 'sec-fetch-site': 'cross-site' });
    expect(asked.fields['SAMLResponse']).toBeUndefined();
    const sent = await ada.post(asked.action, {});
    expect(sent.fields['SAMLResponse']).toBeDefined();
  });

  it('is closed by signing out, at once', async () => {
    const ada = world.browser();
    await signIn(ada, (await ada.get('/')).action);
    const stolen = new Map(ada.cookies);
    expect((await ada.post('/sign-out', {})).html).toContain('You are signed out');
    const thief = world.browser();
    for (const [name, value] of stolen) thief.cookies.set(name, value);
    expect((await thief.get('/')).html).toContain('name="password"');
  });
});

describe('the ledger', () => {
  it('holds the digest of everything that was signed', async () => {
    const entries = await entriesOfHour(world.table, hourOf(world.ports.now().toISOString()));
    const digests = new Set(entries.map(({ digest }) => digest));
    expect(world.keys.signed.length).toBeGreaterThan(5);
    expect(world.keys.signed.filter((digest) => !digests.has(digest))).toEqual([]);
  });
});
