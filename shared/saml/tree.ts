/** An attribute; `ns` is empty for one without a prefix (Namespaces in XML 6.2). */
export interface XmlAttribute {
  readonly ns: string;
  readonly local: string;
  readonly value: string;
}

/** An element of a scanned document, with namespaces resolved. Nothing in it is believed because it was scanned. */
export interface XmlElement {
  readonly ns: string;
  readonly local: string;
  /** Namespace declarations are not among them. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The character data that stands directly in it, references resolved, pieces joined. */
  readonly text: string;
}

/** Tells whether two trees say the same; the order of attributes says nothing. Bounded by the scanner's limits. */
export function isSameTree(a: XmlElement, b: XmlElement): boolean {
  return (
    a.ns === b.ns &&
    a.local === b.local &&
    a.text === b.text &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(({ ns, local, value }) =>
      b.attributes.some((other) => other.ns === ns && other.local === local && other.value === value),
    ) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => isSameTree(child, b.children[index] as XmlElement))
  );
}

/** How many elements of a name a tree holds, its root included. */
export const countOf = (element: XmlElement, ns: string, local: string): number =>
  element.children.reduce(
    (sum, child) => sum + countOf(child, ns, local),
    element.ns === ns && element.local === local ? 1 : 0,
  );
