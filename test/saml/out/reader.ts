import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import type { AssertionContent } from '../../../shared/saml/assertion.ts';
import { later } from '../../../shared/base/clock.ts';
import { TEST_CERTIFICATE_PEM } from './documents.ts';

/** An element as a reader of another make sees it: name with namespace, attributes, text, children. */
export interface Read {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Read[];
}

const strict = {
  errorHandler: (level: string, message: string): void => {
    throw new Error(`${level}: ${message}`);
  },
};

/** Ends lines as XML 1.0 does: for canonical text, which holds raw what xmldom takes for line ends of XML 1.1. */
const xml10 = { normalizeLineEndings: (text: string): string => text.replaceAll(/\r\n?/g, '\n') };

/** Parses as service providers built on xmldom do: with its own ideas of what ends a line. */
export const parse = (xml: string, options: object = {}): Document =>
  new DOMParser({ ...strict, ...options }).parseFromString(xml, 'text/xml');

const ELEMENT = 1;
const nodesOf = ({ childNodes }: Node): Node[] =>
  Array.from({ length: (childNodes as Node['childNodes'] | null)?.length ?? 0 }, (_, at) => childNodes[at]!);

/** All elements below a node, itself included. */
export const elementsOf = (node: Node): Element[] => [
  ...(node.nodeType === ELEMENT ? [node as Element] : []),
  ...nodesOf(node).flatMap(elementsOf),
];

/** The first element of this name. */
export const find = (root: Node, local: string): Element | undefined =>
  elementsOf(root).find(({ localName }) => localName === local);

/** An element as plain data; namespace declarations are left out. */
export function read(element: Element): Read {
  const attributes = Array.from({ length: element.attributes.length }, (_, at) => element.attributes[at]!);
  return {
    name: `{${element.namespaceURI}}${element.localName}`,
    attributes: Object.fromEntries(
      attributes.filter(({ name }) => !name.startsWith('xmlns')).map(({ name, value }) => [name, value]),
    ),
    text: nodesOf(element)
      .filter(({ nodeType }) => nodeType !== ELEMENT)
      .map(({ nodeValue }) => nodeValue)
      .join(''),
    children: nodesOf(element)
      .filter(({ nodeType }) => nodeType === ELEMENT)
      .map((child) => read(child as Element)),
  };
}

/**
 * Verifies the signature of the element with this name and returns what it covers, read from the signed bytes alone.
 *
 * @throws {Error} if it does not verify
 */
export function verified(xml: string, local: string): Read {
  const document = parse(xml);
  const target = find(document, local);
  const signature = target && nodesOf(target).find((node) => (node as Element).localName === 'Signature');
  if (!signature) throw new Error(`${local} is not signed`);
  const verifier = new SignedXml({ publicCert: TEST_CERTIFICATE_PEM });
  verifier.loadSignature(signature);
  if (!verifier.checkSignature(xml)) throw new Error('the signature does not verify');
  const [bytes, ...others] = verifier.getSignedReferences();
  if (bytes === undefined || others.length > 0) throw new Error('not exactly one signed reference');
  return read(parse(bytes, xml10).documentElement);
}

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';

const node = (local: string, attributes: Record<string, string | undefined>, ...inner: (Read | string)[]): Read => ({
  name: `{${SAML}}${local}`,
  attributes: Object.fromEntries(Object.entries(attributes).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))),
  text: inner.filter((part) => typeof part === 'string').join(''),
  children: inner.filter((part) => typeof part !== 'string'),
});

/** The assertion that this content should be read as: written anew here, by the specification and not by the writer. */
export function expected(content: AssertionContent): Read {
  const { nameId, issuedAt, attributes } = content;
  const end = later(issuedAt, 300).toISOString();
  return node(
    'Assertion',
    { ID: content.id, Version: '2.0', IssueInstant: issuedAt.toISOString() },
    node('Issuer', {}, content.issuer),
    node(
      'Subject',
      {},
      node(
        'NameID',
        { Format: nameId.format, NameQualifier: nameId.nameQualifier, SPNameQualifier: nameId.spNameQualifier },
        nameId.value,
      ),
      node(
        'SubjectConfirmation',
        { Method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer' },
        node('SubjectConfirmationData', {
          InResponseTo: content.inResponseTo,
          NotOnOrAfter: end,
          Recipient: content.acsUrl,
        }),
      ),
    ),
    node(
      'Conditions',
      { NotBefore: later(issuedAt, -60).toISOString(), NotOnOrAfter: end },
      node('AudienceRestriction', {}, node('Audience', {}, content.audience)),
    ),
    node(
      'AuthnStatement',
      {
        AuthnInstant: content.authnInstant.toISOString(),
        SessionIndex: content.sessionIndex,
        SessionNotOnOrAfter: content.sessionNotOnOrAfter?.toISOString(),
      },
      node('AuthnContext', {}, node('AuthnContextClassRef', {}, content.authnContext)),
    ),
    ...(attributes.length === 0 ? [] : [node('AttributeStatement', {}, ...attributes.map(expectedAttribute))]),
  );
}

const expectedAttribute = ({ name, nameFormat, friendlyName, values }: AssertionContent['attributes'][number]): Read =>
  node(
    'Attribute',
    {
      Name: name,
      NameFormat: nameFormat ?? 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
      FriendlyName: friendlyName,
    },
    ...values.map((value) => node('AttributeValue', {}, value)),
  );
