import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { awsAccountsIn } from '../../shared/aws-access/aws-accounts.ts';
import { SETTINGS_KEY } from '../../shared/settings/section.ts';
import { linkTokensIn } from '../../shared/users/link-token.ts';
import type { User } from '../../shared/users/user.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in');
});
afterAll(() => world.close());

/** Chooses, and lets somebody come by, so that nothing is held of what was before. */
async function choose(sections: Readonly<Record<string, object>>): Promise<void> {
  await world.table.commit([{ do: 'change', key: SETTINGS_KEY, set: sections }]);
  await world.browser().get('/sign-in');
}

async function signedIn(user: User, password = PASSWORD): Promise<Browser> {
  const browser = world.browser();
  await browser.post((await browser.get('/sign-in')).action, { username: user.userName, password });
  return browser;
}
const isIn = async (browser: Browser): Promise<boolean> => !(await browser.get('/')).html.includes('name="password"');

async function setBy(user: User, password: string, purpose: 'activation' | 'password-reset' = 'password-reset') {
  const { token, write } = linkTokensIn(world.table, world.ports.now).making(purpose, user);
  await world.table.commit([write]);
  const path = purpose === 'activation' ? '/activate' : '/reset-password';
  return world.browser().post(path, { token, password, confirm: password });
}
const now = async ({ id }: User): Promise<User> =>
  (await world.table.find({ pk: `USER#${id}`, sk: 'USER' })) as unknown as User;

