import { Refusal } from '../base/refusal.ts';
import type { XmlElement } from './tree.ts';

/** A REQUEST_MALFORMED refusal with its reason. */
export const malformed = (reason: string): Refusal => new Refusal('REQUEST_MALFORMED', reason);

/** The value of an attribute without a namespace, or `undefined`. */
export const attributeOf = (element: XmlElement, local: string): string | undefined =>
  element.attributes.find((attribute) => attribute.ns === '' && attribute.local === local)?.value;

/** The children of a name. */
export const childrenOf = (element: XmlElement, ns: string, local: string): readonly XmlElement[] =>
  element.children.filter((child) => child.ns === ns && child.local === local);

/** The one child of a name, or `undefined`. @throws {Refusal} REQUEST_MALFORMED for several */
export function childOf(element: XmlElement, ns: string, local: string): XmlElement | undefined {
  const found = childrenOf(element, ns, local);
  if (found.length > 1) throw malformed(`several ${local}`);
  return found[0];
}

/** The text of an element that holds nothing else, as it stands. @throws {Refusal} REQUEST_MALFORMED */
export function textOf(element: XmlElement): string {
  if (element.children.length > 0) throw malformed(`elements inside ${element.local}`);
  return element.text;
}

const NCNAME = /^[A-Za-z_][\w.-]{0,255}$/;

/** A message's ID: an NCName (Core 1.3.4) in ASCII of up to 256 characters. @throws {Refusal} REQUEST_MALFORMED */
export function idOf(element: XmlElement): string {
  const id = attributeOf(element, 'ID') ?? '';
  if (!NCNAME.test(id)) throw malformed('the ID is no NCName');
  return id;
}

/** An `xs:boolean` attribute; absent is false. @throws {Refusal} REQUEST_MALFORMED */
export function booleanOf(element: XmlElement, local: string): boolean {
  const value = attributeOf(element, local);
  if (value === undefined || value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw malformed(`${local} is no boolean`);
}

/** An `xs:unsignedShort` attribute, or `undefined`. @throws {Refusal} REQUEST_MALFORMED */
export function indexOf(element: XmlElement, local: string): number | undefined {
  const value = attributeOf(element, local);
  if (value === undefined) return undefined;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) throw malformed(`${local} is no index`);
  return Number(value);
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d{1,12})?Z$/;

/** A time in UTC (Core 1.3.3), to the millisecond. @throws {Refusal} REQUEST_MALFORMED for anything else */
export function timeOf(text: string | undefined): Date {
  const [whole = '', seconds] = DATE_TIME.exec(text ?? '') ?? [];
  const at = new Date(whole);
  // Date reads the 30th of February as a day of March.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== seconds)
    throw malformed('a time that is not in UTC');
  return at;
}

/** The fields that are not `undefined`. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
