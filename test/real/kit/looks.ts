import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Looks at the page that is open, and tells what is wrong with it. */
export type Look = (page: Page) => Promise<string[]>;

/** What axe finds that is serious or critical. */
export const unreadable: Look = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact, id, nodes }) => (impact === 'serious' || impact === 'critical') && !isOfLibrary(id, nodes))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
};

/**
 * The one fault that is not ours to mend: on a phone Cloudscape's layout says `aria-orientation` of the landmark around the
 * button that opens the navigation. A landmark has none, and nothing is read out for it.
 */
const isOfLibrary = (id: string, nodes: AxeResults['violations'][number]['nodes']): boolean =>
  id === 'aria-allowed-attr' && nodes.every(({ target }) => /^\.awsui_mobile-toolbar-nav_\w+$/.test(String(target)));

/** By how much the page is wider than the window. */
export const tooWide: Look = async (page) => {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return wider > 0 ? [`${wider} px too wide`] : [];
};
