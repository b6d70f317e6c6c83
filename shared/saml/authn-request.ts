import { NS } from './names.ts';
import { attributeOf, booleanOf, childOf, childrenOf, idOf, indexOf, malformed, timeOf } from './read.ts';
import type { XmlElement } from './scanner.ts';

/** What an app claims to ask (Core 3.4.1): form only. Nothing in it is believed before it is admitted. */
export interface AuthnRequest {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination?: string;
  readonly acsUrl?: string;
  readonly acsIndex?: number;
  readonly protocolBinding?: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdPolicy?: { readonly format?: string; readonly spNameQualifier?: string };
  readonly requestedAuthnContext?: { readonly comparison: string; readonly classRefs: readonly string[] };
  readonly subject?: { readonly nameId: string; readonly format?: string };
}

/**
 * Reads an AuthnRequest. Extensions and attributes that we do not know are passed over (Kantara IIP-EXT01); what we know
 * must have its form.
 *
 * @throws {Refusal} REQUEST_MALFORMED
 */
export function parseAuthnRequest(root: XmlElement): AuthnRequest {
  if (root.ns !== NS.samlp || root.local !== 'AuthnRequest') throw malformed('not an AuthnRequest');
  const acsUrl = attributeOf(root, 'AssertionConsumerServiceURL');
  const acsIndex = indexOf(root, 'AssertionConsumerServiceIndex');
  const protocolBinding = attributeOf(root, 'ProtocolBinding');
  if (acsIndex !== undefined && (acsUrl !== undefined || protocolBinding !== undefined)) {
    throw malformed('an address by index and by URL');
  }
  return {
    ...headOf(root),
    ...present({ acsUrl, acsIndex, protocolBinding }),
    forceAuthn: booleanOf(root, 'ForceAuthn'),
    isPassive: booleanOf(root, 'IsPassive'),
    ...present({
      nameIdPolicy: nameIdPolicyOf(root),
      requestedAuthnContext: authnContextOf(root),
      subject: subjectOf(root),
    }),
  };
}

/** What all requests share (Core 3.2.1). */
export interface MessageHead {
  readonly id: string;
  readonly issuer: string;
  readonly issueInstant: Date;
  readonly destination?: string;
}

/** Reads what all messages share; an Issuer is demanded, since we answer only whom we know. */
export function headOf(root: XmlElement): MessageHead {
  if (attributeOf(root, 'Version') !== '2.0') throw malformed('not SAML 2.0');
  const issuer = childOf(root, NS.saml, 'Issuer')?.text.trim() ?? '';
  if (issuer === '' || issuer.length > 1024) throw malformed('no issuer');
  const destination = attributeOf(root, 'Destination');
  return {
    id: idOf(root),
    issuer,
    issueInstant: timeOf(attributeOf(root, 'IssueInstant')),
    ...(destination ? { destination } : {}),
  };
}

/** Leaves out what is `undefined`. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function nameIdPolicyOf(root: XmlElement): AuthnRequest['nameIdPolicy'] {
  const policy = childOf(root, NS.samlp, 'NameIDPolicy');
  if (!policy) return undefined;
  return present({ format: attributeOf(policy, 'Format'), spNameQualifier: attributeOf(policy, 'SPNameQualifier') });
}

const CLASS_REFS = 16;

function authnContextOf(root: XmlElement): AuthnRequest['requestedAuthnContext'] {
  const context = childOf(root, NS.samlp, 'RequestedAuthnContext');
  if (!context) return undefined;
  const classRefs = childrenOf(context, NS.saml, 'AuthnContextClassRef').map(({ text }) => text.trim());
  if (classRefs.length > CLASS_REFS) throw malformed('too many context classes');
  return { comparison: attributeOf(context, 'Comparison') ?? 'exact', classRefs };
}

function subjectOf(root: XmlElement): AuthnRequest['subject'] {
  const subject = childOf(root, NS.saml, 'Subject');
  if (!subject) return undefined;
  const nameId = childOf(subject, NS.saml, 'NameID');
  if (!nameId) throw malformed('a subject without a NameID');
  return { nameId: nameId.text, ...present({ format: attributeOf(nameId, 'Format') }) };
}
