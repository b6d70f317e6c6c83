import { type Fault, Refusal } from '../base/refusal.ts';
import { METADATA_LIMITS } from './limits.ts';
import { BINDING, NS } from './names.ts';
import { attributeOf, booleanOf, childrenOf, indexOf, present, timeOf } from './read.ts';
import { scan } from './scanner.ts';
import { certificatesOf, type Complain } from './sp-certificates.ts';
import { displayNameOf, type RequestedAttribute, requestedAttributesOf } from './sp-wishes.ts';
import type { XmlElement } from './tree.ts';

/** What the metadata of a service provider says, as far as an app is made of it. */
export interface SpMetadata {
  readonly entityId: string;
  /** Where it takes responses, by HTTP-POST; one of them at the most is the default. */
  readonly acs: readonly { readonly url: string; readonly index: number; readonly isDefault?: boolean }[];
  /** Its first logout address whose binding we speak. */
  readonly logout?: { readonly binding: 'redirect' | 'post'; readonly url: string; readonly responseUrl?: string };
  /** Base64 DER. */
  readonly signingCertificates: readonly string[];
  /** Base64 DER, with RSA keys. */
  readonly encryptionCertificates: readonly string[];
  readonly requestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
  readonly nameIdFormats: readonly string[];
  readonly requestedAttributes: readonly RequestedAttribute[];
  readonly displayName?: string;
  readonly validUntil?: Date;
}

/**
 * Reads the metadata of one service provider (Metadata 2.4.4). Its signature is not looked at: whoever hands it in
 * vouches for it. All that is wrong is told at once, in words.
 *
 * @param of which provider is meant, by its entity ID, if the document describes several
 * @throws {Refusal} INPUT_INVALID with faults; REQUEST_MALFORMED, REQUEST_TOO_LARGE if it is no XML that we read
 */
export function readSpMetadata(xml: string, { now, of }: { now: Date; of?: string }): SpMetadata {
  const faults: Fault[] = [];
  const complain: Complain = (detail) => {
    faults.push({ pointer: '/metadata', detail });
  };
  const providers = providersIn(scan(xml, METADATA_LIMITS));
  const chosen = of === undefined ? providers : providers.filter(({ entity }) => entityIdOf(entity) === of);
  const [provider, ...more] = chosen;
  if (!provider || more.length > 0) throw refused([{ pointer: '/metadata', detail: choiceOf(providers) }]);
  const metadata = readProvider(provider, complain);
  if (metadata.validUntil && metadata.validUntil <= now)
    complain(`the metadata was valid until ${metadata.validUntil.toISOString()}`);
  if (faults.length > 0) throw refused(faults);
  return metadata;
}

const refused = (faults: readonly Fault[]): Refusal =>
  new Refusal('INPUT_INVALID', 'metadata that no app can be made of', { faults });

/** A service provider with everything around it that may limit its validity. */
interface Provider {
  readonly entity: XmlElement;
  readonly role: XmlElement;
  readonly around: readonly XmlElement[];
}

/** The providers of a document, in its order; the scanner has bounded its depth. */
function providersIn(element: XmlElement, around: readonly XmlElement[] = []): readonly Provider[] {
  if (element.ns !== NS.md) return [];
  const here = [...around, element];
  if (element.local === 'EntitiesDescriptor') return element.children.flatMap((child) => providersIn(child, here));
  if (element.local !== 'EntityDescriptor') return [];
  const role = childrenOf(element, NS.md, 'SPSSODescriptor').find((candidate) =>
    (attributeOf(candidate, 'protocolSupportEnumeration') ?? '').split(/[ \t\r\n]+/).includes(NS.samlp),
  );
  return role ? [{ entity: element, role, around: [...here, role] }] : [];
}

const entityIdOf = (entity: XmlElement): string => attributeOf(entity, 'entityID') ?? '';

function choiceOf(providers: readonly Provider[]): string {
  const names = providers.slice(0, 20).map(({ entity }) => entityIdOf(entity));
  if (names.length === 0) return 'the metadata describes no SAML 2.0 service provider';
  const rest = providers.length > names.length ? ` and ${providers.length - names.length} more` : '';
  return `name one of the metadata's service providers: ${names.join(', ')}${rest}`;
}

function readProvider({ entity, role, around }: Provider, complain: Complain): SpMetadata {
  const entityId = entityIdOf(entity);
  if (entityId === '' || entityId.length > 1024) complain('the entityID must have 1 to 1024 characters');
  const certificates = certificatesOf(role, complain);
  const requestsSigned = booleanOf(role, 'AuthnRequestsSigned');
  if (requestsSigned && certificates.signing.length === 0)
    complain('it says that requests are signed, but has no certificate to verify them with');
  const times = around.flatMap((element) => attributeOf(element, 'validUntil') ?? []).map(timeOf);
  return {
    entityId,
    acs: acsOf(role, complain),
    signingCertificates: certificates.signing,
    encryptionCertificates: certificates.encryption,
    requestsSigned,
    wantAssertionsSigned: booleanOf(role, 'WantAssertionsSigned'),
    nameIdFormats: childrenOf(role, NS.md, 'NameIDFormat').map(({ text }) => text.trim()),
    requestedAttributes: requestedAttributesOf(role),
    ...present({
      logout: logoutOf(role, complain),
      displayName: displayNameOf(entity, role),
      validUntil: times.reduce<Date | undefined>((least, at) => (least && least <= at ? least : at), undefined),
    }),
  };
}

function acsOf(role: XmlElement, complain: Complain): SpMetadata['acs'] {
  const posted = childrenOf(role, NS.md, 'AssertionConsumerService').filter(
    (service) => attributeOf(service, 'Binding') === BINDING.post,
  );
  if (posted.length === 0) complain('it has no AssertionConsumerService for HTTP-POST');
  const indexes = posted.map((service, at) => indexOf(service, 'index') ?? at);
  if (new Set(indexes).size !== indexes.length) complain('two AssertionConsumerServices have the same index');
  const defaultAt = posted.findIndex((service) => booleanOf(service, 'isDefault'));
  return posted.map((service, at) => ({
    url: addressOf(service, 'Location', complain),
    index: indexes[at] ?? at,
    ...(at === defaultAt ? { isDefault: true } : {}),
  }));
}

function logoutOf(role: XmlElement, complain: Complain): SpMetadata['logout'] {
  for (const service of childrenOf(role, NS.md, 'SingleLogoutService')) {
    const found = Object.entries(BINDING).find(([, uri]) => uri === attributeOf(service, 'Binding'))?.[0];
    if (found !== 'redirect' && found !== 'post') continue;
    const hasResponse = attributeOf(service, 'ResponseLocation') !== undefined;
    return {
      binding: found,
      url: addressOf(service, 'Location', complain),
      ...(hasResponse ? { responseUrl: addressOf(service, 'ResponseLocation', complain) } : {}),
    };
  }
  return undefined;
}

/** An address to which a browser may be sent: anything but http(s), such as `javascript:`, would run in our pages. */
function addressOf(service: XmlElement, attribute: string, complain: Complain): string {
  const url = attributeOf(service, attribute) ?? '';
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url) || url.length > 2048)
    complain(`the ${attribute} of a ${service.local} must be an https address`);
  return url;
}
