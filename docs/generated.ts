import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Writes a generated document, or with `--check` on the command line fails if the one that stands there is not what
 * would be written.
 */
export function writeOrCheck(path: string, fresh: string): void {
  const file = join(root, path);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, fresh);
    return;
  }
  if (textIn(file) === fresh) return;
  console.error(`${relative(root, file)} is out of date: run \`npm run docs\``);
  process.exitCode = 1;
}

/**
 * Writes, or checks, what stands between the marks `<!-- name:begin -->` and `<!-- name:end -->` of a document that is
 * otherwise written by hand.
 *
 * @throws {Error} for a document without the marks
 */
export function writeBetween(path: string, name: string, fresh: string): void {
  const old = textIn(join(root, path));
  const [before, rest] = old.split(`<!-- ${name}:begin -->`);
  const after = rest?.split(`<!-- ${name}:end -->`)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} lacks the marks of "${name}"`);
  writeOrCheck(path, `${before}<!-- ${name}:begin -->\n${fresh}\n<!-- ${name}:end -->${after}`);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** One row of a Markdown table; what would end a cell is escaped. */
export const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ')).join(' | ')} |`;
