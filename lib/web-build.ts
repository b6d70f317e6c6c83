import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const SOURCES = ['web/src/**/*', 'web/*.{html,json,ts}', 'package-lock.json'];

/** Names the state of everything that the console is made of: 16 digits of a hash. */
function sourcesOfConsole(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: root }).toSorted()) {
    const path = join(root, file);
    if (statSync(path).isFile()) hash.update(`\n${file}\n`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Builds the console, unless it was built of the same sources before. Several syntheses may do so at once: each builds
 * aside, and the first puts its folder into the place.
 *
 * @returns the folder that holds `index.html` and what it needs
 * @throws {Error} with the build's own words when it fails
 */
export function buildConsole(): string {
  const all = join(root, 'dist', 'console');
  const folder = join(all, sourcesOfConsole());
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(all, { recursive: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', 'web', '--outDir', fresh], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the console does not build:\n${stderr}${stdout}`);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another synthesis was faster
  }
  forgetOthers(all, folder);
  return folder;
}

/** Builds of other sources are of no use; those that are younger than ten minutes may be in use by a synthesis. */
function forgetOthers(all: string, folder: string): void {
  for (const name of readdirSync(all)) {
    const path = join(all, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (path !== folder && age > 600_000) rmSync(path, { recursive: true, force: true });
  }
}
