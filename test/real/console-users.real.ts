import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type BrowserWorld, openBrowserWorld, type Visit } from './kit/chromium.ts';
import { enterConsole, openPage } from './kit/console.ts';

let world: BrowserWorld;
let visit: Visit;
let page: Page;

beforeAll(async () => {
  world = await openBrowserWorld();
  visit = await world.visit();
  ({ page } = visit);
  await enterConsole(page, world);
});
afterAll(() => world?.close());

/** Calls the API as a program does. */
async function api<T>(method: string, path: string, body?: object, etag?: string): Promise<{ body: T; etag: string }> {
  const { baseUrl, apiToken } = world.dev;
  const answer = await fetch(`${baseUrl}/admin/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiToken}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(etag ? { 'if-match': etag } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return { body: (answer.status === 204 ? {} : await answer.json()) as T, etag: answer.headers.get('etag') ?? '' };
}

const named = async (userName: string): Promise<string> => {
  const { body } = await api<{ items: { id: string }[] }>('GET', `/users?userName=${userName}`);
  return body.items[0]?.id ?? '';
};

describe('the list of users', () => {
  it('pages forth and back, and returns to the page that was left', async () => {
    for (let n = 0; n < 25; n++) {
      const userName = `zz${String(n).padStart(2, '0')}`;
      await api('POST', '/users', { userName, email: `${userName}@orchard.example` });
    }
    await page.evaluate(`localStorage.setItem('samlet.list.users', '{"pageSize":20}')`);
    await openPage(page, `${world.samlet}/console/users`);
    await page.getByRole('link', { name: 'admin', exact: true }).waitFor();
    const rows = page.getByRole('table').getByRole('row');
    expect(await rows.count()).toBe(21);
    await page.getByRole('button', { name: 'Next page' }).click();
    const link = page.getByRole('link', { name: 'zz03', exact: true });
    await link.click();
    await page.getByRole('heading', { level: 1, name: 'zz03' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'zz03', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.getByRole('link', { name: 'admin', exact: true }).waitFor();
  });

  it('is narrowed by an address that can be sent to somebody', async () => {
    await api('PATCH', `/users/${await named('zz07')}`, { active: false }, '*');
    await openPage(page, `${world.samlet}/console/users?active=false`);
    await page.getByRole('link', { name: 'zz07', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /^zz/ }).count()).toBe(1);
    await openPage(page, `${world.samlet}/console/users?find=nobody-of-that-name`);
    await page.getByText('No users match').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('link', { name: 'admin', exact: true }).waitFor();
  });

  it('disables those who are selected, and says how many', async () => {
    await openPage(page, `${world.samlet}/console/users?find=zz1`);
    for (const name of ['zz10', 'zz11'])
      await page.getByRole('checkbox', { name: `Select ${name}` }).check({ force: true });
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Users disabled: 2.').waitFor();
    const { body } = await api<{ items: { userName: string }[] }>('GET', '/users?active=false&search=zz1');
    expect(body.items.map(({ userName }) => userName)).toEqual(['zz10', 'zz11']);
  });

  it('sends activation mails to those who are selected', async () => {
    await openPage(page, `${world.samlet}/console/users?find=zz2`);
    await page.getByRole('checkbox', { name: 'Select zz20' }).check({ force: true });
    await page.getByRole('button', { name: 'Send activation mail' }).click();
    await page.getByText('Activation mails sent: 1.').waitFor();
    expect(await world.house.mailsTo('zz20@orchard.example')).toHaveLength(1);
  });
});

describe('two administrators who edit the same user', () => {
  it('keep what each of them typed: the second is told, sees what the first wrote, and chooses', async () => {
    const id = await named('zz20');
    await openPage(page, `${world.samlet}/console/users/${id}/edit`);
    await page.getByLabel('Given name').fill('Mine');
    await page.getByLabel('Family name').fill('Typed');
    const { etag } = await api('GET', `/users/${id}`);
    await api('PATCH', `/users/${id}`, { givenName: 'Theirs', displayName: 'Z. Twenty' }, etag);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Somebody else changed this meanwhile. Your text is kept.').waitFor();
    await page.getByText('Given name: yours is “Mine”, theirs “Theirs”.').waitFor();
    expect(await page.getByLabel('Family name').inputValue()).toBe('Typed');
    expect(await page.getByLabel('Name to be shown').inputValue()).toBe('Z. Twenty');
    await page.getByRole('button', { name: 'Take theirs for Given name' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('The user was changed.').waitFor();
    const { body } = await api<Record<string, string>>('GET', `/users/${id}`);
    expect(body).toMatchObject({ givenName: 'Theirs', familyName: 'Typed', displayName: 'Z. Twenty' });
  });

  it('are asked before they leave behind what they typed', async () => {
    await openPage(page, `${world.samlet}/console/users/${await named('zz20')}/edit`);
    await page.getByLabel('Given name').fill('Not saved');
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel('Given name').inputValue()).toBe('Not saved');
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();
  });
});

describe('a group', () => {
  it('is made, gains members that are searched for, loses them, and is deleted', async () => {
    await openPage(page, `${world.samlet}/console/groups`);
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Night watch');
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('heading', { level: 1, name: 'Night watch' }).waitFor();
    await page.getByRole('button', { name: 'Add members' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Users' }).click();
    await page.keyboard.type('maya');
    await page.getByRole('option', { name: /maya\.lindqvist/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('link', { name: 'maya.lindqvist' }).waitFor();
    await page.getByRole('checkbox', { name: 'Select maya.lindqvist' }).check({ force: true });
    await page.getByRole('button', { name: 'Take out' }).click();
    await page.getByText('Members taken out: 1.').waitFor();
    await page.getByText('No members').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel('Type “Night watch” to confirm').fill('Night watch');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Night watch was deleted.').waitFor();
  });
});

it('complained of nothing', () => {
  expect(visit.complaints).toEqual([]);
});
