import { attributeOf, childrenNamed, textIn } from './xml.ts';

/** An attribute of a SAML assertion, as it stands there. */
export interface Attribute {
  readonly name: string;
  readonly friendlyName: string | undefined;
  readonly values: readonly string[];
}

/** What an assertion says, read but not judged: lists have as many entries as there are elements. */
export interface Assertion {
  readonly id: string | undefined;
  readonly version: string | undefined;
  readonly issueInstant: string | undefined;
  readonly issuers: readonly string[];
  readonly nameIds: readonly { readonly format: string | undefined; readonly value: string }[];
  readonly confirmations: readonly Confirmation[];
  readonly conditions: readonly { readonly notBefore: string | undefined; readonly notOnOrAfter: string | undefined }[];
  /** The audiences of each AudienceRestriction. */
  readonly audiences: readonly (readonly string[])[];
  readonly statements: readonly AuthnStatement[];
  readonly attributes: readonly Attribute[];
}

/** How the subject is confirmed. */
export interface Confirmation {
  readonly method: string | undefined;
  readonly notOnOrAfter: string | undefined;
  readonly recipient: string | undefined;
  readonly inResponseTo: string | undefined;
}

/** When and how somebody signed in. */
export interface AuthnStatement {
  readonly authnInstant: string | undefined;
  readonly sessionIndex: string | undefined;
  readonly sessionNotOnOrAfter: string | undefined;
  readonly classRefs: readonly string[];
}

const within = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.flatMap((element) => childrenNamed(element, 'assertion', name));

/** Reads an `Assertion` element (Core 2.3.3). */
export function readAssertion(element: Element): Assertion {
  const subjects = within([element], 'Subject');
  const conditions = within([element], 'Conditions');
  return {
    id: attributeOf(element, 'ID'),
    version: attributeOf(element, 'Version'),
    issueInstant: attributeOf(element, 'IssueInstant'),
    issuers: within([element], 'Issuer').map(textIn),
    nameIds: within(subjects, 'NameID').map((name) => ({ format: attributeOf(name, 'Format'), value: textIn(name) })),
    confirmations: within(subjects, 'SubjectConfirmation').map(readConfirmation),
    conditions: conditions.map((condition) => ({
      notBefore: attributeOf(condition, 'NotBefore'),
      notOnOrAfter: attributeOf(condition, 'NotOnOrAfter'),
    })),
    audiences: within(conditions, 'AudienceRestriction').map((one) => within([one], 'Audience').map(textIn)),
    statements: within([element], 'AuthnStatement').map(readStatement),
    attributes: within(within([element], 'AttributeStatement'), 'Attribute').map(readAttribute),
  };
}

function readConfirmation(element: Element): Confirmation {
  const [data] = within([element], 'SubjectConfirmationData');
  const of = (name: string): string | undefined => (data ? attributeOf(data, name) : undefined);
  return {
    method: attributeOf(element, 'Method'),
    notOnOrAfter: of('NotOnOrAfter'),
    recipient: of('Recipient'),
    inResponseTo: of('InResponseTo'),
  };
}

const readStatement = (element: Element): AuthnStatement => ({
  authnInstant: attributeOf(element, 'AuthnInstant'),
  sessionIndex: attributeOf(element, 'SessionIndex'),
  sessionNotOnOrAfter: attributeOf(element, 'SessionNotOnOrAfter'),
  classRefs: within(within([element], 'AuthnContext'), 'AuthnContextClassRef').map(textIn),
});

const readAttribute = (element: Element): Attribute => ({
  name: attributeOf(element, 'Name') ?? '',
  friendlyName: attributeOf(element, 'FriendlyName'),
  values: within([element], 'AttributeValue').map(textIn),
});

/** A time as SAML writes it, in UTC (Core 1.3.3); `undefined` for anything else. */
export function timeOf(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
