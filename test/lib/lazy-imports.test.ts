import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

const SOURCES = globSync('{functions,shared}/**/*.{ts,tsx}');

/** What a file imports lazily. */
const lazyImportsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map(([, name]) => `${file}: ${name}`);

describe('the functions', () => {
  it('load lazily what is our own alone: a bundle’s import() of a CommonJS package gives no names', () => {
    const all = SOURCES.flatMap(lazyImportsOf);
    expect(all.length).toBeGreaterThan(2);
    expect(all.filter((line) => !/: \.{1,2}\//.test(line))).toEqual([]);
  });
});
