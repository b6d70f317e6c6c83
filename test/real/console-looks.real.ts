import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';
import { addressOf, enterConsole, furnishConsole, openPage, pagesOfConsole, strangersOf } from './kit/console.ts';
import { tooWide, unreadable } from './kit/looks.ts';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const PATHS = (await pagesOfConsole()).map(({ path }) => path);

let world: BrowserWorld;
let visit: Visit;
let values: Readonly<Record<string, string>>;
let strangers: readonly string[];

beforeAll(async () => {
  world = await openBrowserWorld();
  values = await furnishConsole(world);
  visit = await world.visit({ reducedMotion: 'reduce' });
  strangers = strangersOf(visit, world);
  await enterConsole(visit.page, world);
});
afterAll(() => world?.close());

/** Opens a page at a desk in light colours. */
async function openAtDesk(url: string): Promise<void> {
  await visit.page.setViewportSize(DESK);
  await visit.page.emulateMedia({ colorScheme: 'light' });
  await openPage(visit.page, url);
}

/** Takes the page that is open to a phone in dark colours, and waits until it has turned. */
async function takeToPhone(): Promise<void> {
  await visit.page.setViewportSize(PHONE);
  await visit.page.emulateMedia({ colorScheme: 'dark' });
  await visit.page.locator('html[style*="color-scheme: dark"]').waitFor();
  await visit.page.waitForTimeout(100); // what watches the width has drawn
}

describe('every page of the console', () => {
  it.each([...PATHS, 'nowhere'])(
    '%s can be read by everybody, fits a phone, keeps its policy, and asks nobody but Samlet for anything',
    async (path) => {
      const { page, complaints } = visit;
      const before = complaints.length;
      await openAtDesk(world.samlet + addressOf(path, values));
      const isThere = (await page.getByText('There is no such page').count()) === 0;
      expect([isThere, await page.title()]).toEqual([
        path !== 'nowhere',
        expect.stringMatching(/.+ – Samlet console$/),
      ]);
      expect(await unreadable(page)).toEqual([]);
      await takeToPhone();
      expect([await unreadable(page), await tooWide(page)]).toEqual([[], []]);
      expect([complaints.slice(before), strangers]).toEqual([[], []]);
    },
    60_000,
  );
});

describe('a fault of a page', () => {
  beforeEach(() => openAtDesk(`${world.samlet}/console/users`));

  it('would be found out: pale words, a wide box', async () => {
    const { page } = visit;
    await page.evaluate('for (const part of document.querySelectorAll("td, td *")) part.style.color = "#ddd"');
    expect((await unreadable(page)).join()).toContain('color-contrast');
    await page.evaluate(
      'document.body.append(Object.assign(document.createElement("pre"), { textContent: "wide".repeat(200) }))',
    );
    expect(await tooWide(page)).not.toEqual([]);
  });

  it('would be found out: a script that is written into the page, an image of another party', async () => {
    const { page, complaints } = visit;
    const script = 'Object.assign(document.createElement("script"), { textContent: "window.ran = true" })';
    await page.evaluate(`document.body.append(${script})`);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    await page.evaluate('new Image().src = "https://elsewhere.example/pixel"');
    await page.waitForTimeout(200);
    expect(complaints.join()).toContain('Content Security Policy');
    expect(strangers.filter((url) => !url.startsWith('https://elsewhere.example/'))).toEqual([]);
  });
});
