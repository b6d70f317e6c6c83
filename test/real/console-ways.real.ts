import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { REFUSAL_COPY } from '../../shared/pages/copy/refusals.en.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { type BrowserWorld, fillIn, openBrowserWorld, startChromium, type Visit, visitBy } from './kit/chromium.ts';
import { enterConsole, openPage } from './kit/console.ts';

const PASSWORD = 'copper lantern meadow 7';

/** Chooses a password on the page that a link leads to. */
async function choosePassword(page: Page, submit: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('Repeat the new password', { exact: true }).fill(password);
  await page.getByRole('button', { name: submit }).click();
}

/** Opens the console, and signs in on the way if nobody is signed in. */
async function comeIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(url);
  const login = page.getByLabel('User name or email');
  const title = page.locator('#console h1:visible').first();
  await login.or(title).first().waitFor();
  if (await login.isVisible()) await fillIn(page, 'ada', password);
  await title.waitFor();
}

describe('a new Samlet', () => {
  let house: TestHouse;
  let chromium: Browser;
  let visit: Visit;

  beforeAll(async () => {
    house = await startHouse();
    chromium = await startChromium();
    visit = await visitBy(chromium);
  });
  afterAll(async () => {
    await chromium?.close();
    await house?.close();
  });

  it('is set up by the link, and its first owner comes into the console', async () => {
    const { url } = (await house.invoke('admin', { samlet: 'setup' })) as { url: string };
    const { page } = visit;
    await page.goto(url);
    await page.getByLabel('User name').fill('ada');
    await page.getByLabel('Email').fill('ada@orchard.example');
    await choosePassword(page, 'Create owner');
    await page.waitForURL((to) => to.pathname !== '/set-up');
    await comeIn(page, `${house.baseUrl}/console`, PASSWORD);
    await page.getByRole('link', { name: 'Users', exact: true }).first().click();
    await page.getByRole('link', { name: 'ada', exact: true }).waitFor();
  });

  it('is closed to a locked-out owner, who comes back in by recovery, and is told of it by mail', async () => {
    const { page } = await visitBy(chromium);
    await page.goto(`${house.baseUrl}/sign-in`);
    for (let tries = 0; tries < 10; tries++) {
      await fillIn(page, 'ada', `wrong password number ${tries}`);
      await page.getByRole('alert').first().waitFor();
    }
    await fillIn(page, 'ada', PASSWORD);
    await page
      .getByText(/too many/i)
      .first()
      .waitFor();
    const { url } = (await house.invoke('admin', { samlet: 'recover', owner: 'ada' })) as { url: string };
    await page.goto(url);
    await choosePassword(page, 'Set password', 'another lantern in the meadow 8');
    await comeIn(page, `${house.baseUrl}/console/users`, 'another lantern in the meadow 8');
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
    expect((await house.mailsTo('ada@orchard.example')).length).toBeGreaterThan(0);
  });
});

