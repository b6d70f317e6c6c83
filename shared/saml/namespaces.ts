import { NS } from './names.ts';
import { malformed } from './read.ts';

/** What a declaration hid, to be put back when its element ends. */
export type Hidden = readonly (readonly [prefix: string, uri: string | undefined])[];

/** A namespace must be named absolutely: canonicalisers fail on others, and some then digest nothing at all. */
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;

/** The namespaces in scope at one place of a document (Namespaces in XML 6). One map for all: none is ever copied. */
export class Namespaces {
  readonly #uris = new Map<string, string>([['xml', NS.xml]]);
  readonly #limit: number;
  #count = 0;

  /** @param limit how many declarations a document may hold */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes in the declarations among an element's attributes. `xml` and `xmlns` keep their meaning; no prefix is undeclared.
   *
   * @throws {Refusal} REQUEST_MALFORMED
   */
  enter(raw: ReadonlyMap<string, string>): Hidden {
    const hidden: [string, string | undefined][] = [];
    for (const [name, uri] of raw) {
      if (!isDeclaration(name)) continue;
      if (++this.#count > this.#limit) throw malformed('too many namespace declarations');
      const prefix = name.slice('xmlns:'.length);
      check(prefix, uri);
      hidden.push([prefix, this.#uris.get(prefix)]);
      this.#uris.set(prefix, uri);
    }
    return hidden;
  }

  /** Puts back what {@link enter} hid. */
  leave(hidden: Hidden): void {
    for (const [prefix, uri] of hidden) {
      if (uri === undefined) this.#uris.delete(prefix);
      else this.#uris.set(prefix, uri);
    }
  }

  /** The namespace of an element: without a prefix it is the default one. @throws {Refusal} REQUEST_MALFORMED */
  ofElement(prefix: string): string {
    return this.#uris.get(prefix) ?? (prefix === '' ? '' : undeclared());
  }

  /** The namespace of an attribute: without a prefix it has none. @throws {Refusal} REQUEST_MALFORMED */
  ofAttribute(prefix: string): string {
    return prefix === '' ? '' : (this.#uris.get(prefix) ?? undeclared());
  }
}

/** Tells whether an attribute of this name declares a namespace. */
export const isDeclaration = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

function check(prefix: string, uri: string): void {
  const isReserved = prefix === 'xml' || prefix === 'xmlns' || uri === NS.xml || uri === NS.xmlns;
  const isNamed = uri === '' ? prefix === '' : ABSOLUTE.test(uri);
  if (isReserved || !isNamed) throw malformed('a namespace declaration');
}

function undeclared(): never {
  throw malformed('a prefix without a namespace');
}
