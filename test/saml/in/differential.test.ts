import { describe, expect, it } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import * as fc from 'fast-check';
import { isRefusal } from '../../../shared/base/refusal.ts';
import { scan } from '../../../shared/saml/scanner.ts';
import { isSameTree, type XmlElement } from '../../../shared/saml/tree.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 3000);
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** A DOM as xml-crypto's parser makes it, in the scanner's form; a complaint of any kind is thrown. */
function domTree(xml: string): XmlElement {
  const complain = (level: string, message: string): never => {
    throw new Error(`${level}: ${message}`);
  };
  return treeOf(new DOMParser({ errorHandler: complain }).parseFromString(xml, 'text/xml').documentElement);
}

function treeOf(element: Element): XmlElement {
  const nodes = Array.from(element.childNodes);
  return {
    ns: element.namespaceURI ?? '',
    local: element.localName,
    attributes: Array.from(element.attributes)
      .filter(({ namespaceURI }) => namespaceURI !== XMLNS)
      .map(({ namespaceURI, localName, value }) => ({ ns: namespaceURI ?? '', local: localName, value })),
    children: nodes.filter(({ nodeType }) => nodeType === 1).map((node) => treeOf(node as Element)),
    text: nodes
      .filter(({ nodeType }) => nodeType !== 1)
      .map(({ nodeValue }) => nodeValue ?? '')
      .join(''),
  };
}

const scanned = (xml: string): XmlElement | undefined => {
  try {
    return scan(xml);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
};

const pick = (...texts: string[]) => fc.constantFrom(...texts);
const words = fc.oneof(
  { weight: 4, arbitrary: pick('a', 'ada@example.org', ' ', '\t', '\r\n', '\r', '\n', ']]', '>', "'", '"', '/>') },
  { weight: 2, arbitrary: pick('&lt;', '&amp;', '&#x41;', '&#10;', '&#xD;', '&#x20;', '&quot;', '&#x1F600;', '😀') },
  {
    weight: 2,
    arbitrary: pick('\u00a0', '\ufeff', '\u200b', '\u00e9', 'e\u0301', '\ufdfa', '\u0130', '\u212a', '\u2029'),
  },
  {
    weight: 1,
    arbitrary: pick('<!---->', '<![CDATA[x]]>', '<?x y?>', '&x;', '&', '<', ']]>', '&#0;', '&#xD800;', '\0'),
  },
);
const value = fc.array(words, { maxLength: 4 }).map((parts) => parts.join(''));
const name = pick(
  'a',
  'b',
  'p:a',
  'q:b',
  'xml:lang',
  'xml:id',
  'ID',
  'p:ID',
  'xmlns',
  'xmlns:p',
  'xmlns:q',
  'a.b',
  '_-',
  'é',
);
const uri = pick('urn:p', 'urn:q', '', 'http://www.w3.org/XML/1998/namespace', 'relative', 'urn:p ');
const attribute = fc
  .tuple(name, value, uri, pick(' ', '\n', '\t ', '', '  '), pick('"', "'"), pick('=', ' = '))
  .map(
    ([key, text, namespace, space, quote, equals]) =>
      `${space}${key}${equals}${quote}${(key.startsWith('xmlns') ? namespace : text).replaceAll(quote, '')}${quote}`,
  );
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, fc.array(attribute, { maxLength: 4 }), tie('content'), pick('', ' ', '\n'), fc.boolean())
    .map(([tag, attributes, content, space, isEmpty]) =>
      isEmpty
        ? `<${tag}${attributes.join('')}${space}/>`
        : `<${tag}${attributes.join('')}${space}>${content}</${tag}${space}>`,
    ),
  content: fc
    .array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, value, tie('element')), { maxLength: 4 })
    .map((parts) => parts.join('')),
}));
const document = fc
  .tuple(
    pick('', '\ufeff', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n'),
    element,
    pick('', '\n', ' x'),
  )
  .map(([head, root, tail]) => head + `<r xmlns:p="urn:p" xmlns:q="urn:q">${root}</r>` + tail);

describe('what the scanner accepts', () => {
  it('reads the same to the parser that signatures are verified with', () => {
    let accepted = 0;
    fc.assert(
      fc.property(document, (xml) => {
        const tree = scanned(xml);
        if (!tree) return;
        accepted += 1;
        expect([xml, isSameTree(tree, domTree(xml.replace(/^\ufeff/, '')))]).toEqual([xml, true]);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 20);
  });
});
