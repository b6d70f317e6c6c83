import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { PageDefinition } from '../../../web/src/shell/page-definition.ts';
import { type BrowserWorld, fillIn, signIn, type Visit } from './chromium.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Signs the owner in to the console, by the way that everybody takes: its own address leads to the sign-in and back. */
export async function enterConsole(page: Page, world: BrowserWorld, path = '/console/users'): Promise<void> {
  await page.goto(`${world.samlet}${path}`);
  await page.getByLabel('User name or email').waitFor();
  await fillIn(page, world.dev.admin.username, world.dev.admin.password);
  await page.waitForURL(`${world.samlet}${path}`);
  await page.locator('#console h1:visible').first().waitFor();
}

/** Opens a page of the console, and waits until nothing is on its way any more. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('#console h1:visible').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** The list of pages, as the program has it; it loads nothing before a page is opened. */
export async function pagesOfConsole(): Promise<readonly PageDefinition[]> {
  const { PAGES } = (await import(join(ROOT, 'web/src/pages.ts'))) as { PAGES: readonly PageDefinition[] };
  return PAGES;
}

/** Makes one of everything that addresses of pages name. @returns the values of the addresses' parameters */
export async function furnishConsole(world: BrowserWorld): Promise<Readonly<Record<string, string>>> {
  await leaveTrace(world);
  return { ...(await thingsOf(world)), ...(await importOf(world)) };
}

/** Where a page of the console is. @throws {Error} for a parameter that has no value */
export const addressOf = (path: string, values: Readonly<Record<string, string>>): string =>
  `/console/${path.replaceAll(/:(\w+)/g, (_whole, name: string) => valueOf(values, name, path))}`;

function valueOf(values: Readonly<Record<string, string>>, name: string, path: string): string {
  const value = values[name];
  if (value === undefined || value === '')
    throw new Error(`${path}: give :${name} a value in test/real/kit/console.ts`);
  return value;
}

/** One of everything that addresses of pages name. */
async function thingsOf({ dev: { baseUrl, apiToken } }: BrowserWorld): Promise<Readonly<Record<string, string>>> {
  const headers = { authorization: `Bearer ${apiToken}` };
  const first = async (path: string): Promise<Readonly<Record<string, string>>> => {
    const answer = await fetch(`${baseUrl}/admin/v1${path}`, { headers });
    const { items = [] } = (await answer.json()) as { items?: readonly Readonly<Record<string, string>>[] };
    return items[0] ?? {};
  };
  const [user, group, app, account, preset] = await Promise.all(
    ['/users?search=maya', '/groups', '/apps', '/aws/accounts', '/catalogue'].map(first),
  );
  const made = await makePolicy(`${baseUrl}/admin/v1/policies`, headers);
  return {
    userId: user?.['id'] ?? '',
    groupId: group?.['id'] ?? '',
    appId: app?.['id'] ?? '',
    accountId: account?.['id'] ?? '',
    presetId: preset?.['id'] ?? '',
    policyId: made,
    traceId: (await first('/traces'))['id'] ?? '',
  };
}

/** A sign-in to AWS, of which a trace is kept. */
async function leaveTrace(world: BrowserWorld): Promise<void> {
  const { page, close } = await world.visit();
  await signIn(page, world);
  await page.goto(`${world.samlet}/go/aws/111122223333/Developer`);
  await page.waitForURL(/\/aws\/result\//);
  await close();
}

/** An import that ran dry over a file with a bad row. */
async function importOf({
  dev: { baseUrl, apiToken },
  house,
}: BrowserWorld): Promise<Readonly<Record<string, string>>> {
  const post = async <T>(path: string, body: object): Promise<T> => {
    const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
    const answer = await fetch(`${baseUrl}/admin/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const made = await post<{ import: { id: string }; upload: { url: string; fields: Record<string, string> } }>(
    '/imports',
    { fileName: 'people.csv' },
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(made.upload.fields)) form.append(name, value);
  form.append('file', new Blob(['Action,userName,email\r\n,uma,uma@orchard.example\r\n,vic,none\r\n']));
  const sent = await fetch(made.upload.url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`the upload: ${sent.status} ${await sent.text()}`);
  const { id: jobId } = await post<{ id: string }>(`/imports/${made.import.id}/start`, { mode: 'dry-run' });
  await house.jobs.settle();
  return { importId: made.import.id, jobId };
}

/** Makes a policy that applies to nobody in particular. @returns its ID */
async function makePolicy(url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const version = (await fetch(url, { headers })).headers.get('etag') ?? '*';
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'if-match': version, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Looked at' }),
  });
  return ((await answer.json()) as { id?: string }).id ?? '';
}

/** Notes every request of a tab that goes to anybody but Samlet. */
export function strangersOf({ page }: Visit, { samlet }: BrowserWorld): readonly string[] {
  const strangers: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${samlet}/`) && !/^(?:data|blob):/.test(url)) strangers.push(url);
  });
  return strangers;
}
