/** `node docs/pictures.ts`: takes the README's picture of the portal, of the demo organisation in a real browser. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowserWorld, signIn } from '../test/real/kit/chromium.ts';

/** What a README may weigh. */
const BYTES = 200_000;

/** The doors that were used before the picture, and the favourites among them. */
const USED = ['/go/aws/444455556666/Administrator', '/go/aws/777788889999/ReadOnly', '/go/aws/111122223333/Developer'];
const FAVOURITES = ['Developer, Orchard Production', 'ReadOnly, Orchard Staging', 'Orchard Wiki'];

async function settle(page: Page, samlet: string): Promise<void> {
  for (const path of USED) {
    await page.goto(`${samlet}${path}`);
    await page.waitForURL(/\/aws\/result\//);
  }
  await page.goto(samlet);
  for (const name of FAVOURITES) {
    const answered = page.waitForResponse((response) => response.url() === `${samlet}/`);
    await page.getByRole('button', { name: `Favourite: ${name}` }).click();
    await answered;
  }
  await page.goto(samlet); // a reload would keep the place that was scrolled to
}

const world = await openBrowserWorld();
try {
  const { page } = await world.visit({ viewport: { width: 1280, height: 1000 }, colorScheme: 'light' });
  await signIn(page, world);
  await settle(page, world.samlet);
  const picture = await page.screenshot({ animations: 'disabled' });
  if (picture.length > BYTES) throw new Error(`the picture has ${picture.length} bytes, more than ${BYTES}`);
  writeFileSync(join(import.meta.dirname, 'portal.png'), picture);
  console.log(`docs/portal.png, ${picture.length} bytes`);
} finally {
  await world.close();
}
