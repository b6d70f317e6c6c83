import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrowserWorld, openBrowserWorld, signIn, type Visit } from './kit/chromium.ts';
import { PAGES, serveGallery } from './kit/gallery.ts';
import { type Look, tooWide, unreadable } from './kit/looks.ts';

let world: BrowserWorld;
let gallery: Awaited<ReturnType<typeof serveGallery>>;

beforeAll(async () => {
  [world, gallery] = [await openBrowserWorld(), await serveGallery()];
});
afterAll(async () => {
  gallery.close();
  await world.close();
});

/** Goes through every page, and tells what is wrong with which. */
async function lookAt({ page }: Visit, look: Look): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const note = async (name: string): Promise<void> => {
    const faults = await look(page);
    if (faults.length > 0) found[name] = faults;
  };
  for (const name of PAGES) {
    await page.goto(`${gallery.url}/${name}`);
    await note(name);
  }
  await signIn(page, world);
  await note('portal of the demo organisation');
  await page.goto(`${world.samlet}/go/aws/111122223333/Developer`);
  await page.waitForURL(/\/aws\/result\//);
  await note('verdict in green');
  await page.goto(await refusedByAws());
  await page.locator('.rules > li.broken').first().waitFor();
  await note('verdict in red');
  for (const path of ['/', '/sp/orchard-wiki/', '/aws/signin.aws.amazon.com/saml']) {
    await page.goto(`${world.demo}${path}`);
    await note(`demo ${path}`);
  }
  await page.goto(`${world.demo}/sp/orchard-wiki/login`);
  await page.locator('.badge').waitFor();
  await note('demo, signed in');
  await page.goto(world.house.mailboxUrl);
  await note('mailbox');
  await page.getByRole('link', { name: 'Set a new password' }).first().click();
  await note('mail');
  return found;
}

/** The address of a verdict on a message that is none. */
async function refusedByAws(): Promise<string> {
  const message = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>';
  const answer = await fetch(`${world.demo}/aws/signin.aws.amazon.com/saml`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ SAMLResponse: Buffer.from(message).toString('base64') }),
  });
  return answer.headers.get('location') ?? '';
}

describe('every page', () => {
  beforeAll(async () => {
    const { page, close } = await world.visit();
    await page.goto(`${world.samlet}/forgot-password`);
    await page.getByLabel('User name or email').fill('admin');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await world.house.mailsTo('admin@orchard.example');
    await close();
  });

  it.each(['light', 'dark'] as const)('can be read by everybody, and keeps its policy, in %s', async (colorScheme) => {
    const visit = await world.visit({ colorScheme, reducedMotion: 'reduce' });
    expect(await lookAt(visit, unreadable)).toEqual({});
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });

  it.each([390, 320])('fits a phone of %i px', async (width) => {
    const visit = await world.visit({ viewport: { width, height: 844 }, isMobile: true, hasTouch: true });
    expect(await lookAt(visit, tooWide)).toEqual({});
    await visit.close();
  });

  it('would be found out: pale words, a wide box, a script that the policy forbids', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await page.goto(`${gallery.url}/sign-in`);
    await page.evaluate('document.querySelector(".lead").style.color = "#ddd"');
    expect((await unreadable(page)).join()).toContain('color-contrast');
    await page.evaluate('document.querySelector(".card").style.width = "2000px"');
    expect(await tooWide(page)).not.toEqual([]);
    await page.evaluate('document.body.append(Object.assign(document.createElement("script"), { textContent: "1" }))');
    expect(visit.complaints.join()).toContain('Content Security Policy');
    await visit.close();
  });
});
