/**
 * Holds the imports of the whole tree against the rules of the house, and draws the house into docs/architecture.md.
 *
 * `node docs/house.ts` writes the drawing; with `--check` it fails on a broken rule, a circle, or a stale drawing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brokenRules, type Import, roomOf } from './house-rules.ts';

const root = join(import.meta.dirname, '..');
const SOURCES = '{bin,lib,functions,shared,local,cli,bench,docs,test,web}/**/*.{ts,tsx}';
const SPECIFIER =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of a file of ours, type imports and lazy ones included. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(SPECIFIER)].map(([, plain, lazy]) => {
    const specifier = plain ?? lazy ?? '';
    const to = specifier.startsWith('.') ? relative(root, join(root, dirname(file), specifier)) : specifier;
    return { from: file, to };
  });
}

/** A circle of files, if there is one: the files in order, the first again at the end. */
export function circleIn(imports: readonly Import[]): string[] | undefined {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const { to } of next.get(file) ?? []) {
      const circle = visit(to, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

/** The rooms and the arrows between them, as a Mermaid drawing. */
export function drawing(imports: readonly Import[]): string {
  const arrows = new Set<string>();
  for (const { from, to } of imports) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (a && b && a !== b && !a.startsWith('test') && !a.startsWith('docs'))
      arrows.add(`  ${idOf(a)}["${a}"] --> ${idOf(b)}["${b}"]`);
  }
  return ['```mermaid', 'flowchart TD', ...[...arrows].toSorted(), '```'].join('\n');
}

const idOf = (room: string): string => room.replaceAll(/[^a-z]/g, '_');

const MARKS = ['<!-- house:begin -->', '<!-- house:end -->'] as const;

function main(isCheck: boolean): void {
  const imports = globSync(SOURCES, { cwd: root }).flatMap(importsOf);
  const circle = circleIn(imports.filter(({ to }) => /\.tsx?$/.test(to)));
  const broken = brokenRules(imports).map(
    ({ from, to, rule }) => `${from} imports ${to}\n  ${rule.name}: ${rule.instead}`,
  );
  const faults = circle ? [...broken, `a circle: ${circle.join(' → ')}`] : broken;
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exitCode = 1;
  }
  const path = join(root, 'docs/architecture.md');
  const old = readFileSync(path, 'utf8');
  const [before = '', after = ''] = [old.split(MARKS[0])[0], old.split(MARKS[1])[1]];
  const fresh = `${before}${MARKS[0]}\n${drawing(imports)}\n${MARKS[1]}${after}`;
  if (isCheck && fresh !== old) {
    console.error('docs/architecture.md is out of date: run `npm run docs`');
    process.exitCode = 1;
  }
  if (!isCheck) writeFileSync(path, fresh);
}

if (process.argv[1] === import.meta.filename) main(process.argv.includes('--check'));
