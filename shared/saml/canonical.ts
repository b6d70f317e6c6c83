import { Refusal } from '../base/refusal.ts';

declare const written: unique symbol;

/**
 * XML that this module wrote: canonical text (Exclusive XML Canonicalization 1.0), over which digests are taken, and
 * the text that goes on the wire. They differ only in characters that some parsers rewrite, which travel as references.
 * There is no way to make one of a string: every value passes {@link text} or an attribute, and is escaped there.
 */
export interface Xml {
  readonly [written]: true;
  readonly canonical: string;
  readonly wire: string;
}

const made = (canonical: string, wire: string): Xml => ({ canonical, wire }) as Xml;

/** Nothing. */
export const NOTHING: Xml = made('', '');

/** What must not stand in XML 1.0 at all: refused, since no escape could carry it. */
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/; // oxlint-disable-line no-control-regex

/** Printable ASCII but for what is escaped somewhere: most values are that, and one look at them is enough. */
const NOT_PLAIN = /[^ !#-%'-;=?-~]/;

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const ATTRIBUTE_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** xmldom ends lines at these as XML 1.1 does: raw, they would reach it as other characters and break the digest. */
const REWRITTEN = /[\x85\u2028]/g;
const reference = (character: string): string => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;

function refuseForbidden(value: string): void {
  if (FORBIDDEN.test(value) || !value.isWellFormed()) {
    throw new Refusal('INPUT_INVALID', 'a value holds characters that XML cannot carry', { length: value.length });
  }
}

/** A text node. @throws {Refusal} INPUT_INVALID for control characters and lone surrogates */
export function text(value: string): Xml {
  if (!NOT_PLAIN.test(value)) return made(value, value);
  refuseForbidden(value);
  return bothForms(value.replaceAll(/[&<>\r]/g, (character) => TEXT_ESCAPES[character] ?? ''));
}

function bothForms(canonical: string): Xml {
  return made(canonical, canonical.replaceAll(REWRITTEN, reference));
}

/** Attribute values by name; those that are `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | undefined>>;

const NONE: Attributes = {};

/**
 * An element. `declares` are the namespaces, by prefix, that canonical form shows on it: those that it uses visibly and
 * no ancestor within the signed part declared. Names are ours; values may be anybody's.
 */
export function element(
  name: string,
  { declares = NONE, attributes = NONE }: { declares?: Attributes; attributes?: Attributes },
  ...children: readonly Xml[]
): Xml {
  return joined(openTag(name, declares, attributes), children, `</${name}>`);
}

/** The start tag of an element, for documents that are written in two halves around their signature. */
export function openTag(name: string, declares: Attributes, attributes: Attributes): Xml {
  let canonical = `<${name}`;
  for (const prefix of sortedKeys(declares)) canonical += ` xmlns:${prefix}="${declares[prefix]}"`;
  let isPlain = true;
  for (const key of sortedKeys(attributes)) {
    const value = attributes[key];
    if (value === undefined) continue;
    const isPlainValue = !NOT_PLAIN.test(value);
    isPlain &&= isPlainValue;
    canonical += ` ${key}="${isPlainValue ? value : escapedAttribute(value)}"`;
  }
  canonical += '>';
  return isPlain ? made(canonical, canonical) : bothForms(canonical);
}

/**
 * Canonical order: names are ours, in ASCII, and have no prefix where they are signed (Canonical XML 1.0, section 2.2).
 * Nearly all are written down in order, and to see that costs less than to sort.
 */
function sortedKeys(names: Attributes): readonly string[] {
  if (names === NONE) return NO_KEYS;
  const keys = Object.keys(names);
  for (let n = 1; n < keys.length; n++) if ((keys[n] ?? '') < (keys[n - 1] ?? '')) return keys.sort();
  return keys;
}

const NO_KEYS: readonly string[] = [];

function escapedAttribute(value: string): string {
  refuseForbidden(value);
  return value.replaceAll(/[&<"\t\n\r]/g, (character) => ATTRIBUTE_ESCAPES[character] ?? '');
}

/** The end tag of an element. */
export const closeTag = (name: string): Xml => {
  const tag = `</${name}>`;
  return made(tag, tag);
};

/** Pieces in a row. */
export const join = (...pieces: readonly Xml[]): Xml => joined(NOTHING, pieces, '');

/** The wire text is put together only where it differs: nearly always the two are one string. */
function joined(first: Xml, pieces: readonly Xml[], end: string): Xml {
  let { canonical } = first;
  let isSame = first.canonical === first.wire;
  for (const piece of pieces) {
    canonical += piece.canonical;
    isSame &&= piece.canonical === piece.wire;
  }
  canonical += end;
  if (isSame) return made(canonical, canonical);
  let { wire } = first;
  for (const piece of pieces) wire += piece.wire;
  return made(canonical, wire + end);
}
