import { element, NOTHING, text, type Xml } from './canonical.ts';
import { BINDING, NS } from './names.ts';

/** What our metadata says (Metadata 2.4.3). */
export interface IdpMetadata {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly sloUrl: string;
  /** Base64 DER, all trusted: the active one first, then the next. */
  readonly certificates: readonly string[];
  readonly wantAuthnRequestsSigned: boolean;
  readonly nameIdFormats: readonly string[];
  /** From when on the document must not be used; without it, it has no end. */
  readonly validUntil?: Date;
  /** What people are shown where they choose among identity providers. */
  readonly displayName?: string;
  /** Where an app may send somebody whom it cannot let in (Metadata 2.4.1). */
  readonly errorUrl?: string;
}

const endpoint = (name: string, binding: string, location: string): Xml =>
  element(name, { attributes: { Binding: binding, Location: location } });

const keyDescriptor = (certificate: string): Xml =>
  element('md:KeyDescriptor', { attributes: { use: 'signing' } }, signingKeyInfo(certificate));

/** Here no ancestor declares the signature's namespace. */
const signingKeyInfo = (certificate: string): Xml =>
  element(
    'ds:KeyInfo',
    { declares: { ds: NS.ds } },
    element('ds:X509Data', {}, element('ds:X509Certificate', {}, text(certificate))),
  );

/** The name in the metadata extension for login and discovery (MDUI 2.1). */
const extensions = (displayName: string | undefined): Xml =>
  displayName === undefined
    ? NOTHING
    : element(
        'md:Extensions',
        {},
        element(
          'mdui:UIInfo',
          { declares: { mdui: NS.mdui } },
          element('mdui:DisplayName', { attributes: { 'xml:lang': 'en' } }, text(displayName)),
        ),
      );

/**
 * Writes the metadata of an identity provider: unsigned, in ASCII, without a byte order mark (IAM refuses one). Every
 * certificate that may sign is listed before it does.
 */
export const writeMetadata = (content: IdpMetadata): string =>
  inAscii(
    element(
      'md:EntityDescriptor',
      {
        declares: { md: NS.md },
        attributes: { entityID: content.entityId, validUntil: content.validUntil?.toISOString() },
      },
      idpDescriptor(content),
    ),
  );

const idpDescriptor = (content: IdpMetadata): Xml =>
  element(
    'md:IDPSSODescriptor',
    {
      attributes: {
        WantAuthnRequestsSigned: String(content.wantAuthnRequestsSigned),
        errorURL: content.errorUrl,
        protocolSupportEnumeration: NS.samlp,
      },
    },
    extensions(content.displayName),
    ...content.certificates.map(keyDescriptor),
    endpoint('md:SingleLogoutService', BINDING.redirect, content.sloUrl),
    endpoint('md:SingleLogoutService', BINDING.post, content.sloUrl),
    ...content.nameIdFormats.map((format) => element('md:NameIDFormat', {}, text(format))),
    endpoint('md:SingleSignOnService', BINDING.redirect, content.ssoUrl),
    endpoint('md:SingleSignOnService', BINDING.post, content.ssoUrl),
  );

/** Whatever encoding a reader takes it for, it reads the same; nothing is signed here that could break. */
const inAscii = ({ wire }: Xml): string =>
  wire.replaceAll(/[^\0-\x7f]/gu, (character) => `&#x${character.codePointAt(0)?.toString(16).toUpperCase()};`); // oxlint-disable-line no-control-regex
