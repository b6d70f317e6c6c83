import { NS } from './names.ts';
import type { XmlAttribute, XmlElement } from './tree.ts';

/** What stands where the value of a signature stood. */
export const NOT_KEPT = 'not kept';

/** Texts that are never printed: what proves a message, and what only its receiver can read. */
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  [`${NS.ds} SignatureValue`, NOT_KEPT],
  [`${NS.xenc} CipherValue`, NOT_KEPT],
]);

/**
 * Prints a scanned document to be read by people: an element a line, the usual prefixes, and never the value of a
 * signature or of what is encrypted. It says what the document says, and is not the document.
 */
export function printed(root: XmlElement): string {
  const prefixes = prefixesOf(root);
  const declarations = [...prefixes].map(([ns, prefix]) => ` xmlns:${prefix}="${escaped(ns)}"`).join('');
  return lines(root, { prefixes, declarations, indent: '' }).join('\n');
}

interface Printing {
  /** Prefixes by namespace. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly declarations: string;
  readonly indent: string;
}

const USUAL = new Map<string, string>(Object.entries(NS).map(([prefix, ns]) => [ns, prefix]));

function prefixesOf(root: XmlElement): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>();
  for (const ns of namespacesIn(root)) {
    if (ns !== '' && ns !== NS.xml && !prefixes.has(ns)) prefixes.set(ns, USUAL.get(ns) ?? `ns${prefixes.size + 1}`);
  }
  return prefixes;
}

function* namespacesIn({ ns, attributes, children }: XmlElement): Generator<string> {
  yield ns;
  for (const attribute of attributes) yield attribute.ns;
  for (const child of children) yield* namespacesIn(child);
}

function lines(element: XmlElement, { prefixes, declarations, indent }: Printing): string[] {
  const { ns, local, attributes, children } = element;
  const name = named(ns, local, prefixes);
  const start = `${indent}<${name}${declarations}${attributes.map((one) => written(one, prefixes)).join('')}`;
  const text = LEFT_OUT.get(`${ns} ${local}`) ?? element.text.trim();
  if (children.length === 0) return [text === '' ? `${start}/>` : `${start}>${escaped(text)}</${name}>`];
  const inner = `${indent}  `;
  return [
    `${start}>`,
    ...(text === '' ? [] : [`${inner}${escaped(text)}`]),
    ...children.flatMap((child) => lines(child, { prefixes, declarations: '', indent: inner })),
    `${indent}</${name}>`,
  ];
}

const written = ({ ns, local, value }: XmlAttribute, prefixes: ReadonlyMap<string, string>): string =>
  ` ${named(ns, local, prefixes)}="${escaped(value)}"`;

function named(ns: string, local: string, prefixes: ReadonlyMap<string, string>): string {
  const prefix = ns === NS.xml ? 'xml' : prefixes.get(ns);
  return prefix === undefined ? local : `${prefix}:${local}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
