import { closeTag, element, join, NOTHING, openTag, text, type Xml } from './canonical.ts';
import { ATTRIBUTE_NAME_FORMAT, CONFIRMATION_BEARER, NS } from './names.ts';
import type { Signable } from './signature.ts';

/** A NameID (Core 2.2.3). */
export interface NameId {
  readonly format: string;
  readonly value: string;
  readonly nameQualifier?: string;
  readonly spNameQualifier?: string;
}

/** An attribute with its values, all in one element (Core 2.7.3.1). */
export interface Attribute {
  readonly name: string;
  readonly nameFormat?: string;
  readonly friendlyName?: string;
  readonly values: readonly string[];
}

/** What an assertion says. */
export interface AssertionContent {
  readonly id: string;
  readonly issuer: string;
  /** The entity ID of the app: nobody else may accept it. */
  readonly audience: string;
  /** The address that it is sent to: the Recipient. */
  readonly acsUrl: string;
  readonly inResponseTo?: string;
  readonly nameId: NameId;
  readonly attributes: readonly Attribute[];
  readonly issuedAt: Date;
  readonly authnInstant: Date;
  readonly authnContext: string;
  readonly sessionIndex: string;
  readonly sessionNotOnOrAfter?: Date;
}

/** An assertion is valid from this long before it is issued, for clocks that are behind. */
export const NOT_BEFORE_SECONDS = 60;

/** An assertion is valid for this long; AWS redeems none that is older than five minutes. */
export const VALID_SECONDS = 300;

/**
 * Writes an assertion for Web SSO (Profiles 4.1.4.2): one bearer confirmation, one audience, one authentication
 * statement, at most one attribute statement. It declares its own namespace, so it verifies when it is cut out.
 */
export function writeAssertion(content: AssertionContent): Signable {
  const { id, issuer, issuedAt } = content;
  const attributes = { ID: id, IssueInstant: issuedAt.toISOString(), Version: '2.0' };
  const notOnOrAfter = after(issuedAt, VALID_SECONDS);
  return {
    id,
    head: join(openTag('saml:Assertion', { saml: NS.saml }, attributes), element('saml:Issuer', {}, text(issuer))),
    tail: join(
      subject(content, notOnOrAfter),
      conditions(content, notOnOrAfter),
      authnStatement(content),
      attributeStatement(content.attributes),
      closeTag('saml:Assertion'),
    ),
  };
}

const after = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString();

/** A NameID element; its namespace is the assertion's, or must be declared where it stands alone. */
export const nameIdElement = ({ format, value, nameQualifier, spNameQualifier }: NameId, declares = {}): Xml =>
  element(
    'saml:NameID',
    { declares, attributes: { Format: format, NameQualifier: nameQualifier, SPNameQualifier: spNameQualifier } },
    text(value),
  );

const subject = ({ nameId, inResponseTo, acsUrl }: AssertionContent, notOnOrAfter: string): Xml =>
  element(
    'saml:Subject',
    {},
    nameIdElement(nameId),
    element(
      'saml:SubjectConfirmation',
      { attributes: { Method: CONFIRMATION_BEARER } },
      element('saml:SubjectConfirmationData', {
        attributes: { InResponseTo: inResponseTo, NotOnOrAfter: notOnOrAfter, Recipient: acsUrl },
      }),
    ),
  );

const conditions = ({ issuedAt, audience }: AssertionContent, notOnOrAfter: string): Xml =>
  element(
    'saml:Conditions',
    { attributes: { NotBefore: after(issuedAt, -NOT_BEFORE_SECONDS), NotOnOrAfter: notOnOrAfter } },
    element('saml:AudienceRestriction', {}, element('saml:Audience', {}, text(audience))),
  );

const authnStatement = ({ authnInstant, sessionIndex, sessionNotOnOrAfter, authnContext }: AssertionContent): Xml =>
  element(
    'saml:AuthnStatement',
    {
      attributes: {
        AuthnInstant: authnInstant.toISOString(),
        SessionIndex: sessionIndex,
        SessionNotOnOrAfter: sessionNotOnOrAfter?.toISOString(),
      },
    },
    element('saml:AuthnContext', {}, element('saml:AuthnContextClassRef', {}, text(authnContext))),
  );

/** A statement must hold an attribute (Core 2.7.3): without any, it is left out. */
const attributeStatement = (attributes: readonly Attribute[]): Xml =>
  attributes.length === 0 ? NOTHING : element('saml:AttributeStatement', {}, ...attributes.map(attributeElement));

const attributeElement = (attribute: Attribute): Xml =>
  join(
    startOf(attribute),
    ...attribute.values.map((value) => element('saml:AttributeValue', {}, text(value))),
    ATTRIBUTE_END,
  );

const ATTRIBUTE_END = closeTag('saml:Attribute');

interface Start extends Pick<Attribute, 'nameFormat' | 'friendlyName'> {
  readonly xml: Xml;
}

/** Start tags by the attribute's name: apps are told the same few attributes again and again. */
const starts = new Map<string, Start>();
const STARTS_MAX = 256;

function startOf({ name, nameFormat = ATTRIBUTE_NAME_FORMAT.unspecified, friendlyName }: Attribute): Xml {
  const known = starts.get(name);
  if (known?.nameFormat === nameFormat && known.friendlyName === friendlyName) return known.xml;
  const attributes = { FriendlyName: friendlyName, Name: name, NameFormat: nameFormat };
  const xml = openTag('saml:Attribute', {}, attributes);
  if (starts.size >= STARTS_MAX) starts.clear();
  starts.set(name, { nameFormat, xml, ...(friendlyName === undefined ? {} : { friendlyName }) });
  return xml;
}