describe('branding', () => {
  it('shows on every page, signed in or not, and the policy still allows our own files alone', async () => {
    const ada = await world.user('ada');
    await choose({
      branding: {
        organisation: 'Orchard <Ltd>',
        accent: '#0a5c36',
        logo: { hash: 'a'.repeat(32), type: 'image/png' },
        signInTitle: 'Come in',
        helpText: 'Ask Ida.',
        supportMail: 'help@orchard.example',
        footerLinks: [{ label: 'Imprint', url: 'https://orchard.example/imprint' }],
      },
    });
    const browser = await signedIn(ada);
    const pages = await Promise.all([
      world.browser().get('/sign-in'),
      world.browser().get('/forgot-password'),
      world.browser().get('/activate'),
      world.browser().get('/nowhere'),
      browser.get('/'),
      browser.get('/account'),
    ]);
    for (const { html, headers } of pages) {
      expect(html).toContain('· Orchard &lt;Ltd&gt;</title>');
      expect(html).toContain(`<img class="logo" src="/branding/logo/${'a'.repeat(32)}" alt="Orchard &lt;Ltd&gt;"/>`);
      expect(html).toContain('<link rel="stylesheet" href="/branding/colours/0a5c36-default.css"/>');
      expect(html).toContain('<a href="https://orchard.example/imprint">Imprint</a>');
      expect(html).toContain('href="mailto:help@orchard.example"');
      expect(html).not.toMatch(/<style|\sstyle=/);
      expect(headers['content-security-policy']).toContain("img-src 'self'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
    }
    expect(pages[0].html).toContain('<h1>Come in</h1>');
    expect(pages[0].html).toContain('Ask Ida.');
    await choose({ branding: {} });
    expect((await world.browser().get('/sign-in')).html).toContain('· Samlet</title>');
  });
});

describe('the length of sessions', () => {
  it('is what administrators chose, for sessions that begin from then on', async () => {
    const user = await world.user('bea');
    await choose({ sessions: { maxMinutes: 15 } });
    const browser = await signedIn(user);
    world.pass(14 * 60);
    expect(await isIn(browser)).toBe(true);
    world.pass(61);
    expect(await isIn(browser)).toBe(false);
    await choose({ sessions: {} });
  });

  it('ends early for who does not come by, and not for who does', async () => {
    const user = await world.user('cleo');
    await choose({ sessions: { maxMinutes: 60, idleMinutes: 10 } });
    const [idle, busy] = [await signedIn(user), await signedIn(user)];
    for (let minutes = 0; minutes < 54; minutes += 9) {
      world.pass(9 * 60);
      expect(await isIn(busy)).toBe(true);
    }
    expect(await isIn(idle)).toBe(false);
    world.pass(7 * 60);
    expect(await isIn(busy)).toBe(false);
    await choose({ sessions: {} });
  });
});

describe('the rules of passwords', () => {
  it('hold wherever a password is set, and the page says the length', async () => {
    await choose({ passwords: { minLength: 20 }, branding: { organisation: 'Orchard' } });
    const user = await world.user('dora');
    expect((await world.browser().get('/reset-password')).html).toContain('At least 20 characters');
    expect((await setBy(user, 'gravel lantern 1234')).html).toContain('at least 20 characters');
    const own = await setBy(user, 'orchard orchard orchard');
    expect(own.html).toContain('or of the name of the organisation');
    await choose({ passwords: { minLength: 8, refusesCommon: false }, branding: {} });
    expect((await setBy(user, 'sunshine')).path).toMatch(/^\/sign-in\//);
    await choose({ passwords: { minLength: 8 } });
    expect((await setBy(await now(user), 'sunshine')).html).toContain('tried first');
    await choose({ passwords: {} });
  });

  it('refuse the last passwords, and forget those before', async () => {
    await choose({ passwords: { history: 2 } });
    const user = await world.user('edda');
    expect((await setBy(user, PASSWORD)).html).toContain('one of your last 2 passwords');
    expect((await setBy(user, 'lantern orchard 17 gravel')).path).toMatch(/^\/sign-in\//);
    expect((await setBy(await now(user), PASSWORD)).status).toBe(422);
    expect((await setBy(await now(user), 'lantern orchard 18 gravel')).path).toMatch(/^\/sign-in\//);
    expect((await setBy(await now(user), PASSWORD)).path).toMatch(/^\/sign-in\//);
    await choose({ passwords: {} });
  });
});

describe('what the product shows', () => {
  it('takes the reset by mail away from the sign-in page, and from whoever knows its address', async () => {
    await choose({ product: { offersPasswordReset: false } });
    expect((await world.browser().get('/sign-in')).html).not.toContain('/forgot-password');
    expect((await world.browser().get('/forgot-password')).status).toBe(404);
    expect((await world.browser().post('/forgot-password', { username: 'ada' })).status).toBe(404);
    await choose({ product: {} });
    expect((await world.browser().get('/forgot-password')).status).toBe(200);
  });

  it('takes the change of the password away from one’s own page', async () => {
    const browser = await signedIn(await world.user('flora'));
    expect((await browser.get('/account')).html).toContain('action="/account/password"');
    await choose({ product: { letsUsersChangePassword: false } });
    expect((await browser.get('/account')).html).not.toContain('action="/account/password"');
    const typed = { current: PASSWORD, password: 'lantern orchard 17 gravel', confirm: 'lantern orchard 17 gravel' };
    expect((await browser.post('/account/password', typed)).status).toBe(403);
    await choose({ product: {} });
  });

  it('shows the profile, or does not', async () => {
    const browser = await signedIn(await world.user('gerda', { department: 'Cider <press>' }));
    expect((await browser.get('/account')).html).toContain('<dd>Cider &lt;press&gt;</dd>');
    await choose({ product: { showsProfile: false } });
    expect((await browser.get('/account')).html).not.toContain('Cider');
    await choose({ product: {} });
  });

  it('puts the roles of an account together in the portal, or makes each a tile of its own', async () => {
    const user = await world.user('hedi');
    const at = world.ports.now().toISOString();
    const kept = { createdAt: at, updatedAt: at, version: 1 };
    const [id, name] = ['111122223333', 'Reader'];
    const arn = `arn:aws:iam::${id}`;
    const accounts = awsAccountsIn(world.table);
    await world.table.commit(accounts.creating({ id, name: 'Orchard Production', partition: 'aws', ...kept }));
    const role = { accountId: id, name, roleArn: `${arn}:role/${name}`, providerArn: `${arn}:saml-provider/Samlet` };
    await world.table.commit(
      accounts.creatingRole({ ...role, maxSessionSeconds: 3600, tagSession: false, sourceIdentity: false, ...kept }),
    );
    const principal = { type: 'USER', id: user.id } as const;
    await world.table.commit(accounts.assigning({ accountId: id, roleName: name, principal, assignedAt: at }));
    const browser = await signedIn(user);
    expect((await browser.get('/')).html).toContain('class="account"');
    await choose({ product: { groupsRolesByAccount: false } });
    const { html } = await browser.get('/');
    expect(html).not.toContain('class="account"');
    expect(html).toContain('Orchard Production · 111122223333');
    expect(html).toContain('href="/go/aws/111122223333/Reader"');
    await choose({ product: {} });
  });
});
