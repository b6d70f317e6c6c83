import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';
import { bundleFunction } from '../../lib/bundle.ts';
import type { FunctionName } from '../../shared/config.ts';

/** A file of ours or a package in a bundle: where it lies, its bytes, and whether a cold start loads it. */
export interface Part {
  readonly path: string;
  readonly bytes: number;
  readonly isLazy: boolean;
}

/** A bundle in figures: bytes, and bytes as they are uploaded. */
export interface Weighed {
  readonly bytes: number;
  readonly gzip: number;
}

/** What went into a function. */
export interface Contents {
  readonly name: FunctionName;
  /** What a cold start loads. */
  readonly atStart: Weighed;
  /** What is loaded by the step that needs it. */
  readonly later: Weighed;
  readonly parts: readonly Part[];
}

const root = join(import.meta.dirname, '../..');

/** Bundles a function as the stack does, and looks into it. */
export function contentsOf(name: FunctionName): Contents {
  const { outputs } = bundleFunction(name);
  const started = loadedAtStart(outputs);
  const files = Object.keys(outputs);
  return {
    name,
    atStart: weigh(files.filter((file) => started.has(file))),
    later: weigh(files.filter((file) => !started.has(file))),
    parts: Object.entries(outputs).flatMap(([file, { inputs }]) =>
      Object.entries(inputs).map(([path, { bytesInOutput }]) => ({
        path,
        bytes: bytesInOutput,
        isLazy: !started.has(file),
      })),
    ),
  };
}

/** The entry and everything that it imports plainly, however far. */
function loadedAtStart(outputs: Metafile['outputs']): ReadonlySet<string> {
  const started = new Set<string>();
  const load = (file: string): void => {
    if (started.has(file)) return;
    started.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind !== 'dynamic-import' && outputs[path]) load(path);
  };
  for (const file of Object.keys(outputs)) if (file.endsWith('/index.mjs')) load(file);
  return started;
}

const weigh = (files: readonly string[]): Weighed => {
  const contents = files.map((file) => readFileSync(join(root, file)));
  return {
    bytes: contents.reduce((sum, { length }) => sum + length, 0),
    gzip: contents.reduce((sum, content) => sum + gzipSync(content).length, 0),
  };
};

/** The package that a part belongs to, where it lies, or `undefined` for a file of ours. */
export const packageOf = ({ path }: Part): string | undefined =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
