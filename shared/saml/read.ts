import { Refusal } from '../base/refusal.ts';
import type { XmlElement } from './scanner.ts';

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

/** A REQUEST_MALFORMED refusal with its reason. */
export const malformed = (reason: string): Refusal => new Refusal('REQUEST_MALFORMED', reason);

const NCNAME = /^[A-Za-z_][\w.-]{0,255}$/;

/** A message's ID: an NCName (Core 1.3.4) of up to 256 characters. */
export function idOf(element: XmlElement): string {
  const id = attributeOf(element, 'ID') ?? '';
  if (!NCNAME.test(id)) throw malformed('the ID is no NCName');
  return id;
}

/** An `xs:boolean` attribute; absent is false. */
export function booleanOf(element: XmlElement, local: string): boolean {
  const value = attributeOf(element, local);
  if (value === undefined || value === 'false' || value === '0') return false;
  if (value === 'true' || value === '1') return true;
  throw malformed(`${local} is no boolean`);
}

/** An `xs:unsignedShort` attribute, or `undefined`. */
export function indexOf(element: XmlElement, local: string): number | undefined {
  const value = attributeOf(element, local);
  if (value === undefined) return undefined;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) throw malformed(`${local} is no index`);
  return Number(value);
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** A time in UTC (Core 1.3.3). @throws {Refusal} REQUEST_MALFORMED for anything else */
export function timeOf(text: string | undefined): Date {
  const at = new Date(DATE_TIME.test(text ?? '') ? (text ?? '') : Number.NaN);
  if (Number.isNaN(at.getTime())) throw malformed('a time that is not in UTC');
  return at;
}
