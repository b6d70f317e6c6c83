/**
 * explain/ owns what can be said of a SAML message or an error text in words: what it is, which rules of SAML and of AWS
 * it keeps or breaks, whose matter that is and what to do. It reads what it is given and nothing else: no table, no
 * network, and it keeps nothing. The admin API calls it for traces, previews and whatever is pasted.
 */
import { NS } from '../saml/names.ts';
import { attributeOf, childrenOf } from '../saml/read.ts';
import type { XmlElement } from '../saml/tree.ts';

/** How a signature says that it was made; what it does not say is absent. */
export interface SignatureFacts {
  readonly references: readonly string[];
  readonly canonicalization?: string;
  readonly algorithm?: string;
  readonly digest?: string;
  /** Base64 DER, without white space. */
  readonly certificates: readonly string[];
}

/** An attribute as it stands in an assertion. */
export interface AttributeFacts {
  readonly name: string;
  readonly nameFormat?: string;
  readonly values: readonly string[];
}

/** What an assertion says, right or wrong: nothing is demanded here, so that rules have something to judge. */
export interface AssertionFacts {
  readonly id?: string;
  readonly version?: string;
  readonly issuer?: string;
  readonly issueInstant?: string;
  readonly nameIds: readonly { readonly format?: string; readonly value: string }[];
  readonly confirmations: readonly ConfirmationFacts[];
  readonly conditions: readonly { readonly notBefore?: string; readonly notOnOrAfter?: string }[];
  readonly audiences: readonly string[];
  readonly statements: readonly StatementFacts[];
  readonly attributes: readonly AttributeFacts[];
  readonly signatures: readonly SignatureFacts[];
}

/** One SubjectConfirmation. */
export interface ConfirmationFacts {
  readonly method?: string;
  readonly recipient?: string;
  readonly notBefore?: string;
  readonly notOnOrAfter?: string;
  readonly inResponseTo?: string;
}

/** One AuthnStatement. */
export interface StatementFacts {
  readonly authnInstant?: string;
  readonly sessionIndex?: string;
  readonly sessionNotOnOrAfter?: string;
  readonly context?: string;
}

/** What a response says. */
export interface ResponseFacts {
  readonly id?: string;
  readonly version?: string;
  readonly issuer?: string;
  readonly issueInstant?: string;
  readonly destination?: string;
  readonly inResponseTo?: string;
  /** Status codes from the outer to the inner, by their last word. */
  readonly status: readonly string[];
  readonly statusMessage?: string;
  readonly signatures: readonly SignatureFacts[];
  readonly assertions: readonly AssertionFacts[];
  readonly encryptedAssertions: number;
}

const all = (element: XmlElement | undefined, ns: string, local: string): readonly XmlElement[] =>
  element ? childrenOf(element, ns, local) : [];
const first = (element: XmlElement | undefined, ns: string, local: string): XmlElement | undefined =>
  all(element, ns, local)[0];

