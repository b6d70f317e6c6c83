import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';

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
const press = (key: string) => page().keyboard.press(key);
const type = (text: string) => page().keyboard.type(text);

/** What has the focus, as it is read out; fails unless one can see that it has it. */
async function focused(): Promise<string> {
  const { name, outline } = await page().evaluate<{ name: string; outline: string }>(`(() => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
    return { name: label.replace(/\\s+/g, ' ').trim(), outline: outlineStyle + ' ' + outlineWidth };
  })()`);
  expect(`${name}: ${outline}`).toMatch(/: (?:solid|auto) (?:[2-9]|\d\d)px$/);
  return name;
}

/** Presses Tab until something of that name has the focus, and tells what was passed on the way. */
async function tabTo(name: string | RegExp, atMost = 60): Promise<string[]> {
  const passed: string[] = [];
  for (let presses = 0; presses < atMost; presses++) {
    await press('Tab');
    const at = await focused();
    if (typeof name === 'string' ? at === name : name.test(at)) return passed;
    passed.push(at);
  }
  throw new Error(`Tab does not lead to ${String(name)}, but to ${passed.join(' | ')}`);
}

describe('somebody with a keyboard alone', () => {
  it('signs in: the first field has the focus, Tab leads to the next, Enter sends', async () => {
    await page().goto(world.samlet);
    expect(await focused()).toBe('User name or email');
    await type('admin');
    await press('Tab');
    expect(await focused()).toBe('Password');
    await type(world.dev.admin.password);
    await press('Enter');
    await page().waitForURL(`${world.samlet}/`);
  });

  it('may show the password that they typed, and hide it again', async () => {
    const { page: tab, close } = await world.visit();
    await tab.goto(world.samlet);
    await tab.keyboard.press('Tab');
    await tab.keyboard.type('what I typed');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Space');
    expect(await tab.locator('#password').getAttribute('type')).toBe('text');
    expect(await tab.locator('.reveal').getAttribute('aria-pressed')).toBe('true');
    await tab.keyboard.press('Space');
    expect(await tab.locator('#password').getAttribute('type')).toBe('password');
    await close();
  });

  it('jumps over the bar by the first link', async () => {
    await press('Tab');
    expect(await focused()).toBe('Skip to content');
    expect(await page().locator('.skip').isVisible()).toBe(true);
    await press('Enter');
    await tabTo('Search accounts, roles and apps', 1);
  });

  it('presses / to search, types, and opens the first door with Enter', async () => {
    await page().reload();
    await press('/');
    expect(await focused()).toBe('Search accounts, roles and apps');
    await type('prod dev');
    expect(await page().locator('a.door[data-first]').getAttribute('href')).toBe('/go/aws/111122223333/Developer');
    await press('Enter');
    await page().waitForURL(/\/aws\/result\//);
    expect(await page().locator('.rules > li.broken').count()).toBe(0);
  });

  it('goes through the doors with the arrows, and empties the search with Escape', async () => {
    await page().goto(world.samlet);
    await press('/');
    await type('readonly');
    await press('ArrowDown');
    expect(await focused()).toContain('ReadOnly');
    await press('ArrowDown');
    expect(await page().evaluate('document.activeElement.getAttribute("href")')).toBe('/go/aws/111122223333/ReadOnly');
    await press('ArrowUp');
    await press('ArrowUp');
    expect(await focused()).toBe('Search accounts, roles and apps');
    await press('Escape');
    expect(await page().getByRole('searchbox').inputValue()).toBe('');
  });

  it('closes an account and opens it again', async () => {
    await page().reload();
    await tabTo(/^Orchard Audit/);
    await press('Enter');
    expect(await page().locator('details.account').first().getAttribute('open')).toBeNull();
    await press('Space');
    expect(await page().locator('details.account').first().getAttribute('open')).not.toBeNull();
  });

  it('makes a favourite, and the focus stays where it was', async () => {
    await tabTo('Favourite: ReadOnly, Orchard Audit');
    await press('Space');
    await page().getByRole('region', { name: 'Favourites' }).waitFor();
    expect(await focused()).toBe('Favourite: ReadOnly, Orchard Audit');
  });

  it('opens an app from its tile', async () => {
    await tabTo(/Orchard Wiki/);
    await press('Enter');
    await page().waitForURL(`${world.demo}/sp/orchard-wiki/`);
    expect(await page().locator('h1').innerText()).toBe('Hello, Ada Park');
  });

  it('starts at an app, too', async () => {
    await page().goto(`${world.demo}/sp/ledgerly/`);
    await tabTo('Sign in with Samlet');
    await press('Enter');
    await page().locator('.badge', { hasText: 'Signed in' }).waitFor();
  });

  it('reaches every control of their account in order, and signs out', async () => {
    await page().goto(`${world.samlet}/account`);
    const passed = await tabTo('Change password');
    expect(passed.filter((name) => /password$/i.test(name))).toEqual([
      'Current password',
      'Show password: Current password',
      'New password',
      'Show password: New password',
      'Repeat the new password',
      'Show password: Repeat the new password',
    ]);
    await page().goto(world.samlet);
    await tabTo('Sign out');
    await press('Enter');
    await page().getByRole('heading', { name: 'You are signed out' }).waitFor();
    expect(await page().locator('.outcomes').innerText()).toContain('Ledgerly');
  });

  it('never made the browser complain', () => {
    expect(visit.complaints).toEqual([]);
  });
});
