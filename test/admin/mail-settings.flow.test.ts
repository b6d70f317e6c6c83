import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cookiesOf } from '../gates/session.ts';
import { enterConsole } from '../kit/console.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { visitorFrom } from '../kit/visitor.ts';
import { type AdminApi, adminApi, type Answer, pointersOf } from './client.ts';

let house: TestHouse;
let api: AdminApi;
/** The API by the session of the first owner, who has an address. */
let own: AdminApi['ask'];
let address: string;

beforeAll(async () => {
  house = await startHouse();
  api = await adminApi(house);
  const { admin } = await house.owner();
  const { items } = await api.ok<{ items: { email: string }[] }>('GET', `/users?userName=${admin.username}`);
  address = items[0]!.email;
  const cookie = await enterConsole(house.baseUrl, await cookiesOf(house, admin));
  const meant = { cookie, 'samlet-request': '1', 'sec-fetch-site': 'same-origin' };
  own = (method, path, asking = {}) =>
    api.as(undefined).ask(method, path, { ...asking, headers: { ...meant, ...asking.headers } });
});
afterAll(() => house?.close());

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
const change = (body: object): Promise<Answer<unknown>> => api.change('PATCH', '/settings', body);
const preview = (body: object): Promise<Answer<Mail>> => own<Mail>('POST', '/settings/mail/preview', { body });
const ACTIVATION = {
  subject: 'Hi {{displayName}}',
  body: 'At {{organisation}}:\n\n[Go]({{link}})\n\nUntil {{until}}.',
};
let made = 0;
const person = async (more: object = {}): Promise<{ id: string; email: string }> => {
  const userName = `reader${++made}`;
  const email = `${userName}@example.org`;
  const { id } = await api.ok<{ id: string }>('POST', '/users', { userName, email, ...more });
  return { id, email };
};

describe('the template of a mail', () => {
  it('is what the next mail says, from the name and to the answers that were chosen', async () => {
    const branding = { organisation: 'Obstgärten & Co', accent: '#0a5c36' };
    await change({ mail: { activation: ACTIVATION, senderName: 'Obst', replyTo: 'help@example.org' }, branding });
    const { id, email } = await person({ displayName: '<b>x</b> Ida {{link}}' });
    await api.ok('POST', `/users/${id}/activation`);
    const [mail] = await house.mailsTo(email);
    expect(mail?.subject).toBe('Hi Ida {{link}}');
    expect(mail?.text).toMatch(
      /^At Obstgärten & Co:\n\nGo: http\S+\/activate#[\w-]{43}\n\nUntil \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/,
    );
    expect(mail?.html).toContain('At Obstgärten &amp; Co:');
    expect(mail?.html).toContain('background:#0a5c36');
    expect(mail?.html).not.toMatch(/<(?:b|img|script)\b/);
    expect(mail?.from).toMatch(/^=\?UTF-8\?B\?T2JzdA==\?= </);
    await change({
      mail: { activation: null, senderName: null, replyTo: null },
      branding: { organisation: null, accent: null },
    });
  });

  it.each<[string, object, string]>([
    ['a name that there is not', { ...ACTIVATION, body: `${ACTIVATION.body} {{password}}` }, '/body'],
    ['no link', { ...ACTIVATION, body: 'Hello' }, '/body'],
    ['a link in its subject', { ...ACTIVATION, subject: '{{link}}' }, '/subject'],
    ['a link within another address', { ...ACTIVATION, body: 'https://evil.example/#{{link}}' }, '/body'],
    ['a code within another address', { ...ACTIVATION, body: `${ACTIVATION.body}\n\nevil.example?{{code}}` }, '/body'],
    [
      'an address that goes on behind a code',
      { ...ACTIVATION, body: '[a]({{link}})\n\n{{code}}@evil.example' },
      '/body',
    ],
    [
      'a code within the label of a button',
      { ...ACTIVATION, body: '[https://evil.example/{{code}}]({{link}})' },
      '/body',
    ],
    ['braces that are none', { ...ACTIVATION, body: `${ACTIVATION.body} {{{` }, '/body'],
    ['a subject of two lines', { ...ACTIVATION, subject: 'Hi\nBcc: eve@example.org' }, '/subject'],
  ])('is refused with %s', async (_what, template, pointer) => {
    const kept = await change({ mail: { activation: template } });
    expect([kept.status, pointersOf(kept)]).toEqual([422, [`/mail/activation${pointer}`]]);
    const shown = await preview({ kind: 'activation', template });
    expect([shown.status, pointersOf(shown)]).toEqual([422, [`/template${pointer}`]]);
  });

  it('may bear link and code within its text, with blanks around them', async () => {
    const body = 'Open {{link}}.\nIf a code is asked for: {{code}}';
    const shown = await preview({ kind: 'activation', template: { ...ACTIVATION, body } });
    expect([shown.status, shown.body.text]).toEqual([
      200,
      expect.stringContaining('/activate#this-is-only-an-example.'),
    ]);
  });

  it('is seen before it is kept, for a user who is chosen', async () => {
    const { id } = await person({ displayName: 'Vera' });
    const { body } = await preview({ kind: 'activation', template: ACTIVATION, userId: id });
    expect(body.subject).toBe('Hi Vera');
    expect(body.html).toContain('this-is-only-an-example');
    for (const kind of ['role-changed', 'recovery-used'])
      expect((await preview({ kind })).body.text).toContain('Here stands what was done');
    expect((await preview({ kind: 'welcome' })).body.text).toContain('Your account is ready');
    expect(pointersOf(await preview({ kind: 'welcome', userId: 'u'.repeat(26) }))).toEqual(['/userId']);
  });

  it('is tried on whoever writes it, and on nobody else', async () => {
    const sent = await own('POST', '/settings/mail/test', { body: { kind: 'activation', template: ACTIVATION } });
    expect([sent.status, sent.body]).toEqual([202, { sentTo: address }]);
    const [mail] = await house.mailsTo(address);
    expect(mail?.text).toContain('/activate#this-is-only-an-example');
    const nobodys = await api.ask('POST', '/settings/mail/test', { body: { kind: 'welcome' } });
    expect(nobodys.status).toBe(409);
  });
});

describe('what the product mails by itself', () => {
  it('is the activation of a new user, where that is chosen', async () => {
    const { email: quiet } = await person();
    expect(await house.mailsTo(quiet)).toEqual([]);
    await change({ product: { activatesNewUsers: true } });
    await new Promise((resolve) => setTimeout(resolve, 5100)); // what a function holds of the settings
    const { email } = await person();
    expect((await house.mailsTo(email)).map(({ subject }) => subject)).toEqual(['Set your password']);
    const { email: disabled } = await person({ active: false });
    expect(await house.mailsTo(disabled)).toEqual([]);
    await change({ product: { activatesNewUsers: null } });
  });

  it('is a welcome once the first password is set, where that is chosen', async () => {
    await change({ product: { sendsWelcomeMail: true } });
    await visitorFrom(house.baseUrl).get('/sign-in');
    const { id, email } = await person();
    await api.ok('POST', `/users/${id}/activation`);
    const token = /#([\w-]{43})/.exec((await house.mailsTo(email))[0]?.text ?? '')?.[1] ?? '';
    const password = 'lantern orchard 17 gravel';
    await visitorFrom(house.baseUrl).post('/activate', { token, password, confirm: password });
    expect((await house.mailsTo(email)).map(({ subject }) => subject)).toContain('Welcome to Samlet');
    await change({ product: { sendsWelcomeMail: null } });
  });
});
