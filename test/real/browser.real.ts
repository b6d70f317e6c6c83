import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { back, type BrowserWorld, fillIn, openBrowserWorld, signIn, type Visit } from './kit/chromium.ts';

let world: BrowserWorld;
let visit: Visit;

beforeAll(async () => {
  world = await openBrowserWorld();
  visit = await world.visit();
});
afterAll(async () => {
  await world.close();
});

const page = () => visit.page;
const section = (name: string) => page().getByRole('region', { name });

describe('somebody with a mouse', () => {
  it('is told that the password is wrong, and keeps the name that they typed', async () => {
    await page().goto(world.samlet);
    await fillIn(page(), 'admin', 'not the password at all');
    expect(await page().locator('#input-error').textContent()).toBe('Invalid username or password.');
    expect(await page().getByLabel('User name or email').inputValue()).toBe('admin');
  });

  it('signs in and sees the accounts and apps that are theirs', async () => {
    await fillIn(page(), 'admin', world.dev.admin.password);
    await page().waitForURL(`${world.samlet}/`);
    const names = await section('AWS accounts').locator('summary .name').allTextContents();
    expect(names).toEqual(['Orchard Audit', 'Orchard Production', 'Orchard Public Sector', 'Orchard Staging']);
    expect(await section('Apps').locator('.label').allInnerTexts()).toHaveLength(3);
    expect(await section('Apps').getByRole('link', { name: 'Orchard Wiki' }).count()).toBe(1);
  });

  it('opens an AWS role and arrives at the second origin, with every rule of AWS kept', async () => {
    await page().locator('a.door[href="/go/aws/111122223333/Developer"]').click();
    await page().waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/aws\/result\//);
    expect(await page().locator('h1').textContent()).toBe('You are signed in as admin@orchard.example');
    const rules = page().locator('.rules > li');
    expect(await rules.count()).toBeGreaterThan(30);
    expect(await page().locator('.rules > li.broken').count()).toBe(0);
  });

  it('opens a role of another partition at that partition', async () => {
    await page().goto(`${world.samlet}/go/aws/222233334444/Operator`);
    await page().waitForURL(/\/aws\/result\//);
    expect(await page().locator('.facts').first().innerText()).toContain('aws-us-gov');
    expect(await page().locator('.rules > li.broken').count()).toBe(0);
  });

  it('opens an app from its tile, unasked', async () => {
    await page().goto(world.samlet);
    await section('Apps').getByRole('link', { name: 'Orchard Wiki' }).click();
    await page().waitForURL(`${world.demo}/sp/orchard-wiki/`);
    expect(await page().locator('h1').innerText()).toBe('Hello, Ada Park');
    expect(await page().locator('.facts').first().innerText()).toContain('it came unasked, from the portal');
  });

  it.each([
    ['ledgerly', 'Ledgerly', 'in clear, signed'],
    ['tidepool-crm', 'Tidepool CRM', 'encrypted; decrypted with this provider’s key'],
  ])('starts at %s and is back there without a form, since they are signed in', async (path, name, how) => {
    await page().goto(`${world.demo}/sp/${path}/`);
    await page().getByRole('link', { name: 'Sign in with Samlet' }).click();
    await page().locator('.badge', { hasText: 'Signed in' }).waitFor();
    expect(page().url()).toBe(`${world.demo}/sp/${path}/`);
    expect(await page().locator('.brand').textContent()).toBe(name);
    expect(await page().locator('.facts').first().innerText()).toContain(how);
  });

  it('finds what they used last, newest first', async () => {
    await page().goto(world.samlet);
    const labels = await section('Recently used').locator('.label').allTextContents();
    expect(labels).toEqual(['Tidepool CRM', 'Ledgerly', 'Orchard Wiki', 'Operator', 'Developer']);
  });

  it('makes a favourite and takes it back, without leaving the page', async () => {
    const star = page().getByRole('button', { name: 'Favourite: ReadOnly, Orchard Audit' });
    await star.click();
    await section('Favourites')
      .getByRole('link', { name: /ReadOnly/ })
      .waitFor();
    expect(await star.getAttribute('aria-pressed')).toBe('true');
    await page().reload();
    expect(await section('Favourites').locator('.label').allTextContents()).toEqual(['ReadOnly']);
    await star.click();
    await section('Favourites').waitFor({ state: 'hidden' });
    await page().reload();
    expect(await section('Favourites').isVisible()).toBe(false);
  });

  it('sees only what fits as they type, and everything again when the search is empty', async () => {
    const doors = page().locator('[data-item]:visible');
    const all = await doors.count();
    await page().getByRole('searchbox').pressSequentially('stag read');
    expect(await doors.count()).toBe(1);
    expect(await page().getByRole('status').textContent()).toBe('1 result');
    await page().getByRole('searchbox').fill('nothing like it');
    expect(await page().getByRole('heading', { name: 'No matches' }).isVisible()).toBe(true);
    await page().getByRole('searchbox').fill('');
    expect(await doors.count()).toBe(all);
  });

  it('is told, as an administrator, what to give to an app, and may download it', async () => {
    await page().getByText('Connect an app').click();
    for (const path of ['/saml/metadata', '/saml/sso', '/saml/slo'])
      expect(await page().locator('.connect').innerText()).toContain(`${world.samlet}${path}`);
    const [file] = await Promise.all([
      page().waitForEvent('download'),
      page().getByRole('link', { name: 'Download', exact: true }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('samlet.pem');
  });

  it('signs out and is told honestly which apps know', async () => {
    await page().getByRole('button', { name: 'Sign out' }).click();
    await page().getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(await page().locator('.outcomes li').allInnerTexts()).toHaveLength(3);
    for (const name of ['Orchard Wiki', 'Ledgerly', 'Tidepool CRM'])
      expect(await page().locator('.outcomes li', { hasText: name }).innerText()).toContain('Signed out');
    expect(await page().locator('main').innerText()).toContain('AWS consoles you opened stay signed in');
    await page().goto(`${world.demo}/sp/orchard-wiki/`);
    expect(await page().getByRole('link', { name: 'Sign in with Samlet' }).isVisible()).toBe(true);
  });

  it('never made the browser complain, nor a function call what it may not', () => {
    expect(visit.complaints).toEqual([]);
    expect(world.house.troubles).toEqual([]);
  });
});

describe('the back button', () => {
  it('shows nothing of the portal once somebody has signed out', async () => {
    const { page: tab, complaints, close } = await world.visit();
    await signIn(tab, world);
    await tab.goto(`${world.samlet}/account`);
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await tab.getByRole('heading', { name: 'You are signed out' }).waitFor();
    for (let steps = 0; steps < 3; steps++) {
      await back(tab);
      expect(new URL(tab.url()).pathname).toMatch(/^\/sign-in\//);
      expect(await tab.locator('body').innerText()).not.toMatch(/Orchard|Ada Park/);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('asks for the portal anew when the session ended elsewhere', async () => {
    const [here, there] = [await world.visit(), await world.visit()];
    for (const { page: tab } of [here, there]) await signIn(tab, world);
    await here.page.goto('about:blank');
    await there.page.goto(`${world.samlet}/account`);
    await there.page.getByRole('button', { name: 'End all other sessions' }).click();
    await there.page.getByText('That session has ended').waitFor();
    await back(here.page);
    await here.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await here.page.locator('body').innerText()).not.toMatch(/Orchard|Ada Park/);
    await Promise.all([here.close(), there.close()]);
  });

  it('leads from an app to the portal, and not into a sign-in that is over', async () => {
    const { page: tab, close } = await world.visit();
    await tab.goto(`${world.demo}/sp/ledgerly/login`);
    await fillIn(tab, 'admin', world.dev.admin.password);
    await tab.waitForURL(`${world.demo}/sp/ledgerly/`);
    await back(tab);
    await tab.waitForURL(`${world.samlet}/`);
    expect(await tab.getByRole('searchbox').isVisible()).toBe(true);
    await close();
  });
});

describe('the page that posts to an app', () => {
  it('posts once: going back posts nothing, and opening it again brings a response of its own', async () => {
    const { page: tab, close } = await world.visit();
    await signIn(tab, world);
    const posts: string[] = [];
    tab.on('request', (request) => {
      const sent = request.method() === 'POST' && new URLSearchParams(request.postData() ?? '').get('SAMLResponse');
      if (sent) posts.push(sent);
    });
    await tab.goto(`${world.samlet}/go/aws/111122223333/ReadOnly`);
    await tab.waitForURL(/\/aws\/result\//);
    await back(tab);
    expect(posts).toHaveLength(1);
    await tab.goto(`${world.samlet}/go/aws/111122223333/ReadOnly`);
    await tab.waitForURL(/\/aws\/result\//);
    await tab.reload();
    expect(new Set(posts).size).toBe(2);
    expect(await tab.locator('.rules > li.broken').count()).toBe(0);
    await close();
  });
});
