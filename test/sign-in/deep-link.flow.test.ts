import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { App } from '../../shared/apps/app.ts';
import type { Browser, Shown } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
let ada: Browser;
let app: App;

beforeAll(async () => {
  world = await startWorld();
  const user = await world.user('ada');
  const relayStateHosts = ['wiki.example.org', '*.docs.example.org'];
  app = await world.app({ entityId: 'https://wiki.example.org', relayState: 'home', relayStateHosts }, user);
  ada = world.browser();
  await ada.post((await ada.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
});
afterAll(() => world.close());

const go = (to: string): Promise<Shown> => ada.get(`/go/apps/${app.id}?to=${encodeURIComponent(to)}`);

describe('a deep link into an app', () => {
  it.each(['https://wiki.example.org/page?a=1#part', 'https://a.b.docs.example.org/'])('leads to %s', async (to) => {
    expect((await go(to)).fields['RelayState']).toBe(to);
  });

  it.each([
    'https://evil.example/',
    'https://wiki.example.org.evil.example/',
    'https://docs.example.org.evil.example/',
    'https://docs.example.org/',
    'https://evildocs.example.org/',
    'https://wiki.example.org@evil.example/',
    'https://ada@wiki.example.org/',
    'http://wiki.example.org/',
    'javascript:alert(1)//wiki.example.org',
    '//wiki.example.org/',
    '/page',
  ])('does not lead to %s', async (to) => {
    const shown = await go(to);
    expect([shown.status, shown.fields['SAMLResponse']]).toEqual([422, undefined]);
  });

  it.each([
    // To readers of RFC 3986 the host of the first is evil.example.
    ['https://wiki.example.org\\@evil.example/', 'https://wiki.example.org/@evil.example/'],
    ['https:\\\\wiki.example.org/', 'https://wiki.example.org/'],
    ['ht\ntps://wiki.example.org/\t', 'https://wiki.example.org/'],
    ['https:wiki.example.org', 'https://wiki.example.org/'],
  ])('says what we read where others read something else: %j', async (written, read) => {
    expect((await go(written)).fields['RelayState']).toBe(read);
  });
});
