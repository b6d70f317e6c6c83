import { NS } from '../saml/names.ts';
import { attributeOf } from '../saml/read.ts';
import type { XmlElement } from '../saml/tree.ts';
import { AWS_ATTRIBUTE } from './aws-attributes.ts';
import { REDACTED } from './checks.ts';

/** AWS's attributes whose values tell nothing of the person. */
const OPEN: ReadonlySet<string> = new Set([`${AWS_ATTRIBUTE}Role`, `${AWS_ATTRIBUTE}SessionDuration`]);

/** A document without personal data: who the subject is, and what is told of them. Its structure stays. */
export function withoutPersonal(element: XmlElement): XmlElement {
  const { ns, local } = element;
  if (ns === NS.saml && (local === 'NameID' || local === 'AttributeValue' || local === 'BaseID'))
    return emptied(element);
  const isOpen = ns === NS.saml && local === 'Attribute' && OPEN.has(attributeOf(element, 'Name') ?? '');
  if (isOpen) return element;
  return {
    ...element,
    attributes: element.attributes.map((one) => (PERSONAL.has(one.local) ? { ...one, value: REDACTED } : one)),
    children: element.children.map(withoutPersonal),
  };
}

/** Attributes of elements that may tell of a person: addresses, and a name at the app. */
const PERSONAL: ReadonlySet<string> = new Set(['Address', 'SPProvidedID']);

const emptied = (element: XmlElement): XmlElement => ({
  ...element,
  attributes: element.attributes.filter(({ local }) => !PERSONAL.has(local)),
  children: [],
  text: REDACTED,
});
