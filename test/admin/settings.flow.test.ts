import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { visitorFrom } from '../kit/visitor.ts';
import { type AdminApi, adminApi, type Answer, pointersOf } from './client.ts';

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

let house: TestHouse;
let api: AdminApi;
beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
});
afterAll(() => house?.close());

const settings = (): Promise<Settings> => api.ok<Settings>('GET', '/settings');
const change = (body: object): Promise<Answer<Settings>> => api.change<Settings>('PATCH', '/settings', body);
const etag = async (): Promise<string> => (await api.ask('GET', '/settings')).headers.get('etag') ?? '';
const logo = async (bytes: Buffer): Promise<Answer<Settings>> =>
  api.ask('PUT', '/settings/logo', {
    body: { image: bytes.toString('base64') },
    headers: { 'if-match': await etag() },
  });

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

describe('the settings', () => {
  it('tell what holds where nothing was chosen', async () => {
    expect(await settings()).toMatchObject({
      branding: { organisation: 'Samlet', footerLinks: [] },
      sessions: { maxMinutes: 600 },
      passwords: { minLength: 15, refusesCommon: true, history: 0 },
      product: { offersPasswordReset: true, sendsWelcomeMail: false },
      holdsWithinSeconds: 5,
    });
  });

  it('change field by field, and go back to what held with null', async () => {
    await change({ branding: { organisation: 'Orchard', helpText: 'Ask Ida.' }, sessions: { idleMinutes: 30 } });
    const { body } = await change({ branding: { helpText: null }, product: { sendsWelcomeMail: true } });
    expect(body).toEqual(await settings());
    expect(body['branding']).toEqual({ organisation: 'Orchard', footerLinks: [] });
    expect(body['sessions']).toEqual({ maxMinutes: 600, idleMinutes: 30 });
    const back = await change({
      branding: { organisation: null },
      sessions: { idleMinutes: null },
      product: { sendsWelcomeMail: null },
    });
    expect(back.body['branding']).toEqual({ organisation: 'Samlet', footerLinks: [] });
  });

  it('show on the sign-in page at once, and its policy allows our own files alone', async () => {
    await change({ branding: { organisation: 'Orchard', accent: '#0a5c36', accentDark: '#7ad9a8' } });
    const { headers, html } = await visitorFrom(house.baseUrl).get('/sign-in');
    expect(html).toContain('<title>Sign in · Orchard</title>');
    const sheet = /href="(\/branding\/colours\/[^"]+)"/.exec(html)?.[1] ?? '';
    const colours = await fetch(`${house.baseUrl}${sheet}`);
    expect([colours.status, colours.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(await colours.text()).toContain('--fill:#0a5c36');
    expect(headers['content-security-policy']).toContain("style-src 'self'; img-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe/);
    await change({ branding: { organisation: null, accent: null, accentDark: null } });
  });

  it.each<[object, string]>([
    [{ branding: { accent: '#ffee00' } }, '/branding/accent'],
    [{ branding: { accentDark: '#10103a' } }, '/branding/accentDark'],
    [{ branding: { accent: 'red' } }, '/branding/accent'],
    [{ branding: { supportUrl: 'javascript:alert(1)' } }, '/branding/supportUrl'],
    [{ branding: { footerLinks: [{ label: 'x', url: 'http://x.example' }] } }, '/branding/footerLinks/0/url'],
    [{ branding: { logo: { hash: 'x' } } }, '/branding/logo'],
    [{ sessions: { maxMinutes: 14 } }, '/sessions/maxMinutes'],
    [{ sessions: { maxMinutes: 1441 } }, '/sessions/maxMinutes'],
    [{ sessions: { maxMinutes: 60, idleMinutes: 61 } }, '/sessions/idleMinutes'],
    [{ passwords: { minLength: 7 } }, '/passwords/minLength'],
    [{ passwords: { minLength: 65 } }, '/passwords/minLength'],
    [{ weather: {} }, '/weather'],
  ])('refuse %j beside the field', async (body, pointer) => {
    const answer = await change(body);
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it('say to the second of two administrators that the first was faster', async () => {
    const before = await etag();
    await change({ branding: { organisation: 'First' } });
    const late = await api.ask('PATCH', '/settings', {
      body: { branding: { organisation: 'Second' } },
      headers: { 'if-match': before },
    });
    expect([late.status, (await settings())['branding']?.['organisation']]).toEqual([412, 'First']);
    expect((await api.ask('PATCH', '/settings', { body: {} })).status).toBe(428);
  });
});

describe('every session', () => {
  it('ends at once when an administrator says so, who has looked at the settings', async () => {
    expect((await api.ask('DELETE', '/sessions')).status).toBe(428);
    const { admin } = await house.owner();
    const visitor = visitorFrom(house.baseUrl);
    const form = await visitor.get('/sign-in');
    await visitor.post(form.action, { username: admin.username, password: admin.password });
    const isIn = async (): Promise<boolean> => !(await visitor.get('/')).html.includes('name="password"');
    expect(await isIn()).toBe(true);
    expect((await api.ask('DELETE', '/sessions', { headers: { 'if-match': await etag() } })).status).toBe(204);
    expect(await isIn()).toBe(false);
  });
});

describe('a logo', () => {
  it('is served for ever by its digest, and no more once another took its place', async () => {
    const { status, body } = await logo(PNG);
    expect(status).toBe(200);
    const { hash, type } = body['branding']!['logo'] as { hash: string; type: string };
    const served = await fetch(`${house.baseUrl}/branding/logo/${hash}`);
    expect([served.status, served.headers.get('content-type'), type]).toEqual([200, 'image/png', 'image/png']);
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true);
    const other = Buffer.concat([PNG, Buffer.from('other')]);
    expect((await logo(other)).status).toBe(200);
    expect((await fetch(`${house.baseUrl}/branding/logo/${hash}`)).status).toBe(404);
    const gone = await api.ask<Settings>('DELETE', '/settings/logo', { headers: { 'if-match': await etag() } });
    expect(gone.body['branding']).not.toHaveProperty('logo');
  });

  it.each<[string, Buffer]>([
    ['an SVG, which may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a page', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['more than 100 kB', Buffer.concat([PNG, Buffer.alloc(100 * 1024)])],
  ])('cannot be %s', async (_what, bytes) => {
    const answer = await logo(bytes);
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/image']]);
  });
});
