import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '../../../shared/base/refusal.ts';
import { element, text } from '../../../shared/saml/canonical.ts';
import { parse } from './reader.ts';

const codes = Array.from({ length: 0x10000 }, (_, code) => code);
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
const isLegal = (code: number): boolean =>
  [0x9, 0xa, 0xd].includes(code) || (code >= 0x20 && !isSurrogate(code) && code < 0xfffe); // XML 1.0, Char

const around = (code: number): string => `a${String.fromCharCode(code)}z`;
const written = (value: string) => element('a', { attributes: { b: value } }, text(value));

describe('the canonical writer', () => {
  it('brings every character of the BMP through xmldom unchanged, in text and in attributes', () => {
    const changed = codes.filter(isLegal).filter((code) => {
      const root = parse(written(around(code)).wire).documentElement;
      return root.textContent !== around(code) || root.getAttribute('b') !== around(code);
    });
    expect(changed).toEqual([]);
  });

  it('refuses every code unit that XML cannot carry, and only those', () => {
    const refused = (code: number): boolean => {
      try {
        return written(around(code)) === undefined;
      } catch (thrown) {
        return isRefusal(thrown, 'INPUT_INVALID');
      }
    };
    expect(codes.filter((code) => refused(code) === isLegal(code))).toEqual([]);
  });

  it.each(['\ud800', '\udfff', 'a\udc00\ud800z'])('refuses the lone surrogates of %j', (value) => {
    expect(() => text(value)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(() => element('a', { attributes: { b: value } })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    );
  });

  it('escapes as canonical XML demands (Canonical XML 1.0, section 2.3)', () => {
    const value = '<a b="c">\t\r\n&amp;]]>\'';
    expect(written(value).canonical).toBe(
      '<a b="&lt;a b=&quot;c&quot;>&#x9;&#xD;&#xA;&amp;amp;]]>\'">&lt;a b="c"&gt;\t&#xD;\n&amp;amp;]]&gt;\'</a>',
    );
  });

  it('sends as references what xmldom takes for line ends, and digests them raw', () => {
    const { canonical, wire } = written('\u0085\u2028');
    expect(canonical).toBe('<a b="\u0085\u2028">\u0085\u2028</a>');
    expect(wire).toBe('<a b="&#x85;&#x2028;">&#x85;&#x2028;</a>');
  });

  it('sorts attributes, puts namespaces before them, and closes empty elements', () => {
    const { wire } = element('b:a', {
      declares: { b: 'urn:b', a: 'urn:a' },
      attributes: { z: '1', A: '2', m: undefined },
    });
    expect(wire).toBe('<b:a xmlns:a="urn:a" xmlns:b="urn:b" A="2" z="1"></b:a>');
  });
});
