import { Refusal } from '../base/refusal.ts';
import { NS } from './names.ts';

/** An element of a scanned document, with namespaces resolved. Nothing in it is believed because it was scanned. */
export interface XmlElement {
  readonly ns: string;
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The character data that stands directly in it, references resolved, pieces joined. */
  readonly text: string;
}

/** An attribute; `ns` is empty for one without a prefix (Namespaces in XML 6.2). */
export interface XmlAttribute {
  readonly ns: string;
  readonly local: string;
  readonly value: string;
}

/** What a document may be at the most. */
export interface Limits {
  readonly bytes: number;
  readonly elements: number;
  readonly depth: number;
  readonly attributes: number;
  /** Whether comments are dropped (metadata) instead of refused (messages). */
  readonly allowsComments: boolean;
}

/** The limits of a protocol message. */
export const MESSAGE_LIMITS: Limits = {
  bytes: 128 * 1024,
  elements: 2000,
  depth: 32,
  attributes: 64,
  allowsComments: false,
};

/** The limits of metadata, which is larger and may be annotated. */
export const METADATA_LIMITS: Limits = {
  bytes: 2 * 1024 * 1024,
  elements: 20_000,
  depth: 32,
  attributes: 64,
  allowsComments: true,
};

const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const SPACE = /[ \t\r\n]*/y;
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const IDS = new Set(['id']);

interface Open {
  readonly name: string;
  readonly element: { ns: string; local: string; attributes: XmlAttribute[]; children: XmlElement[]; text: string };
  readonly scope: ReadonlyMap<string, string>;
}

/**
 * Scans a document strictly, in one pass and without recursion: cost is linear in its size, whatever its shape. No
 * DOCTYPE, so there are no entities; no processing instruction, comment or CDATA, which parsers and signers have read
 * differently before; no attribute twice; no ID twice, by any of the names that verifiers look for.
 *
 * @throws {Refusal} REQUEST_MALFORMED with the reason, REQUEST_TOO_LARGE
 */
export function scan(xml: string, limits: Limits = MESSAGE_LIMITS): XmlElement {
  if (xml.length > limits.bytes)
    throw new Refusal('REQUEST_TOO_LARGE', 'the document is too large', { length: xml.length });
  if (FORBIDDEN.test(xml) || !xml.isWellFormed()) throw malformed('a character that XML does not have');
  return new Scanner(xml, limits).document();
}

const malformed = (reason: string): Refusal => new Refusal('REQUEST_MALFORMED', reason);

const ROOT_SCOPE: ReadonlyMap<string, string> = new Map([['xml', NS.xml]]);

class Scanner {
  readonly #xml: string;
  readonly #limits: Limits;
  readonly #ids = new Set<string>();
  #at = 0;
  #elements = 0;

  constructor(xml: string, limits: Limits) {
    this.#xml = xml;
    this.#limits = limits;
  }

