import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';
import { type ConsolePage, consolePages, enterConsole, openPage, strangersOf } from './kit/console.ts';
import { type Look, tooWide, unreadable } from './kit/looks.ts';

let world: BrowserWorld;
let pages: readonly ConsolePage[];

beforeAll(async () => {
  world = await openBrowserWorld();
  pages = await consolePages(world);
});
afterAll(() => world?.close());

/** Goes through every page of the console, and tells what is wrong with which. */
async function lookAt({ page }: Visit, look: Look): Promise<Record<string, string[]>> {
  await enterConsole(page, world);
  const found: Record<string, string[]> = {};
  for (const { path, url } of [...pages, { path: 'nowhere', url: `${world.samlet}/console/nowhere` }]) {
    await openPage(page, url);
    const faults = await look(page);
    if (faults.length > 0) found[path] = faults;
  }
  return found;
}

describe('every page of the console', () => {
  it('is there to be looked at', () => {
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['users', 'users/:userId', 'groups/:groupId']),
    );
  });

  it.each(['light', 'dark'] as const)(
    'can be read by everybody in %s, keeps its policy, and asks nobody but Samlet for anything',
    async (colorScheme) => {
      const visit = await world.visit({ colorScheme, reducedMotion: 'reduce' });
      const strangers = strangersOf(visit, world);
      expect(await lookAt(visit, unreadable)).toEqual({});
      expect(visit.complaints).toEqual([]);
      expect(strangers).toEqual([]);
      await visit.close();
    },
  );

  it('fits a phone without scrolling sideways', async () => {
    const visit = await world.visit({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    expect(await lookAt(visit, tooWide)).toEqual({});
    await visit.close();
  });

  it('shows what it is for: a title of its own, in the tab as well', async () => {
    const visit = await world.visit();
    await enterConsole(visit.page, world);
    for (const { path, url } of pages) {
      await openPage(visit.page, url);
      expect({ path, failed: await visit.page.getByText('There is no such page').count() }).toEqual({
        path,
        failed: 0,
      });
      expect(await visit.page.title()).toMatch(/.+ – Samlet console$/);
    }
    await visit.close();
  });

  it('would be found out: pale words, an image of another party, a script that is written into the page', async () => {
    const visit = await world.visit();
    const strangers = strangersOf(visit, world);
    await enterConsole(visit.page, world);
    await openPage(visit.page, `${world.samlet}/console/users`);
    await visit.page.evaluate('for (const part of document.querySelectorAll("h1, h1 *")) part.style.color = "#ddd"');
    expect((await unreadable(visit.page)).join()).toContain('color-contrast');
    const script = 'Object.assign(document.createElement("script"), { textContent: "window.ran = true" })';
    await visit.page.evaluate(`document.body.append(${script})`);
    expect(await visit.page.evaluate('window.ran')).toBeUndefined();
    await visit.page.evaluate('new Image().src = "https://elsewhere.example/pixel"');
    await visit.page.waitForTimeout(200);
    expect(visit.complaints.join()).toContain('Content Security Policy');
    expect(strangers.filter((url) => !url.startsWith('https://elsewhere.example/'))).toEqual([]);
    await visit.close();
  });
});
