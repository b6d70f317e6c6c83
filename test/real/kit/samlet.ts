import { expect } from '@jest/globals';
import { adminClientOf } from '../../../local/admin-client.ts';
import type { App, AppFields } from '../../../shared/apps/app.ts';
import type { User, UserFields } from '../../../shared/users/user.ts';
import { startHouse, type TestHouse } from '../../kit/house.ts';
import { formsIn } from './html.ts';
import type { Page, WebBrowser } from './web-browser.ts';

/** Samlet as it is deployed, with one person in it, for service providers that know it by its metadata alone. */
export interface Samlet {
  readonly house: TestHouse;
  readonly baseUrl: string;
  readonly entityId: string;
  /** What a service provider's administrator downloads. */
  readonly metadata: string;
  /** The person who signs in, with a name that is hard to carry. */
  readonly person: User & { readonly password: string };
  /** Registers an app by its metadata, changes what metadata does not say, and assigns it to the person. */
  register(metadataXml: string, fields?: Partial<AppFields>): Promise<App>;
  /** Changes an app that is registered. */
  change(app: App, fields: { readonly [K in keyof AppFields]?: AppFields[K] | null }): Promise<App>;
  /** Signs the person in where the browser was sent to: the sign-in page must be there. */
  signIn(browser: WebBrowser, page: Page): Promise<Page>;
  /** Signs the person in at our own front page and stays on the portal. */
  openPortal(browser: WebBrowser): Promise<Page>;
  /** Signs out by the button of the portal. */
  signOut(browser: WebBrowser): Promise<Page>;
  /** Ends it. @throws {Error} if a function crashed or was denied something meanwhile */
  close(): Promise<void>;
}

/** The name of the person: markup, quotes and characters outside of ASCII and of the first plane. */
export const HARD_NAME = { givenName: `Zoë "Q" <b>&amp;'`, familyName: 'Ōkami 🐺' };

/** What apps are told in these tests, each under a name that service providers map by. */
export const ATTRIBUTES: AppFields['attributes'] = [
  { name: 'mail', source: { from: 'profile', field: 'email' } },
  { name: 'givenName', source: { from: 'profile', field: 'givenName' } },
  { name: 'sn', source: { from: 'profile', field: 'familyName' } },
  { name: 'role', source: { from: 'constant', values: ['reader', 'writer'] } },
];

/** Starts Samlet for service providers. */
export async function startSamlet(): Promise<Samlet> {
  const house = await startHouse({ workers: 2 });
  const { apiToken, admin } = await house.owner();
  const api = apiOf(house.baseUrl, apiToken);
  const { items } = await api.send<{ items: readonly User[] }>('GET', '/users');
  const person = await api.change<User, UserFields>('/users', items[0]!, HARD_NAME);
  await fetch(`${house.baseUrl}/sign-in`); // the first sign-in page makes the certificates
  const metadata = await textOf(`${house.baseUrl}/saml/metadata`);
  const { entityId } = await api.send<{ entityId: string }>('GET', '/identity');

  const submitPassword = (browser: WebBrowser, page: Page): Promise<Page> =>
    browser.submit(page, { username: person.userName, password: admin.password });
  return {
    house,
    baseUrl: house.baseUrl,
    entityId,
    metadata,
    person: { ...person, password: admin.password },
    async register(xml, fields = {}) {
      const made = await api.send<App>('POST', '/apps/metadata', { xml });
      await api.send('PUT', `/apps/${made.id}/assignments/users/${person.id}`);
      return api.change<App, AppFields>('/apps', made, { attributes: ATTRIBUTES, ...fields });
    },
    change: (app, fields) => api.change('/apps', app, fields),
    signIn(browser, page) {
      if (page.url.origin !== house.baseUrl) throw new Error(`no sign-in page, but ${page.url.href}: ${page.html}`);
      return submitPassword(browser, page);
    },
    async openPortal(browser) {
      const page = await browser.open(`${house.baseUrl}/`);
      return page.url.pathname === '/' ? page : submitPassword(browser, page);
    },
    async signOut(browser) {
      const page = await browser.open(`${house.baseUrl}/`);
      const form = formsIn(page.html).find(({ action }) => action === '/sign-out');
      if (!form) throw new Error(`nobody is signed in at ${page.url.href}`);
      return browser.send(form, page.url.href);
    },
    async close() {
      await house.close();
      expect(house.troubles).toEqual([]);
    },
  };
}

function apiOf(baseUrl: string, token: string) {
  const { send } = adminClientOf(baseUrl, token);
  return {
    send,
    /** Changes fields of what may have been changed since: its version is asked for first. */
    async change<T extends { id: string }, Fields>(path: string, { id }: T, fields: Partial<Fields>): Promise<T> {
      const url = `${baseUrl}/admin/v1${path}/${id}`;
      const authorization = `Bearer ${token}`;
      const before = await fetch(url, { headers: { authorization } });
      const headers = {
        authorization,
        'content-type': 'application/json',
        'if-match': before.headers.get('etag') ?? '',
      };
      const answer = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify(fields) });
      if (!answer.ok) throw new Error(`PATCH ${path} answered ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
}

/** The text at an address. @throws {Error} if it is not there */
export async function textOf(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}
