import { Refusal } from '../base/refusal.ts';
import { type Limits, MESSAGE_LIMITS } from './limits.ts';
import { type Hidden, isDeclaration, Namespaces } from './namespaces.ts';
import { malformed } from './read.ts';
import { isXmlText, withoutReferences } from './references.ts';
import type { XmlAttribute, XmlElement } from './tree.ts';

/**
 * Scans a document strictly, in one pass and without recursion: cost is linear in its size, whatever its shape. No
 * DOCTYPE, so there are no entities; no processing instruction, comment or CDATA, which parsers and signers have read
 * differently before; no attribute twice; no ID twice, by any of the names that verifiers look for. Names are ASCII.
 *
 * @throws {Refusal} REQUEST_MALFORMED with the reason, REQUEST_TOO_LARGE
 */
export function scan(xml: string, limits: Limits = MESSAGE_LIMITS): XmlElement {
  if (xml.length > limits.bytes || Buffer.byteLength(xml) > limits.bytes)
    throw new Refusal('REQUEST_TOO_LARGE', 'the document is too large', { length: xml.length });
  if (!isXmlText(xml)) throw malformed('a character that XML does not have');
  return new Scanner(xml, limits).document();
}

const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const SPACE = /[ \t\r\n]*/y;
const S = '[ \\t\\r\\n]';
const DECLARATION = new RegExp(
  `^<\\?xml${S}+version=["']1\\.0["'](?:${S}+encoding=["'][Uu][Tt][Ff]-8["'])?` +
    `(?:${S}+standalone=["'](?:yes|no)["'])?${S}*$`,
);

interface Open {
  readonly name: string;
  readonly element: Mutable;
  readonly hidden: Hidden;
}

interface Mutable extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

class Scanner {
  readonly #xml: string;
  readonly #limits: Limits;
  readonly #ids = new Set<string>();
  readonly #open: Open[] = [];
  readonly #namespaces: Namespaces;
  #at = 0;
  #elements = 0;
  #attributesSeen = 0;

  constructor(xml: string, limits: Limits) {
    this.#xml = xml;
    this.#limits = limits;
    this.#namespaces = new Namespaces(limits.declarations);
  }

  document(): XmlElement {
    if (this.#xml.startsWith('\ufeff')) this.#at = 1;
    if (this.#xml.startsWith('<?', this.#at)) this.#declaration();
    this.#misc();
    const root = this.#root();
    this.#misc();
    if (this.#at !== this.#xml.length) throw malformed('something follows the root element');
    return root;
  }

  /** Only the leading declaration; its encoding must be the one that we decoded. */
  #declaration(): void {
    const end = this.#xml.indexOf('?>', this.#at);
    if (end < 0 || !DECLARATION.test(this.#xml.slice(this.#at, end))) throw malformed('the XML declaration');
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
    for (;;) {
      if (this.#xml[this.#at] !== '<') throw malformed('no element where one must be');
      const ended = this.#xml[this.#at + 1] === '/' ? this.#endTag() : this.#startTag();
      if (ended && this.#open.length === 0) return ended;
      this.#characters();
    }
  }

  /** Character data up to the next tag, comments dropped. */
  #characters(): void {
    const top = this.#open.at(-1);
    do {
      const end = this.#xml.indexOf('<', this.#at);
      if (end < 0 || !top) throw malformed('the element is not closed');
      const raw = this.#xml.slice(this.#at, end);
      if (raw.includes(']]>')) throw malformed('the end of CDATA in text');
      if (raw !== '') top.element.text += withoutReferences(raw.replaceAll(/\r\n?/g, '\n'));
      this.#at = end;
    } while (this.#comment());
  }

  /** @returns the element if it ends here already */
  #startTag(): XmlElement | undefined {
    this.#at += 1;
    if (++this.#elements > this.#limits.elements) throw malformed('too many elements');
    if (this.#open.length >= this.#limits.depth) throw malformed('nested too deeply');
    const name = this.#name();
    const raw = this.#attributes();
    const isEmpty = this.#xml[this.#at] === '/';
    if (isEmpty) this.#at += 1;
    this.#expect('>', 'a start tag');
    const hidden = this.#namespaces.enter(raw);
    const element = this.#element(name, raw);
    this.#open.at(-1)?.element.children.push(element);
    if (!isEmpty) this.#open.push({ name, element, hidden });
    else this.#namespaces.leave(hidden);
    return isEmpty ? element : undefined;
  }

  #element(name: string, raw: ReadonlyMap<string, string>): Mutable {
    const [prefix, local] = split(name);
    const ns = this.#namespaces.ofElement(prefix);
    return { ns, local, attributes: this.#resolve(raw), children: [], text: '' };
  }

  #endTag(): XmlElement {
    this.#at += 2;
    const name = this.#name();
    this.#space();
    this.#expect('>', 'an end tag');
    const top = this.#open.pop();
    if (top?.name !== name) throw malformed('tags that do not match');
    this.#namespaces.leave(top.hidden);
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
      const isApart = this.#space();
      const next = this.#xml[this.#at];
      if (next === '>' || next === '/' || next === undefined) return raw;
      if (!isApart) throw malformed('attributes without a space between');
      const name = this.#name();
      this.#space();
      this.#expect('=', 'an attribute without a value');
      this.#space();
      if (raw.has(name)) throw malformed('an attribute twice');
      if (raw.size >= this.#limits.attributes || ++this.#attributesSeen > this.#limits.attributesInAll)
        throw malformed('too many attributes');
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
    return withoutReferences(value.replaceAll(/\r\n|[\r\n\t]/g, ' '));
  }

  #expect(character: string, reason: string): void {
    if (this.#xml[this.#at] !== character) throw malformed(reason);
    this.#at += 1;
  }

  /** The same expanded name twice is refused (Namespaces in XML 6.3), and so is an ID that was used before. */
  #resolve(raw: ReadonlyMap<string, string>): XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    const seen = new Set<string>();
    for (const [name, value] of raw) {
      if (isDeclaration(name)) continue;
      const [prefix, local] = split(name);
      const ns = this.#namespaces.ofAttribute(prefix);
      const expanded = `${local} ${ns}`;
      if (seen.has(expanded)) throw malformed('an attribute twice');
      seen.add(expanded);
      // ID, Id, id, xml:id and whatever else a verifier might look up.
      if (local.toLowerCase() === 'id') this.#unique(value);
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