  document(): XmlElement {
    if (this.#xml.startsWith('\ufeff')) this.#at = 1;
    if (this.#xml.startsWith('<?xml ', this.#at)) this.#declaration();
    this.#misc();
    const root = this.#root();
    this.#misc();
    if (this.#at !== this.#xml.length) throw malformed('something follows the root element');
    return root;
  }

  /** Only the leading declaration; its encoding must be the one that we decoded. */
  #declaration(): void {
    const end = this.#xml.indexOf('?>', this.#at);
    const declaration = end < 0 ? '' : this.#xml.slice(this.#at, end);
    if (
      !/^<\?xml version=["']1\.0["'](?: encoding=["']utf-8["'])?(?: standalone=["'](?:yes|no)["'])? ?$/i.test(
        declaration,
      )
    ) {
      throw malformed('the XML declaration');
    }
    this.#at = end + 2;
  }

  /** White space, and comments where they are allowed. */
  #misc(): void {
    do this.#space();
    while (this.#comment());
  }

  #space(): boolean {
    SPACE.lastIndex = this.#at;
    const length = SPACE.exec(this.#xml)?.[0].length ?? 0;
    this.#at += length;
    return length > 0;
  }

  #comment(): boolean {
    if (!this.#limits.allowsComments || !this.#xml.startsWith('<!--', this.#at)) return false;
    const end = this.#xml.indexOf('--', this.#at + 4);
    if (end < 0 || this.#xml[end + 2] !== '>') throw malformed('a comment');
    this.#at = end + 3;
    return true;
  }

  #root(): XmlElement {
    const open: Open[] = [];
    for (;;) {
      if (this.#xml[this.#at] !== '<') throw malformed('no element where one must be');
      const closed = this.#xml[this.#at + 1] === '/' ? this.#endTag(open) : this.#startTag(open);
      if (closed && open.length === 0) return closed;
      this.#characters(open);
    }
  }

  /** Character data up to the next tag, comments dropped. */
  #characters(open: Open[]): void {
    const top = open.at(-1);
    if (!top) throw malformed('the element is not closed');
    do {
      const end = this.#xml.indexOf('<', this.#at);
      if (end < 0) throw malformed('the element is not closed');
      const raw = this.#xml.slice(this.#at, end);
      if (raw.includes(']]>')) throw malformed('the end of CDATA in text');
      if (raw !== '') top.element.text += resolved(raw.replaceAll(/\r\n?/g, '\n'));
      this.#at = end;
    } while (this.#comment());
  }

  #startTag(open: Open[]): XmlElement | undefined {
    this.#at += 1;
    if (++this.#elements > this.#limits.elements) throw malformed('too many elements');
    if (open.length >= this.#limits.depth) throw malformed('nested too deeply');
    const name = this.#name();
    const raw = this.#attributes();
    const isEmpty = this.#xml[this.#at] === '/';
    if (isEmpty) this.#at += 1;
    if (this.#xml[this.#at] !== '>') throw malformed('a start tag');
    this.#at += 1;
    const scope = scopeOf(raw, open.at(-1)?.scope ?? ROOT_SCOPE);
    const [prefix, local] = split(name);
    const ns = scope.get(prefix) ?? (prefix === '' ? '' : undefined);
    if (ns === undefined || prefix === 'xmlns') throw malformed('a prefix without a namespace');
    const element = { ns, local, attributes: this.#resolve(raw, scope), children: [], text: '' };
    const parent = open.at(-1)?.element;
    parent?.children.push(element);
    if (isEmpty) return element;
    open.push({ name, element, scope });
    return undefined;
  }

  #endTag(open: Open[]): XmlElement {
    this.#at += 2;
    const name = this.#name();
    this.#space();
    if (this.#xml[this.#at] !== '>') throw malformed('an end tag');
    this.#at += 1;
    const top = open.pop();
    if (top?.name !== name) throw malformed('tags that do not match');
    return top.element;
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#xml)?.[0];
    if (name === undefined) throw malformed('a name, or a construct that is not allowed');
    this.#at += name.length;
    return name;
  }

  #attributes(): Map<string, string> {
    const raw = new Map<string, string>();
    for (;;) {
      const spaced = this.#space();
      const next = this.#xml[this.#at];
      if (next === '>' || next === '/' || next === undefined) return raw;
      if (!spaced) throw malformed('attributes without a space between');
      const name = this.#name();
      this.#space();
      if (this.#xml[this.#at] !== '=') throw malformed('an attribute without a value');
      this.#at += 1;
      this.#space();
      if (raw.has(name)) throw malformed('an attribute twice');
      if (raw.size >= this.#limits.attributes) throw malformed('too many attributes');
      raw.set(name, this.#value());
    }
  }

  #value(): string {
    const quote = this.#xml[this.#at];
    if (quote !== '"' && quote !== "'") throw malformed('an attribute without quotes');
    const end = this.#xml.indexOf(quote, this.#at + 1);
    const value = end < 0 ? '<' : this.#xml.slice(this.#at + 1, end);
    if (value.includes('<')) throw malformed('an attribute value');
    this.#at = end + 1;
    return resolved(value.replaceAll(/\r\n|[\r\n\t]/g, ' '));
  }

  /** Namespaces apart; the same expanded name twice is refused (Namespaces in XML 6.3), and so is a second use of an ID. */
  #resolve(raw: ReadonlyMap<string, string>, scope: ReadonlyMap<string, string>): XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    const seen = new Set<string>();
    for (const [name, value] of raw) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const [prefix, local] = split(name);
      const ns = prefix === '' ? '' : scope.get(prefix);
      if (ns === undefined) throw malformed('a prefix without a namespace');
      if (seen.has(`${ns} ${local}`)) throw malformed('an attribute twice');
      seen.add(`${ns} ${local}`);
      if (IDS.has(local.toLowerCase())) this.#unique(value);
      attributes.push({ ns, local, value });
    }
    return attributes;
  }

  #unique(id: string): void {
    if (this.#ids.has(id)) throw malformed('an ID twice');
    this.#ids.add(id);
  }
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
}

/** What is declared here on top of what was; `xml` and `xmlns` keep their meaning, and nothing is undeclared. */
function scopeOf(raw: ReadonlyMap<string, string>, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let scope: Map<string, string> | undefined;
  for (const [name, uri] of raw) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    const prefix = name === 'xmlns' ? '' : name.slice(6);
    const isReserved = prefix === 'xml' || prefix === 'xmlns' || uri === NS.xml || uri === NS.xmlns;
    if (isReserved || (uri === '' && prefix !== '')) throw malformed('a namespace declaration');
    scope ??= new Map(outer);
    scope.set(prefix, uri);
  }
  return scope ?? outer;
}

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** References resolved: the five that XML defines, and characters by number. There are no others without a DOCTYPE. */
function resolved(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replaceAll(/&([^;]{0,10});?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? (PREDEFINED[name] ?? numbered(name)) : undefined;
    if (character === undefined) throw malformed('a reference');
    return character;
  });
}

function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
  const isLegal = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  const character = isLegal ? String.fromCodePoint(code) : undefined;
  return character === undefined || FORBIDDEN.test(character) ? undefined : character;
}
