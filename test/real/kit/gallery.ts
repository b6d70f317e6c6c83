import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { page as reply } from '../../../shared/http/reply.ts';
import { GALLERY } from '../../pages/samples.ts';

const ASSETS = join(import.meta.dirname, '../../../shared/pages/assets');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Every page in every state, by its name as the path, under the policy that it has in the product. */
export async function serveGallery(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const html = GALLERY[path.slice(1)];
    const [, asset] = /^\/assets\/([\w-]+\.\w+)$/.exec(path) ?? [];
    if (html !== undefined) response.writeHead(200, reply(html).headers).end(html);
    else if (asset === 'post.js')
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(); // it would leave
    else if (asset)
      response.writeHead(200, { 'content-type': TYPES[extname(asset)] ?? '' }).end(readFileSync(join(ASSETS, asset)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Left out: what leaves at once, and what looks like another but for its length or its words. */
const ALIKE = (name: string): boolean =>
  ['leave', 'portal-large'].includes(name) ||
  (name.startsWith('error-') && !['error-internal', 'error-not-found', 'error-unavailable'].includes(name));

/** The pages to look at. */
export const PAGES = Object.keys(GALLERY).filter((name) => !ALIKE(name));