describe('the demo organisation', () => {
  let world: BrowserWorld;
  let admin: Visit;

  beforeAll(async () => {
    world = await openBrowserWorld();
    admin = await world.visit();
    await enterConsole(admin.page, world);
  });
  afterAll(() => world?.close());

  it('gains a user, who reads the mail, chooses a password and signs in', async () => {
    const { page } = admin;
    await openPage(page, `${world.samlet}/console/users/new`);
    await page.getByLabel('User name').fill('wanda');
    await page.getByLabel('Mail address').fill('wanda@orchard.example');
    await page.getByRole('button', { name: 'Create user' }).click();
    await page.getByText('the activation mail goes to wanda@orchard.example').waitFor();
    const [mail] = await world.house.mailsTo('wanda@orchard.example');
    const link = /https?:\/\/\S+\/activate#[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
    const { page: hers } = await world.visit();
    await hers.goto(link);
    await choosePassword(hers, 'Set password');
    await hers.waitForURL((to) => to.pathname !== '/activate');
    await hers.goto(`${world.samlet}/sign-in`);
    if (new URL(hers.url()).pathname.startsWith('/sign-in')) await fillIn(hers, 'wanda', PASSWORD);
    await hers.waitForURL(`${world.samlet}/`);
    await openPage(page, page.url());
    await page.getByText('Active', { exact: true }).first().waitFor();
  });

  it('is closed to wanda’s console: it is not for her', async () => {
    const { page } = await world.visit();
    await page.goto(`${world.samlet}/console/users`);
    await fillIn(page, 'wanda', PASSWORD);
    await page.getByRole('heading', { level: 1, name: REFUSAL_COPY.FORBIDDEN.title }).waitFor();
  });

  it('registers an app from its metadata, assigns it, and its owner signs in to it', async () => {
    const { baseUrl, apiToken } = world.dev;
    const headers = { authorization: `Bearer ${apiToken}` };
    const apps = (await (await fetch(`${baseUrl}/admin/v1/apps`, { headers })).json()) as {
      items: { id: string; name: string }[];
    };
    const wiki = apps.items.find(({ name }) => name === 'Orchard Wiki');
    await fetch(`${baseUrl}/admin/v1/apps/${wiki?.id}`, { method: 'DELETE', headers: { ...headers, 'if-match': '*' } });
    const metadata = await (await fetch(`${world.demo}/sp/orchard-wiki/metadata`)).text();
    const { page } = admin;
    await openPage(page, `${world.samlet}/console/apps/add`);
    await page.getByRole('searchbox', { name: 'Find a service provider' }).fill('custom');
    await page
      .getByRole('main')
      .getByRole('link', { name: /custom/i })
      .first()
      .click();
    await page.getByLabel('Or its text').fill(metadata);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Wiki of the orchard');
    await page.getByRole('button', { name: 'Register app' }).click();
    await page.getByRole('heading', { level: 1, name: 'Wiki of the orchard' }).waitFor();
    await page.getByRole('tab', { name: 'Assignments' }).click();
    await page.getByRole('button', { name: 'Assign to' }).click();
    await page.keyboard.type('admin');
    await page.getByRole('option', { name: /^admin/ }).click();
    await page.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Wiki of the orchard is assigned to admin.').waitFor();
    await page.goto(`${world.demo}/sp/orchard-wiki/login`);
    await page.locator('.badge').waitFor();
    expect(await page.locator('body').textContent()).toContain('admin@orchard.example');
  });

  it('takes a file of users with bad rows: says which and why, applies the others, and mails them', async () => {
    const { page } = admin;
    await openPage(page, `${world.samlet}/console/imports/new`);
    const rows = [
      'Action,userName,email',
      ',yusuf,yusuf@orchard.example',
      ',zoe,no address',
      ',xenia,xenia@orchard.example',
    ];
    const buffer = Buffer.from(`${rows.join('\r\n')}\r\n`);
    await page.locator('input[type=file]').setInputFiles({ name: 'new-people.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Upload and run dry' }).click();
    await page.getByRole('heading', { level: 2, name: 'Dry run' }).waitFor();
    await world.house.jobs.settle();
    await page.getByText('zoe').first().waitFor();
    expect(await page.getByRole('row', { name: /zoe/ }).textContent()).toMatch(/failed.*mail address/i);
    await page.getByText('Mail everybody who is created').click();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'Application' }).waitFor();
    await world.house.jobs.settle();
    await page.getByRole('heading', { level: 2, name: 'Created users' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Failed rows' }).click();
    expect((await download).suggestedFilename()).toBe('failed-rows.csv');
    expect(await world.house.mailsTo('yusuf@orchard.example')).toHaveLength(1);
    await openPage(page, `${world.samlet}/console/users?find=xenia`);
    await page.getByRole('link', { name: 'xenia', exact: true }).waitFor();
  });

  it('had nothing to complain of in the console', () => {
    expect(admin.complaints).toEqual([]);
  });
});
