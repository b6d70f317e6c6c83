import { describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

const DOCUMENTS = globSync('{*.md,{docs,test}/**/*.md}', { cwd: ROOT });

/** Text without its blocks of code, which hold no links. */
const prose = (document: string): string =>
  readFileSync(join(ROOT, document), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');

/** Where a document's links and pictures lead, but for those to other sites. */
const linksIn = (document: string): string[] =>
  [...prose(document).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The names of a document's headings in links, as GitHub makes them. */
const anchorsIn = (document: string): string[] =>
  [...prose(document).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

/** What is wrong with a link, if anything is. */
function faultOf(document: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(ROOT, target))) return `${document}: ${link} leads to nothing`;
  if (anchor === undefined) return undefined;
  if (statSync(join(ROOT, target)).isDirectory() || !target.endsWith('.md'))
    return `${document}: ${link} has no anchors`;
  return anchorsIn(target).includes(anchor) ? undefined : `${document}: ${link} leads to no heading`;
}

describe('the documents', () => {
  it('link to files and headings that are there', () => {
    const links = DOCUMENTS.flatMap((document) => linksIn(document).map((link) => [document, link] as const));
    expect(links.length).toBeGreaterThan(50);
    expect(links.map(([document, link]) => faultOf(document, link)).filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('can all be reached from the README', () => {
    const reached = new Set(['README.md']);
    for (const document of reached) {
      const targets = linksIn(document).map((link) => join(dirname(document), link.split('#')[0] ?? ''));
      for (const target of targets) if (target.endsWith('.md') && existsSync(join(ROOT, target))) reached.add(target);
    }
    const ours = DOCUMENTS.filter((document) => !document.startsWith('test/'));
    expect(ours.filter((document) => !reached.has(document))).toEqual([]);
  });

  it('name commands of npm that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const named = DOCUMENTS.map((document) => readFileSync(join(ROOT, document), 'utf8')).flatMap((text) =>
      [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
    );
    const coming = ['soak']; // the documents say of it that it comes later
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in scripts) && !coming.includes(name))).toEqual([]);
  });
});
