import { buildSync, type Metafile } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { metafile } = buildSync({
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
    logLevel: 'error',
  });
  writeFileSync(join(root, 'dist', 'functions', `${name}.meta.json`), JSON.stringify(metafile));
  return metafile;
}
