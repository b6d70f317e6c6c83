import { buildSync, type Metafile } from 'esbuild';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type FunctionName, VARIABLES_OF } from '../shared/config.ts';

const root = join(import.meta.dirname, '..');

/** The functions of the stack. */
export const FUNCTIONS = Object.keys(VARIABLES_OF) as FunctionName[];

/** Some CommonJS packages ask for `require`, which a module does not have. */
const REQUIRE = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** Where a function's bundle lies. */
export const bundleFolder = (name: FunctionName): string => join(root, 'dist', 'functions', name);

/**
 * Bundles one function: ES modules, minified, split, so that what is imported lazily is loaded only by the step that
 * needs it. The same sources give the same bytes, so an unchanged function is not deployed anew.
 *
 * @returns what went into it, by file
 */
export function bundleFunction(name: FunctionName): Metafile {
  const outdir = bundleFolder(name);
  const { metafile, outputFiles } = buildSync({
    entryPoints: { index: join(root, 'functions', name, 'handler.ts') },
    absWorkingDir: root,
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    banner: { js: REQUIRE },
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  fill(outdir, outputFiles);
  settle(join(root, 'dist', 'functions', `${name}.meta.json`), Buffer.from(JSON.stringify(metafile)));
  return metafile;
}

/**
 * Makes a folder hold these files and no others. What is right already stays untouched, since another synthesis of the
 * same sources (a local run beside the tests) may be reading it at this moment.
 */
function fill(folder: string, files: readonly { readonly path: string; readonly contents: Uint8Array }[]): void {
  mkdirSync(folder, { recursive: true });
  const wanted = new Set(files.map(({ path }) => basename(path)));
  for (const { path, contents } of files) settle(path, contents);
  for (const name of readdirSync(folder)) {
    if (!wanted.has(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Puts a file into its place in one step, unless it is there; it is written outside of what is deployed. */
function settle(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const fresh = join(root, 'dist', `${process.pid}.fresh`);
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}
