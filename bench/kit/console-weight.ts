import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildConsole } from '../../lib/web-build.ts';

/** The console's weight by kind of file, in bytes as they travel (gzip). */
export interface ConsoleWeight {
  /** What is loaded before the first page: what `index.html` names. */
  readonly first: number;
  /** Every script and style sheet, those of all pages. */
  readonly all: number;
}

/** Bytes (gzip) that may be loaded before the first page, and that all pages together may have. */
const LIMITS: ConsoleWeight = { first: 480_000, all: 1_000_000 };

/** Weighs the console as it would be deployed; builds it if it must. */
export function weighConsole(): ConsoleWeight {
  const folder = buildConsole();
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = readdirSync(join(folder, 'assets')).filter((name) => ['.js', '.css'].includes(extname(name)));
  const weights = files.map((name) => ({
    isFirst: page.includes(`/assets/${name}`),
    bytes: gzipSync(readFileSync(join(folder, 'assets', name))).length,
  }));
  const sum = (list: typeof weights): number => list.reduce((total, { bytes }) => total + bytes, 0);
  return { first: sum(weights.filter(({ isFirst }) => isFirst)), all: sum(weights) };
}

/** What is too heavy, in a sentence each. */
export const heavyIn = ({ first, all }: ConsoleWeight): string[] => [
  ...(first > LIMITS.first
    ? [`the console loads ${kB(first)} before its first page, and may load ${kB(LIMITS.first)}`]
    : []),
  ...(all > LIMITS.all ? [`the console's pages have ${kB(all)}, and may have ${kB(LIMITS.all)}`] : []),
];

const kB = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
