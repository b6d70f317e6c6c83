import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { type BrowserWorld, fillIn, openBrowserWorld, signIn } from './kit/chromium.ts';

let world: BrowserWorld;

beforeAll(async () => {
  world = await openBrowserWorld();
});
afterAll(async () => {
  await world.close();
});

const TO = 'https://eu-central-1.console.aws.amazon.com/lambda/home?region=eu-central-1#/functions';

/** A page of somebody else's at another site, with one link. */
async function elsewhere(page: Page, href: string): Promise<void> {
  const body = `<!DOCTYPE html><title>Elsewhere</title><a href="${href.replaceAll('&', '&amp;')}">A link</a>`;
  await page.route('http://elsewhere.test/', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('http://elsewhere.test/');
}

describe('an app at another site', () => {
  it('posts its AuthnRequest and has the person back at once, though the POST brought no cookie', async () => {
    const { page, complaints, close } = await world.visit();
    await signIn(page, world);
    const seen: Request[] = [];
    page.on('request', (request) => seen.push(request));
    await page.goto(`${world.demo.replace('localhost', '127.0.0.1')}/sp/tidepool-crm/login`);
    await page.locator('.badge', { hasText: 'Signed in' }).waitFor();
    const cookiesAt = async (path: RegExp) => {
      const request = seen.find((one) => path.test(`${one.method()} ${new URL(one.url()).pathname}`));
      return (await request?.allHeaders())?.['cookie'] ?? '';
    };
    expect(await cookiesAt(/^POST \/saml\/sso$/)).not.toContain('samlet-session');
    expect(await cookiesAt(/^GET \/saml\/sso\/\w+$/)).toContain('__Host-samlet-session');
    expect(complaints).toEqual([]);
    await close();
  });

  it('asks somebody who is not signed in first, and then goes on', async () => {
    const { page, close } = await world.visit();
    await page.goto(`${world.demo.replace('localhost', '127.0.0.1')}/sp/tidepool-crm/login`);
    await page.getByText('to continue to Tidepool CRM').waitFor();
    await fillIn(page, 'admin', world.dev.admin.password);
    await page.locator('.badge', { hasText: 'Signed in' }).waitFor();
    await close();
  });
});

describe('a link into AWS on another site', () => {
  it('asks for one click, then lands where it said', async () => {
    const { page, complaints, close } = await world.visit();
    await signIn(page, world);
    await elsewhere(page, `${world.samlet}/go/aws/111122223333/Developer?to=${encodeURIComponent(TO)}`);
    await page.getByRole('link', { name: 'A link' }).click();
    await page.getByRole('heading', { name: 'Open Developer?' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('111122223333');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('heading', { name: 'Open Developer?' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/aws\/result\//);
    expect(await page.locator('.rules > li.broken').count()).toBe(0);
    expect(await page.locator('.facts').first().innerText()).toContain(TO);
    expect(complaints).toEqual([]);
    await close();
  });

  it('has a stranger sign in on the way', async () => {
    const { page, close } = await world.visit();
    await elsewhere(page, `${world.samlet}/go/aws/111122223333/Developer?to=${encodeURIComponent(TO)}`);
    await page.getByRole('link', { name: 'A link' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await fillIn(page, 'admin', world.dev.admin.password);
    await page.waitForURL(/\/aws\/result\//);
    expect(await page.locator('.facts').first().innerText()).toContain(TO);
    await close();
  });

  it('leads nowhere if its target is not a console', async () => {
    const { page, close } = await world.visit();
    await signIn(page, world);
    await page.goto(`${world.samlet}/go/aws/111122223333/Developer?to=https://elsewhere.test/`);
    expect(await page.locator('h1').textContent()).toBe('Something is not right');
    await close();
  });
});

describe('a bookmark', () => {
  it('opens its role at once', async () => {
    const { page, close } = await world.visit();
    await signIn(page, world);
    await page.goto(`${world.samlet}/go/aws/111122223333/Developer?to=${encodeURIComponent(TO)}`);
    await page.waitForURL(/\/aws\/result\//);
    expect(await page.locator('.facts').first().innerText()).toContain(TO);
    await close();
  });
});

describe('somebody without script', () => {
  it('signs in, searches, opens a role and an app, and signs out', async () => {
    const { page, complaints, close } = await world.visit({ javaScriptEnabled: false });
    await signIn(page, world);
    await page.getByRole('searchbox').fill('prod dev');
    await page.getByRole('button', { name: 'Search' }).click();
    expect(await page.locator('[data-item]').count()).toBe(1);
    await page.locator('a.door').click();
    await page.getByRole('button', { name: 'Continue to AWS' }).click();
    await page.waitForURL(/\/aws\/result\//);
    expect(await page.locator('.rules > li.broken').count()).toBe(0);
    await page.goto(world.samlet);
    await page.getByRole('button', { name: 'Favourite: Orchard Wiki' }).click();
    await page.getByRole('region', { name: 'Favourites' }).getByRole('link', { name: 'Orchard Wiki' }).click();
    await page.getByRole('button', { name: 'Continue to Orchard Wiki' }).click();
    expect(await page.locator('h1').innerText()).toBe('Hello, Ada Park');
    await page.goto(world.samlet);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(await page.locator('.outcomes').innerText()).toContain('Signed out');
    expect(complaints).toEqual([]);
    await close();
  });

  it('sets a new password by a mail, with the code typed in by hand', async () => {
    const { page, close } = await world.visit({ javaScriptEnabled: false });
    await page.goto(`${world.samlet}/forgot-password`);
    await page.getByLabel('User name or email').fill('maya.lindqvist');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    const link = await linkFor('maya.lindqvist@orchard.example');
    await page.goto(`${link.origin}${link.pathname}`);
    await page.getByLabel('Code').fill(link.hash.slice(1));
    await choose(page, 'seven harbours under snow');
    await page.getByText('Your password is set').waitFor();
    await close();
  });
});

describe('a link from a mail', () => {
  it('sets a password, keeps its secret out of the address, and works once', async () => {
    const { page, complaints, close } = await world.visit();
    await page.goto(`${world.samlet}/forgot-password`);
    await page.getByLabel('User name or email').fill('tomas.okafor');
    await page.getByRole('button', { name: 'Send the link' }).click();
    const link = await linkFor('tomas.okafor@orchard.example');
    await page.goto(link.href);
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.getByLabel('Code').isVisible()).toBe(false);
    await choose(page, 'nine lanterns over water', 'nine lanterns under water');
    expect(await page.locator('.fault').allInnerTexts()).toEqual(['The two passwords differ.']);
    await choose(page, 'nine lanterns over water');
    await page.getByText('Your password is set').waitFor();
    await fillIn(page, 'tomas.okafor', 'nine lanterns over water');
    await page.getByRole('link', { name: /Tomas Okafor/ }).waitFor();
    await page.goto(link.href);
    await choose(page, 'another password altogether');
    await page.getByRole('link', { name: 'Ask for a new link' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});

async function linkFor(address: string): Promise<URL> {
  const [mail] = await world.house.mailsTo(address);
  const [link] = /http:\/\/localhost\S+#\S+/.exec(mail?.text ?? '') ?? [];
  return new URL(link ?? 'no mail with a link came');
}

async function choose(page: Page, password: string, again = password): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('Repeat the new password', { exact: true }).fill(again);
  await page.getByRole('button', { name: 'Set password' }).click();
}
