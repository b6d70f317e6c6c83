import { NS } from './names.ts';
import {
  attributeOf,
  booleanOf,
  childOf,
  childrenOf,
  idOf,
  indexOf,
  malformed,
  present,
  textOf,
  timeOf,
} from './read.ts';
import type { XmlElement } from './tree.ts';

/** How context classes are compared (Core 3.3.2.2.1). */
export type Comparison = (typeof COMPARISONS)[number];
const COMPARISONS = ['exact', 'minimum', 'maximum', 'better'] as const;

/** What an app claims to ask (Core 3.4.1): form only. Nothing in it is believed before it is admitted. */
export interface AuthnRequest extends MessageHead {
  readonly acsUrl?: string;
  readonly acsIndex?: number;
  readonly protocolBinding?: string;
  readonly attributeConsumingServiceIndex?: number;
  readonly providerName?: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdPolicy?: {
    readonly format?: string;
    readonly spNameQualifier?: string;
    readonly allowCreate?: boolean;
  };
  readonly requestedAuthnContext?: {
    readonly comparison: Comparison;
    /** Empty if only declarations are named, which nobody but their makers understands: nothing meets them. */
    readonly classRefs: readonly string[];
  };
  readonly subject?: { readonly nameId: string; readonly format?: string };
}

/** What all messages share (Core 3.2.1, 3.2.2). */
export interface MessageHead {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination?: string;
}

/**
 * Reads an AuthnRequest. Extensions and attributes that we do not know are passed over (Kantara IIP-EXT01); what we know
 * must have its form.
 *
 * @throws {Refusal} REQUEST_MALFORMED
 */
export function parseAuthnRequest(root: XmlElement): AuthnRequest {
  if (root.ns !== NS.samlp || root.local !== 'AuthnRequest') throw malformed('not an AuthnRequest');
  return {
    ...headOf(root),
    ...addressOf(root),
    forceAuthn: booleanOf(root, 'ForceAuthn'),
    isPassive: booleanOf(root, 'IsPassive'),
    ...present({
      attributeConsumingServiceIndex: indexOf(root, 'AttributeConsumingServiceIndex'),
      providerName: attributeOf(root, 'ProviderName'),
      nameIdPolicy: nameIdPolicyOf(root),
      requestedAuthnContext: authnContextOf(root),
      subject: subjectOf(root),
    }),
  };
}

/** Reads what all messages share; an Issuer is demanded, since we answer only whom we know. */
export function headOf(root: XmlElement): MessageHead {
  if (attributeOf(root, 'Version') !== '2.0') throw malformed('not SAML 2.0');
  const issuer = childOf(root, NS.saml, 'Issuer');
  const entityId = issuer ? textOf(issuer).trim() : '';
  if (entityId === '' || entityId.length > 1024) throw malformed('no issuer');
  const destination = attributeOf(root, 'Destination');
  return {
    id: idOf(root),
    issuer: entityId,
    issueInstant: timeOf(attributeOf(root, 'IssueInstant')),
    ...(destination ? { destination } : {}),
  };
}

/** Where the answer is to go: by index, or by URL and binding, never by both (Core 3.4.1). */
function addressOf(root: XmlElement): Pick<AuthnRequest, 'acsUrl' | 'acsIndex' | 'protocolBinding'> {
  const acsUrl = attributeOf(root, 'AssertionConsumerServiceURL');
  const acsIndex = indexOf(root, 'AssertionConsumerServiceIndex');
  const protocolBinding = attributeOf(root, 'ProtocolBinding');
  if (acsIndex !== undefined && (acsUrl !== undefined || protocolBinding !== undefined))
    throw malformed('an address by index and by URL');
  return present({ acsUrl, acsIndex, protocolBinding });
}

function nameIdPolicyOf(root: XmlElement): AuthnRequest['nameIdPolicy'] {
  const policy = childOf(root, NS.samlp, 'NameIDPolicy');
  if (!policy) return undefined;
  return present({
    format: attributeOf(policy, 'Format'),
    spNameQualifier: attributeOf(policy, 'SPNameQualifier'),
    allowCreate: attributeOf(policy, 'AllowCreate') === undefined ? undefined : booleanOf(policy, 'AllowCreate'),
  });
}

/** A request may name this many context classes. */
const CLASS_REFS = 16;

function authnContextOf(root: XmlElement): AuthnRequest['requestedAuthnContext'] {
  const context = childOf(root, NS.samlp, 'RequestedAuthnContext');
  if (!context) return undefined;
  const classRefs = childrenOf(context, NS.saml, 'AuthnContextClassRef').map((ref) => textOf(ref).trim());
  if (classRefs.length > CLASS_REFS) throw malformed('too many context classes');
  const comparison = attributeOf(context, 'Comparison') ?? 'exact';
  if (!isComparison(comparison)) throw malformed('a comparison that does not exist');
  return { comparison, classRefs };
}

const isComparison = (text: string): text is Comparison => (COMPARISONS as readonly string[]).includes(text);

function subjectOf(root: XmlElement): AuthnRequest['subject'] {
  const subject = childOf(root, NS.saml, 'Subject');
  if (!subject) return undefined;
  const nameId = childOf(subject, NS.saml, 'NameID');
  if (!nameId) throw malformed('a subject without a NameID');
  return { nameId: textOf(nameId), ...present({ format: attributeOf(nameId, 'Format') }) };
}
