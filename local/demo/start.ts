/**
 * demo/ is what Samlet is tried out on: service providers of an independent library, and a stand-in for AWS's sign-in.
 * It runs beside the local Samlet, knows it by its metadata alone, and is never deployed.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { closing, listening } from '../endpoints/server.ts';
import { openAwsSignIn } from './aws-sign-in.ts';
import { frontPage } from './front-page.ts';
import { idpAt, IdpNotReady } from './idp.ts';
import { troublePage } from './layout.ts';
import { openProviderKeys } from './provider-keys.ts';
import { PROVIDERS } from './providers.ts';
import { openServiceProvider } from './service-provider.ts';
import { page, plain, type Reply, send, type Visit, visitOf } from './visit.ts';

/** Where the demo runs, and beside which Samlet. */
export interface DemoOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly samletUrl: string;
  /** Keys are kept here. @default `.samlet/demo`, or `demo` in SAMLET_DATA */
  readonly dataDir?: string;
}

const ASSETS: readonly (readonly [path: string, file: string, type: string])[] = [
  ['/demo.css', 'demo.css', 'text/css; charset=utf-8'],
  ['/demo.js', 'demo.js', 'text/javascript; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
];

/** Starts the demo. @throws the operating system's error, such as EADDRINUSE */
export async function startDemo({
  port,
  samletUrl,
  dataDir = join(process.env['SAMLET_DATA'] ?? '.samlet', 'demo'),
}: DemoOptions): Promise<{ url: string; close(): Promise<void> }> {
  const keys = await openProviderKeys(PROVIDERS, dataDir);
  const serve = serving({ samletUrl, keys, port: () => (server.address() as AddressInfo).port });
  const server = createServer((request, response) => {
    visitOf(request)
      .then((visit) => ('status' in visit ? visit : serve(visit)))
      .catch(trouble)
      .then((reply) => send(response, reply))
      .catch(() => response.destroy());
  });
  await listening(server, port);
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => closing(server) };
}

function serving({
  samletUrl,
  keys,
  port,
}: {
  samletUrl: string;
  keys: Awaited<ReturnType<typeof openProviderKeys>>;
  port: () => number;
}): (visit: Visit) => Promise<Reply> {
  const idp = idpAt(samletUrl);
  const aws = openAwsSignIn(idp, port);
  const assets = new Map(ASSETS.map(([path, file, type]) => [path, assetOf(file, type)]));
  const url = (): string => `http://localhost:${port()}`;
  const providers = PROVIDERS.map((provider) => {
    const own = keys.get(provider.path);
    if (!own) throw new Error(`${provider.name} has no keys`);
    return [`/sp/${provider.path}`, openServiceProvider(provider, { url, keys: own, idp })] as const;
  });
  return async (visit) => {
    if (visit.path === '/') return page(frontPage(samletUrl, aws.latest()));
    if (visit.path.startsWith('/aws/')) return aws.serve(visit);
    const found = providers.find(([path]) => visit.path === path || visit.path.startsWith(`${path}/`));
    if (found) return found[1](visit);
    return assets.get(visit.path) ?? plain(404, 'There is no such page.');
  };
}

const assetOf = (file: string, type: string): Reply => ({
  status: 200,
  type,
  body: readFileSync(join(import.meta.dirname, file), 'utf8'),
});

function trouble(error: unknown): Reply {
  if (error instanceof IdpNotReady) return page(troublePage('Samlet is not ready', error.message), 503);
  console.error(error);
  return page(troublePage('The demo failed', 'This is a fault of the demo itself; the terminal says more.'), 500);
}