/** Attributes by the names of fields; those that are absent are left out. */
function attributes<T extends string>(element: XmlElement | undefined, names: Readonly<Record<T, string>>) {
  const found = Object.entries<string>(names).flatMap(([field, name]) => {
    const value = element && attributeOf(element, name);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(found) as { readonly [K in T]?: string };
}

const HEAD = { id: 'ID', version: 'Version', issueInstant: 'IssueInstant' } as const;

const issuerOf = (element: XmlElement): { issuer?: string } => {
  const issuer = first(element, NS.saml, 'Issuer');
  return issuer ? { issuer: issuer.text } : {};
};

/** Reads a Response. */
export function responseFacts(root: XmlElement): ResponseFacts {
  const status = first(root, NS.samlp, 'Status');
  const message = first(status, NS.samlp, 'StatusMessage');
  return {
    ...attributes(root, { ...HEAD, destination: 'Destination', inResponseTo: 'InResponseTo' }),
    ...issuerOf(root),
    status: statusOf(status),
    ...(message ? { statusMessage: message.text.trim() } : {}),
    signatures: signaturesOf(root),
    assertions: all(root, NS.saml, 'Assertion').map(assertionFacts),
    encryptedAssertions: all(root, NS.saml, 'EncryptedAssertion').length,
  };
}

function statusOf(element: XmlElement | undefined): readonly string[] {
  const code = first(element, NS.samlp, 'StatusCode');
  return code ? [(attributeOf(code, 'Value') ?? '').split(':').at(-1) ?? '', ...statusOf(code)] : [];
}

/** Reads an Assertion. */
export function assertionFacts(root: XmlElement): AssertionFacts {
  const subject = first(root, NS.saml, 'Subject');
  const conditions = all(root, NS.saml, 'Conditions');
  const restrictions = conditions.flatMap((one) => all(one, NS.saml, 'AudienceRestriction'));
  return {
    ...attributes(root, HEAD),
    ...issuerOf(root),
    nameIds: all(subject, NS.saml, 'NameID').map((one) => ({
      ...attributes(one, { format: 'Format' }),
      value: one.text,
    })),
    confirmations: all(subject, NS.saml, 'SubjectConfirmation').map(confirmationFacts),
    conditions: conditions.map((one) => attributes(one, { notBefore: 'NotBefore', notOnOrAfter: 'NotOnOrAfter' })),
    audiences: restrictions.flatMap((one) => all(one, NS.saml, 'Audience')).map(({ text }) => text),
    statements: all(root, NS.saml, 'AuthnStatement').map(statementFacts),
    attributes: all(root, NS.saml, 'AttributeStatement')
      .flatMap((one) => all(one, NS.saml, 'Attribute'))
      .map(attributeFacts),
    signatures: signaturesOf(root),
  };
}

const confirmationFacts = (element: XmlElement): ConfirmationFacts => ({
  ...attributes(element, { method: 'Method' }),
  ...attributes(first(element, NS.saml, 'SubjectConfirmationData'), {
    recipient: 'Recipient',
    notBefore: 'NotBefore',
    notOnOrAfter: 'NotOnOrAfter',
    inResponseTo: 'InResponseTo',
  }),
});

function statementFacts(element: XmlElement): StatementFacts {
  const context = first(first(element, NS.saml, 'AuthnContext'), NS.saml, 'AuthnContextClassRef');
  return {
    ...attributes(element, {
      authnInstant: 'AuthnInstant',
      sessionIndex: 'SessionIndex',
      sessionNotOnOrAfter: 'SessionNotOnOrAfter',
    }),
    ...(context ? { context: context.text.trim() } : {}),
  };
}

const attributeFacts = (element: XmlElement): AttributeFacts => ({
  name: attributeOf(element, 'Name') ?? '',
  ...attributes(element, { nameFormat: 'NameFormat' }),
  values: all(element, NS.saml, 'AttributeValue').map(({ text }) => text),
});

/** The signatures that are an element's own children: any other covers something else. */
export const signaturesOf = (element: XmlElement): readonly SignatureFacts[] =>
  all(element, NS.ds, 'Signature').map((signature) => {
    const info = first(signature, NS.ds, 'SignedInfo');
    const references = all(info, NS.ds, 'Reference');
    const algorithm = (parent: XmlElement | undefined, name: string) =>
      attributes(first(parent, NS.ds, name), { value: 'Algorithm' }).value;
    const said = {
      canonicalization: algorithm(info, 'CanonicalizationMethod'),
      algorithm: algorithm(info, 'SignatureMethod'),
      digest: algorithm(references[0], 'DigestMethod'),
    };
    return {
      references: references.map((one) => attributeOf(one, 'URI') ?? ''),
      ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as Partial<
        Record<keyof typeof said, string>
      >),
      certificates: all(first(signature, NS.ds, 'KeyInfo'), NS.ds, 'X509Data')
        .flatMap((data) => all(data, NS.ds, 'X509Certificate'))
        .map(({ text }) => text.replaceAll(/\s+/g, '')),
    };
  });
