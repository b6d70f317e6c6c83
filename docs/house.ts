/**
 * Holds the imports of the whole tree against the rules of the house, and draws the house into docs/architecture.md.
 *
 * `node docs/house.ts` writes the drawing; with `--check` it fails on a broken rule, a circle, or a stale drawing.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { writeBetween } from './generated.ts';
import { brokenRules, type Import, roomOf } from './house-rules.ts';

const root = join(import.meta.dirname, '..');
const SOURCES = '{{bin,lib,functions,shared,local,cli,bench,docs,test}/**,web/src/**,web}/*.{ts,tsx}';
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

/**
 * The rooms of shared/ and the arrows between them, as a Mermaid drawing. An arrow is left out where a longer way leads
 * to the same room: what is drawn is what holds the house together, and can be read.
 */
export function drawing(imports: readonly Import[]): string {
  const leansOn = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [roomOf(from), roomOf(to)];
    if (isDrawn(a) && isDrawn(b) && a !== b) leansOn.set(a, (leansOn.get(a) ?? new Set()).add(b));
  }
  const arrows = [...leansOn].flatMap(([a, below]) =>
    [...below]
      .filter((b) => ![...below].some((other) => other !== b && reaches(other, b, leansOn)))
      .map((b) => `  ${shortOf(a)} --> ${shortOf(b)}`),
  );
  return ['```mermaid', 'flowchart TD', ...arrows.toSorted(), '```'].join('\n');
}

/** shared/config holds names for the stack, and every room may have them: it would be an arrow from everywhere. */
const isDrawn = (room: string | undefined): room is string =>
  room !== undefined && room.startsWith('shared/') && room !== 'shared/config';

/** Whether some way leads from one room to another; a house that is broken may have circles, and ends here as well. */
function reaches(
  from: string,
  to: string,
  leansOn: ReadonlyMap<string, ReadonlySet<string>>,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  const visited = new Set([...seen, from]);
  return [...(leansOn.get(from) ?? [])].some((next) => reaches(next, to, leansOn, visited));
}

const shortOf = (room: string): string => room.replace('shared/', '');

function main(): void {
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
  writeBetween('docs/architecture.md', 'house', drawing(imports));
}

if (process.argv[1] === import.meta.filename) main();
