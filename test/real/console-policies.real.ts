import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';
import { enterConsole, openPage } from './kit/console.ts';

let world: BrowserWorld;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  world = await openBrowserWorld();
  visit = await world.visit();
  ({ page } = visit);
  await enterConsole(page, world);
});
afterAll(() => world?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Chooses an entry of a list that lets choose several. */
async function choose(list: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: list }).click();
  await page.getByRole('option', { name: entry }).click();
  await page.keyboard.press('Escape');
}

describe('an administrator who keeps policies', () => {
  it('is told that no owner would get in, keeps what was typed, and mends it', async () => {
    await openPage(page, `${world.samlet}/console/policies/new`);
    await page.getByLabel('Policy name').fill('No finance at the wiki');
    await page.getByRole('radio', { name: 'Keep out' }).click();
    await button('Create policy').click();
    await page.getByText('no owner could reach the console').first().waitFor();
    expect(await page.getByLabel('Policy name').inputValue()).toBe('No finance at the wiki');
    await choose('Everything', 'Orchard Wiki');
    await choose('Everybody', 'Finance');
    await button('Create policy').click();
    await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
    await page.getByRole('link', { name: 'No finance at the wiki' }).waitFor();
  });

  it('puts one before another by the keyboard', async () => {
    await openPage(page, `${world.samlet}/console/policies/new`);
    await page.getByLabel('Policy name').fill('Hourly at AWS');
    await page.getByLabel('Sign-in frequency').fill('60');
    await choose('Everything', 'All AWS accounts');
    await button('Create policy').click();
    await button('Move Hourly at AWS up').focus();
    await page.keyboard.press('Enter');
    await page.getByText('“Hourly at AWS” is number 1 now.').waitFor();
    const rows = await page.getByRole('row').allTextContents();
    expect(rows.findIndex((row) => row.includes('Hourly'))).toBeLessThan(
      rows.findIndex((row) => row.includes('No finance')),
    );
  });

  it('asks what somebody would get, and reads who is affected', async () => {
    await page.getByLabel('User', { exact: true }).fill('hana.sato');
    await page.getByRole('option', { name: /hana\.sato/ }).waitFor();
    await page.getByLabel('App', { exact: true }).fill('Orchard Wiki');
    await button('Evaluate').click();
    await page.getByText('Is kept out, by “No finance at the wiki”').waitFor();
    await page.getByText('Hourly at AWS: is about other apps').waitFor();
    await page.getByRole('link', { name: 'No finance at the wiki' }).click();
    await page.getByRole('row', { name: /hana\.sato/ }).waitFor();
    await page.getByText(/Finance \(\d+ members\)/).waitFor();
  });
});

describe('an administrator who brands the pages', () => {
  it('is told what cannot be read, beside the field, and sees the rest on the sign-in page', async () => {
    await openPage(page, `${world.samlet}/console/settings`);
    await page.getByLabel('Name', { exact: true }).fill('Orchard & Sons');
    await page.getByLabel('Colour on light pages').fill('#ffee00');
    await button('Save branding').click();
    await page
      .getByText(/its contrast is 1\.1 to 1/)
      .first()
      .waitFor();
    await page.getByLabel('Colour on light pages').fill('#0a5c36');
    await button('Save branding').click();
    await page.getByText('The settings were saved.').waitFor();
    const stranger = await world.visit({ colorScheme: 'light' });
    await stranger.page.goto(`${world.samlet}/sign-in`);
    await stranger.page.getByText('Orchard & Sons', { exact: true }).waitFor();
    const colour = await stranger.page
      .getByRole('button', { name: 'Sign in' })
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect([colour, stranger.complaints]).toEqual(['rgb(10, 92, 54)', []]);
    await stranger.close();
  });

  it('sees a mail before it is kept, and is sent a test', async () => {
    await openPage(page, `${world.samlet}/console/settings?tab=mail`);
    await page.getByLabel('Subject').fill('Come in, {{displayName}}');
    await button('Preview').click();
    await page.getByRole('heading', { name: /^Come in, / }).waitFor();
    await button('Send a test to me').click();
    await page.getByText(/^A test is on its way to/).waitFor();
    expect(visit.complaints).toEqual([]);
  });
});
