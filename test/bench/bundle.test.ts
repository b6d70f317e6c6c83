import { describe, expect, it } from '@jest/globals';
import { faultsOf } from '../../bench/kit/bundle-rules.ts';
import type { Contents, Part } from '../../bench/kit/metafile.ts';
import type { FunctionName } from '../../shared/config.ts';

const part = (path: string, more: Partial<Part> = {}): Part => ({ path, bytes: 10, isLazy: false, ...more });
const bundle = (name: FunctionName, ...parts: readonly Part[]): Contents => ({
  name,
  atStart: { bytes: 30_000, gzip: 10_000 },
  later: { bytes: 0, gzip: 0 },
  parts,
});
const OURS = part('shared/saml/canonical.ts');

describe('the gate of the bundles', () => {
  it('lets through what belongs there', () => {
    const lazy = part('node_modules/xml-crypto/lib/index.js', { isLazy: true });
    expect(faultsOf(bundle('sso', OURS, lazy, part('node_modules/hono/dist/jsx/base.js')))).toEqual([]);
    expect(
      faultsOf(bundle('provisioning', OURS, part('node_modules/@aws-sdk/client-ses/index.js', { isLazy: true }))),
    ).toEqual([]);
  });

  it.each([
    ['provisioning', 'node_modules/@aws-sdk/client-ses/index.js'],
    ['admin', 'node_modules/react/index.js'],
    ['admin', 'node_modules/zod/v4/classic/schemas.js'],
    ['metadata', 'node_modules/hono/dist/jsx/base.js'],
    ['sso', 'node_modules/xml-crypto/lib/index.js'],
    ['sso', 'node_modules/@zxcvbn-ts/language-common/index.js'],
    ['sso', 'local/house.ts'],
  ] as const)('stops %s with %s', (name, path) => {
    expect(faultsOf(bundle(name, OURS, part(path)))).toEqual([expect.stringContaining(`${name} holds ${path}`)]);
  });

  it('stops the SDK in sso, however late it is loaded', () => {
    const sdk = part('node_modules/@aws-sdk/client-ses/index.js', { isLazy: true });
    expect(faultsOf(bundle('sso', OURS, sdk))).toEqual([expect.stringContaining('sso holds')]);
  });

  it('stops a second XML parser, however late it is loaded', () => {
    const parsers = ['node_modules/', 'node_modules/samlp/node_modules/'].map((at) =>
      part(`${at}@xmldom/xmldom/lib/dom.js`, { isLazy: true }),
    );
    expect(faultsOf(bundle('sso', ...parsers))).toEqual([expect.stringContaining('two XML parsers')]);
  });

  it('stops an SDK that we speak without', () => {
    const sdk = part('node_modules/@aws-sdk/client-dynamodb/index.js', { isLazy: true });
    expect(faultsOf(bundle('provisioning', OURS, sdk))).toEqual([expect.stringContaining('client-dynamodb')]);
  });

  it('stops a function that has grown heavy', () => {
    const heavy = { ...bundle('metadata', OURS), atStart: { bytes: 50_000, gzip: 1 } };
    expect(faultsOf(heavy)).toEqual([expect.stringContaining('loads 50 kB at its start')]);
  });
});
