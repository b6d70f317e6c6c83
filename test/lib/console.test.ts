import { beforeAll, describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { type Assembly } from '../../local/template/assembly.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Found, resourcesOf, sharedStack } from './stack.ts';

let assembly: Assembly;
beforeAll(async () => {
  assembly = await sharedStack();
});

const ofConsole = (type: string): Found[] =>
  resourcesOf(assembly.template, type).filter(({ id }) => id.includes('Console'));

/** The folder that the console's deployments copy. */
const folder = (): string => {
  const [key = ''] = ofConsole('Custom::CDKBucketDeployment')[0]!.Properties['SourceObjectKeys'] as string[];
  return assembly.assets.get(key) ?? '';
};

/** A text of the template; what is known at its deployment alone stands in angle brackets. */
function textOf(given: unknown): string {
  if (typeof given === 'string') return given;
  const [, parts] = (given as { 'Fn::Join': [string, readonly unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : '<known later>')).join('');
}

describe('the console', () => {
  it('keeps files that are named by their contents for a year, and asks for its page every time', () => {
    const deployments = ofConsole('Custom::CDKBucketDeployment').map(({ Properties }) => Properties);
    expect(deployments).toEqual([
      expect.objectContaining({
        DestinationBucketKeyPrefix: 'console',
        Exclude: ['index.html'],
        Prune: false,
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      }),
      expect.objectContaining({
        DestinationBucketKeyPrefix: 'console',
        Exclude: ['*'],
        Include: ['index.html'],
        SystemMetadata: { 'cache-control': 'no-cache' },
      }),
    ]);
    const names = readdirSync(folder(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const unnamed = names.map(({ name }) => name).filter((name) => !/-[\w-]{8}\.\w+$/.test(name));
    expect(unnamed).toEqual(['index.html']);
  });

  it('puts its page in place after everything that the page names', () => {
    const [files, page] = ofConsole('Custom::CDKBucketDeployment');
    expect((page as unknown as { DependsOn: string[] }).DependsOn).toContain(files!.id);
  });

  it('leads every address that names no file to its page, and leaves files alone', () => {
    const [edge] = ofConsole('AWS::CloudFront::Function');
    const handler = runInNewContext(`${String(edge!.Properties['FunctionCode'])}; handler`) as (event: {
      request: { uri: string };
    }) => { uri: string };
    const led = (uri: string): string => handler({ request: { uri } }).uri;
    for (const uri of ['/console', '/console/', '/console/users', '/console/users/abc', '/console/v1.2/users'])
      expect(led(uri)).toBe('/console/index.html');
    for (const uri of ['/console/assets/index-abc.js', '/console/index.html']) expect(led(uri)).toBe(uri);
  });

  it('speaks to its own origin alone, and runs nothing that is written into the page', () => {
    const [headers] = ofConsole('AWS::CloudFront::ResponseHeadersPolicy');
    const config = headers!.Properties['ResponseHeadersPolicyConfig'] as {
      SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: unknown; Override: boolean } };
    };
    const { ContentSecurityPolicy: given, Override } = config.SecurityHeadersConfig.ContentSecurityPolicy;
    const policy = textOf(given);
    expect(Override).toBe(true);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|\*|https?:(?!\/\/samlet-uploads-<)/); // but for the bucket that files are uploaded to
    const page = readFileSync(join(folder(), 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc="\/console\/)|<style|\sstyle=|\son\w+=/);
  });

  it('names no address of another party that a browser would load', () => {
    const sheets = readdirSync(join(folder(), 'assets')).filter((name) => name.endsWith('.css'));
    expect(sheets.length).toBeGreaterThan(0);
    for (const name of sheets) {
      const text = readFileSync(join(folder(), 'assets', name), 'utf8');
      expect([...text.matchAll(/(?:url\(|@import\s*)["']?(https?:|\/\/)[^)]*/g)].map(([found]) => found)).toEqual([]);
    }
  });
});
