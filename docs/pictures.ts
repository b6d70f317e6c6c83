/**
 * `node docs/pictures.ts`: takes the README's picture of the portal, and the administrator's guide's pictures of the console, of
 * the demo organisation in a real browser.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowserWorld, signIn } from '../test/real/kit/chromium.ts';

/** What a README may weigh. */
const BYTES = 200_000;

/** The doors that were used before the picture, and the favourites among them. */
const USED = ['/go/aws/444455556666/Administrator', '/go/aws/777788889999/ReadOnly', '/go/aws/111122223333/Developer'];
const FAVOURITES = ['Developer, Orchard Production', 'ReadOnly, Orchard Staging', 'Orchard Wiki'];

/** The pages of the console that the guide shows, and what stands there once they are drawn. */
const CONSOLE: Readonly<Record<string, string>> = {
  dashboard: 'dashboard',
  'aws-accounts': 'aws/accounts',
  'aws-access': 'aws',
  users: 'users',
  configuration: 'configuration',
};

function keep(file: string, picture: Buffer): void {
  if (picture.length > BYTES) throw new Error(`${file} has ${picture.length} bytes, more than ${BYTES}`);
  writeFileSync(join(import.meta.dirname, file), picture);
  console.log(`docs/${file}, ${picture.length} bytes`);
}

async function pictureOf(page: Page, url: string): Promise<Buffer> {
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  return page.screenshot({ animations: 'disabled' });
}

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
  keep('portal.png', await page.screenshot({ animations: 'disabled' }));
  mkdirSync(join(import.meta.dirname, 'pictures'), { recursive: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const [name, path] of Object.entries(CONSOLE))
    keep(`pictures/${name}.png`, await pictureOf(page, `${world.samlet}/console/${path}`));
} finally {
  await world.close();
}
