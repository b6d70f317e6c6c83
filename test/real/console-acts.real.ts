import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { answer } from '../demo/aws-response.ts';
import { type RawTable, rawTable } from '../kit/raw-table.ts';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';
import { enterConsole, openPage } from './kit/console.ts';

let world: BrowserWorld;
let table: RawTable;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  world = await openBrowserWorld();
  table = rawTable(world.house);
  visit = await world.visit();
  ({ page } = visit);
  await enterConsole(page, world);
});
afterAll(async () => {
  table?.close();
  await world?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });

/** An hour goes by since whoever sits in the console proved who they are. */
async function letProofAge(): Promise<void> {
  const sessions = (await table.all()).filter(({ sk }) => sk.startsWith('CONSOLE#'));
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  for (const { pk, sk } of sessions) await table.rewrite({ pk, sk }, 'provedAt', hourAgo);
}

describe('a sensitive act with an old proof', () => {
  it('waits for a fresh sign-in in another tab, then goes on with what was chosen', async () => {
    await openPage(page, `${world.samlet}/console/administrators`);
    await letProofAge();
    await button('Give a role').click();
    await page.getByRole('button', { name: 'User' }).last().click();
    await page.keyboard.type('maya');
    await page.getByRole('option', { name: /maya\.lindqvist/ }).click();
    await page.getByRole('radio', { name: 'Help desk' }).click();
    await button('Give the role').click();
    const asked = dialog('Prove that it is still you');
    await asked.waitFor();
    const opening = page.context().waitForEvent('page');
    await asked.getByRole('link', { name: /Sign in again/ }).click();
    const other = await opening;
    await other.getByLabel('Password', { exact: true }).fill(world.dev.admin.password);
    const login = other.getByLabel('User name or email');
    if (await login.isEditable()) await login.fill(world.dev.admin.username);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await other.close();
    await page.getByText('maya.lindqvist is Help desk now.').waitFor();
    await page.getByRole('row', { name: /maya\.lindqvist.*Help desk/ }).waitFor();
    expect(await page.getByRole('dialog').filter({ visible: true }).count()).toBe(0);
  });

  it('is left by Cancel: nothing happens, and what was chosen is still there', async () => {
    await letProofAge();
    await button('Give a role').click();
    await page.getByRole('button', { name: 'User' }).last().click();
    await page.keyboard.type('hana');
    await page.getByRole('option', { name: /hana\.sato/ }).click();
    await button('Give the role').click();
    const asked = dialog('Prove that it is still you');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    const grant = dialog('Give a role');
    await grant.getByText('Prove again that it is you.').waitFor();
    await grant.getByText('hana.sato').first().waitFor();
    await grant.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('row', { name: /hana\.sato/ }).count()).toBe(0);
  });
});

describe('a role', () => {
  it('is taken away after a question that says what goes with it', async () => {
    await visit.close();
    visit = await world.visit();
    ({ page } = visit);
    await enterConsole(page, world, '/console/administrators');
    await page.getByRole('checkbox', { name: 'Select maya.lindqvist' }).click();
    await button('Take the role away').click();
    const asked = dialog(/^Take the role of .* away\?$/);
    await asked.getByText('maya.lindqvist is Help desk now.').waitFor();
    await asked.getByRole('button', { name: 'Take away' }).click();
    await page.getByText('maya.lindqvist has no role any more.').waitFor();
    await page.getByRole('row', { name: /maya\.lindqvist/ }).waitFor({ state: 'detached' });
  });
});

describe('the configuration', () => {
  it('is downloaded, changed, planned and applied', async () => {
    await openPage(page, `${world.samlet}/console/configuration`);
    const downloading = page.waitForEvent('download');
    await button('Download').click();
    const downloaded = await downloading;
    expect(downloaded.suggestedFilename()).toBe('samlet.yaml');
    const text = readFileSync(await downloaded.path(), 'utf8');
    const changed = text.replace(/^groups:\n/m, 'groups:\n  - displayName: Night shift\n');
    expect(changed).not.toBe(text);
    await page.getByRole('textbox', { name: 'Document' }).fill(changed);
    await button('Show what would change').click();
    const row = page.getByRole('row', { name: /Create.*group.*Night shift/i });
    await row.waitFor();
    await page.getByRole('heading', { name: 'Changes (1)' }).waitFor();
    await button('Apply').click();
    await page.getByText('Applying the plan').first().waitFor();
    await world.house.jobs.settle();
    await page.getByText('The configuration is applied.').first().waitFor();
    await openPage(page, `${world.samlet}/console/groups`);
    await page.getByRole('link', { name: 'Night shift' }).waitFor();
  });

  it('that is wrong is told where, and keeps its text', async () => {
    await openPage(page, `${world.samlet}/console/configuration`);
    const text = 'samlet: 1\ngroups:\n  - displayname: Night shift\n';
    await page.getByRole('textbox', { name: 'Document' }).fill(text);
    await button('Show what would change').click();
    await page
      .getByText(/\/groups\/0/)
      .first()
      .waitFor();
    expect(await page.getByRole('textbox', { name: 'Document' }).inputValue()).toBe(text);
  });
});

describe('what somebody was shown', () => {
  it('by AWS, is explained: the causes, and who mends them', async () => {
    await openPage(page, `${world.samlet}/console/explain`);
    await page.getByLabel('What was shown').fill('RoleSessionName is required in AuthnResponse');
    await button('Explain').click();
    await page.getByText('Said by AWS').first().waitFor();
    await page
      .getByText(/can mend it:$/)
      .first()
      .waitFor();
  });

  it('by another identity provider, is explained: rules that it breaks, and the message in clear', async () => {
    const xml = answer().replaceAll(/<saml:Issuer>[^<]*</g, '<saml:Issuer>https://idp.elsewhere.example<');
    const pasted = `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
    await page.getByLabel('What was shown').fill(pasted);
    await button('Explain').click();
    const decoded = page.getByRole('region', { name: 'The decoded message' });
    await decoded.getByText('https://idp.elsewhere.example').first().waitFor();
    await page.getByText('What to do:').first().waitFor();
    expect(visit.complaints).toEqual([]);
  });
});

describe('who goes', () => {
  it('leaves the console for the portal', async () => {
    await openPage(page, `${world.samlet}/console/users`);
    await button('Ada Park').click();
    await page.getByRole('menuitem', { name: 'Leave the console' }).click();
    await page.waitForURL(`${world.samlet}/`);
    expect((await page.request.get(`${world.samlet}/admin/v1/me`)).status()).toBe(401);
  });

  it('comes back without a password, signs out, and finds the sign-in before the console', async () => {
    await page.goto(`${world.samlet}/console/users`);
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
    await button('Ada Park').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/console'));
    await page.goto(`${world.samlet}/console/users`);
    await page.getByLabel('User name or email').waitFor();
    expect((await page.request.get(`${world.samlet}/admin/v1/me`)).status()).toBe(401);
  });
});
