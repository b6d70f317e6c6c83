import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startDemo } from '../../../local/demo/start.ts';
import type { DevFile } from '../../../local/first-start.ts';
import { seed } from '../../../local/seed.ts';
import { startHouse, type TestHouse } from '../../kit/house.ts';
import { demand } from './processes.ts';

/** Samlet with the demo organisation, the demo beside it, and a real browser in front of both. */
export interface BrowserWorld {
  readonly house: TestHouse;
  readonly samlet: string;
  readonly demo: string;
  readonly dev: DevFile;
  readonly chromium: Browser;
  /** Somebody sits down at a browser that nobody has used before. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** A person's tab, and whatever the browser complained of in it: script errors, breaches of the policy. */
export interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const EXECUTABLE = '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium with a fresh profile, and with the page cache for back and forward that people have. */
export async function startChromium(): Promise<Browser> {
  demand(EXECUTABLE, 'chromium');
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ARGUMENTS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

/** Starts everything; `close` ends everything. */
export async function openBrowserWorld(): Promise<BrowserWorld> {
  const port = await freePort();
  const house = await startHouse({ standInUrl: `http://localhost:${port}` });
  const dataDir = mkdtempSync(join(tmpdir(), 'samlet-demo-'));
  const demo = await startDemo({ port, samletUrl: house.baseUrl, dataDir });
  const dev = await house.owner();
  await fetch(`${house.baseUrl}/sign-in`, { redirect: 'manual' }); // makes the certificates, which apps are given
  await seed(dev, demo.url);
  const browser = await startChromium();
  return {
    house,
    samlet: house.baseUrl,
    demo: demo.url,
    dev,
    chromium: browser,
    visit: (options) => visitBy(browser, options),
    close: async () => {
      await browser.close();
      await demo.close();
      await house.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Opens a tab in a context of its own. An answer of 4xx is no complaint: it is what some pages are for. */
export async function visitBy(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isStatus = /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isStatus) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  return { page, complaints, close: () => context.close() };
}

/** Signs the owner of the demo organisation in. */
export async function signIn(page: Page, { dev, samlet }: Pick<BrowserWorld, 'dev' | 'samlet'>): Promise<void> {
  await page.goto(`${samlet}/sign-in`);
  await fillIn(page, dev.admin.username, dev.admin.password);
  await page.waitForURL(`${samlet}/`);
}

/** Fills in the sign-in form that is open, and sends it. */
export async function fillIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('User name or email').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Goes back as the button does; a page out of the browser's own cache is not loaded, it is there. */
export async function back(page: Page): Promise<void> {
  await page.goBack({ waitUntil: 'commit' });
  for (let tries = 0; tries < 300; tries++) {
    const state = await page.evaluate<string>('document.readyState').catch(() => 'on the way to another page');
    if (state === 'complete') return;
    await page.waitForTimeout(50);
  }
  throw new Error(`the page before does not come: ${page.url()}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
