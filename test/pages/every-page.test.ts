import { describe, expect, it } from '@jest/globals';
import { GALLERY } from './samples.ts';

const PAGES = Object.entries(GALLERY);

describe('every page', () => {
  it('is shown by the gallery in many states', () => {
    expect(PAGES.length).toBeGreaterThan(60);
  });

  it.each(PAGES)('%s carries no script or style of its own, which the policy forbids', (_name, html) => {
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    for (const [, attributes] of html.matchAll(/<script([^>]*)>/g)) expect(attributes).toMatch(/^ src="\/assets\//);
  });

  it.each(PAGES)('%s has a title, a language, one first heading and one main part', (_name, html) => {
    expect(html).toMatch(/<html lang="en">/);
    expect(html).toMatch(/<title>[^<]+ · Samlet<\/title>/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<main/g)).toHaveLength(1);
  });

  it.each(PAGES)('%s has each id once', (_name, html) => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(PAGES)('%s loads nothing from elsewhere', (_name, html) => {
    for (const [, address] of html.matchAll(/<(?:script|link|img)[^>]*(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^\/assets\//);
  });
});
