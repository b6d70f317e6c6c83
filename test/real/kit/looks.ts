import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Looks at the page that is open, and tells what is wrong with it. */
export type Look = (page: Page) => Promise<string[]>;

/** What axe finds that is serious or critical. */
export const unreadable: Look = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
};

/** By how much the page is wider than the window. */
export const tooWide: Look = async (page) => {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return wider > 0 ? [`${wider} px too wide`] : [];
};
