import { readFile } from 'node:fs/promises';
import { extname, join, matchesGlob, normalize, sep } from 'node:path';
import type { Directory, Origin } from '../template/front.ts';
import { decoded } from './routes.ts';
import { type FrontReply, plain, type Visit } from './visit.ts';

/** Content types by extension, as `aws s3 sync` guesses them. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** A private bucket behind the distribution: what is not there answers 403, since nobody may list it. */
export async function serveFile(
  { path, method }: Visit,
  origin: Extract<Origin, { kind: 'files' }>,
): Promise<FrontReply> {
  const key = decoded(path.slice(1));
  for (const directory of key === undefined ? [] : origin.directories) {
    const file = fileOf(directory, key ?? '');
    const body = file && (await contentOf(file));
    if (!file || !body) continue;
    const type = TYPES[extname(file)] ?? 'binary/octet-stream';
    return {
      status: 200,
      headers: {
        'content-type': type,
        ...(directory.cacheControl === undefined ? {} : { 'cache-control': directory.cacheControl }),
      },
      cookies: [],
      body: method === 'HEAD' ? Buffer.alloc(0) : body,
    };
  }
  return { ...plain(403, ''), headers: { 'content-type': 'application/xml' }, body: Buffer.from(DENIED) };
}

const DENIED =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/** The file of an object key, if it lies under the deployment's folder and nowhere else, and is not left out. */
function fileOf({ path: directory, prefix, exclude, include }: Directory, key: string): string | undefined {
  const beginning = prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`;
  const bare = key.slice(beginning.length);
  if (!key.startsWith(beginning) || bare.includes('\0')) return undefined;
  const isIn = (globs: readonly string[]): boolean => globs.some((glob) => matchesGlob(bare, glob.replace('*', '**')));
  if (isIn(exclude) && !isIn(include)) return undefined;
  const file = normalize(join(directory, bare));
  return file.startsWith(directory + sep) ? file : undefined;
}

async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch {
    return undefined; // no such object
  }
}
