import { DOMParser } from '@xmldom/xmldom';

/** The namespaces that the demo reads. It has a list of its own: what checks Samlet shares nothing with it. */
export const XMLNS = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

type Namespace = keyof typeof XMLNS;

/** Reads a document. @throws {Error} saying what is wrong when it is not well-formed, or has a DOCTYPE */
export function parseXml(xml: string): Document {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Error('it has a DOCTYPE, which SAML messages must not have');
  const document = new DOMParser({
    errorHandler: (_level: string, message: unknown) => {
      throw new Error(String(message).split('\n')[0]);
    },
  }).parseFromString(xml, 'text/xml') as Document | undefined;
  if (!document?.documentElement) throw new Error('it has no element');
  return document;
}

/** Tells whether a node is an element of this name. */
export const isNamed = (node: Node, namespace: Namespace, name: string): node is Element =>
  node.nodeType === 1 && (node as Element).namespaceURI === XMLNS[namespace] && (node as Element).localName === name;

/** The children of this name, and no deeper ones. */
export const childrenNamed = (element: Element, namespace: Namespace, name: string): readonly Element[] =>
  Array.from(element.childNodes).filter((node) => isNamed(node, namespace, name));

/** All elements of this name below an element, however deep. */
export const allNamed = (element: Element, namespace: Namespace, name: string): readonly Element[] =>
  Array.from(element.getElementsByTagNameNS(XMLNS[namespace], name));

/** The value of an attribute, or `undefined` where it is not written. */
export const attributeOf = (element: Element, name: string): string | undefined =>
  element.hasAttribute(name) ? (element.getAttribute(name) ?? '') : undefined;

/** The text of an element. */
export const textIn = (element: Element): string => element.textContent ?? '';
