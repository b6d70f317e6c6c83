import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';
import { enterConsole } from './kit/console.ts';

let world: BrowserWorld;
let visit: Visit;

beforeAll(async () => {
  world = await openBrowserWorld();
  visit = await world.visit();
  await enterConsole(visit.page, world);
});
afterAll(() => world?.close());

const page = () => visit.page;
const press = (key: string) => page().keyboard.press(key);
const type = (text: string) => page().keyboard.type(text);

/** What has the focus, as it is read out. */
const focused = (): Promise<string> =>
  page().evaluate<string>(`(() => {
    const at = document.activeElement;
    const by = (at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent);
    const label = at.getAttribute('aria-label') ?? (by.join(' ').trim() || at.labels?.[0]?.textContent) ?? at.textContent;
    return label.replace(/\\s+/g, ' ').trim();
  })()`);

/** Presses Tab until something of that name has the focus. @throws {Error} with everything that was passed */
async function tabTo(name: RegExp, atMost = 80): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < atMost; presses++) {
    await press('Tab');
    const at = await focused();
    if (name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`Tab does not lead to ${String(name)}, but to ${passed.join(' | ')}`);
}

const heading = (name: string | RegExp) => page().getByRole('heading', { level: 1, name }).waitFor();

describe('an administrator with a keyboard alone', () => {
  it('finds a user by the beginning of a name, and opens them', async () => {
    await heading('Users');
    await tabTo(/^Find users/);
    await type('maya');
    await page().getByRole('link', { name: 'admin', exact: true }).waitFor({ state: 'detached' });
    await tabTo(/^maya\.lindqvist$/);
    await press('Enter');
    await heading('maya.lindqvist');
  });

  it('goes through the tabs by the arrows', async () => {
    await tabTo(/^Groups$/);
    await press('ArrowRight');
    await page().getByRole('tab', { name: 'Apps and roles', selected: true }).waitFor();
    await page()
      .getByRole('heading', { name: /^AWS roles/ })
      .waitFor();
  });

  it('makes a user, is told beside the field what is wrong, mends it and goes on', async () => {
    await page().goto(`${world.samlet}/console/users`);
    await heading('Users');
    await tabTo(/^Create user$/);
    await press('Enter');
    await heading('Create user');
    await tabTo(/^User name/);
    await type('nadia');
    await tabTo(/^Mail address/);
    await type('nadia at example');
    await press('Enter');
    await page().getByText('This is not a mail address that Samlet can write to.').first().waitFor();
    expect(await focused()).toMatch(/^Mail address/);
    await press('Control+A');
    await type('nadia@orchard.example');
    await press('Enter');
    await heading('nadia');
    const [mail] = await world.house.mailsTo('nadia@orchard.example');
    expect(mail?.text).toMatch(/\/activate#/);
  });

  it('deletes a user after typing the name, and not before', async () => {
    await tabTo(/^Delete$/);
    await press('Enter');
    const dialog = page().getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true);
    await tabTo(/^Type “nadia” to confirm$/);
    await type('nadia');
    await tabTo(/^Delete$/);
    await press('Enter');
    await heading('Users');
    await page().getByText('nadia was deleted.').waitFor();
  });

  it('sees where the focus is', async () => {
    await tabTo(/^Groups$/);
    const ring = await page().evaluate<string>(`(() => {
      const { outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
      const before = getComputedStyle(document.activeElement, '::before');
      return [outlineWidth, boxShadow, before.boxShadow, before.borderWidth].join(' ');
    })()`);
    expect(ring).toMatch(/[1-9]\d*px/);
  });
});
