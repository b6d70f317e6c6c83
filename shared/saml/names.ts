/**
 * saml/ speaks SAML 2.0 and knows nothing of us: messages, bindings, the canonical writer, the strict scanner,
 * verification, metadata. It is pure: no clock, no table, no AWS; what it needs is an argument. Sign-in and sign-out
 * call it, apps/ uses its types. This file holds the names that the specifications fix.
 */

/** XML namespaces, by the prefix under which Samlet writes them. */
export const NS = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
  alg: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
} as const;

/** A prefix of {@link NS}. */
export type Prefix = keyof typeof NS;

/** Protocol bindings (Bindings 3). */
export const BINDING = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const;

/** The one encoding of the Redirect binding (Bindings 3.4.4.1). */
export const DEFLATE_ENCODING = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

const STATUS_PREFIX = 'urn:oasis:names:tc:SAML:2.0:status:';

/** Status codes by their last word; the first four may stand at the top (Core 3.2.2.2). */
export const STATUS = {
  Success: `${STATUS_PREFIX}Success`,
  Requester: `${STATUS_PREFIX}Requester`,
  Responder: `${STATUS_PREFIX}Responder`,
  VersionMismatch: `${STATUS_PREFIX}VersionMismatch`,
  AuthnFailed: `${STATUS_PREFIX}AuthnFailed`,
  InvalidAttrNameOrValue: `${STATUS_PREFIX}InvalidAttrNameOrValue`,
  InvalidNameIDPolicy: `${STATUS_PREFIX}InvalidNameIDPolicy`,
  NoAuthnContext: `${STATUS_PREFIX}NoAuthnContext`,
  NoAvailableIDP: `${STATUS_PREFIX}NoAvailableIDP`,
  NoPassive: `${STATUS_PREFIX}NoPassive`,
  NoSupportedIDP: `${STATUS_PREFIX}NoSupportedIDP`,
  PartialLogout: `${STATUS_PREFIX}PartialLogout`,
  ProxyCountExceeded: `${STATUS_PREFIX}ProxyCountExceeded`,
  RequestDenied: `${STATUS_PREFIX}RequestDenied`,
  RequestUnsupported: `${STATUS_PREFIX}RequestUnsupported`,
  RequestVersionDeprecated: `${STATUS_PREFIX}RequestVersionDeprecated`,
  RequestVersionTooHigh: `${STATUS_PREFIX}RequestVersionTooHigh`,
  RequestVersionTooLow: `${STATUS_PREFIX}RequestVersionTooLow`,
  ResourceNotRecognized: `${STATUS_PREFIX}ResourceNotRecognized`,
  TooManyResponses: `${STATUS_PREFIX}TooManyResponses`,
  UnknownAttrProfile: `${STATUS_PREFIX}UnknownAttrProfile`,
  UnknownPrincipal: `${STATUS_PREFIX}UnknownPrincipal`,
  UnsupportedBinding: `${STATUS_PREFIX}UnsupportedBinding`,
} as const;

/** A status by its last word. */
export type StatusName = keyof typeof STATUS;

/** NameID formats (Core 8.3). */
export const NAME_ID_FORMAT = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  entity: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
  encrypted: 'urn:oasis:names:tc:SAML:2.0:nameid-format:encrypted',
} as const;

/** Attribute name formats (Core 8.2). */
export const ATTRIBUTE_NAME_FORMAT = {
  unspecified: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified',
  uri: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  basic: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
} as const;

/** Authentication context classes (Authentication Context 3.4), and REFEDS' own for several factors. */
export const AUTHN_CONTEXT = {
  unspecified: 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified',
  password: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  passwordProtectedTransport: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
  timeSyncToken: 'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken',
  previousSession: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PreviousSession',
  refedsMfa: 'https://refeds.org/profile/mfa',
} as const;

/** How a subject is confirmed: by bearing the assertion (Profiles 3.3). */
export const CONFIRMATION_BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Why a session ends, in a LogoutRequest (Core 3.7.3). */
export const LOGOUT_REASON = {
  user: 'urn:oasis:names:tc:SAML:2.0:logout:user',
  admin: 'urn:oasis:names:tc:SAML:2.0:logout:admin',
} as const;

/** Signature algorithms (RFC 9231). SHA-1 is named so that it can be refused by name. */
export const SIGNATURE = {
  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  rsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ecdsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  ecdsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
} as const;

/** Digest algorithms (XML Encryption 1.1 section 5.8, RFC 9231). */
export const DIGEST = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

/** The transforms and the canonical form of SAML signatures (Core 5.4.3, 5.4.4). */
export const TRANSFORM = {
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  exclusiveWithComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
} as const;

/** How the content of an encrypted assertion is encrypted (XML Encryption 1.1 section 5.2). */
export const CONTENT_ENCRYPTION = {
  aes128Gcm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  aes256Gcm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
} as const;

/** How the content key is encrypted (XML Encryption 1.1 section 5.5). */
export const KEY_TRANSPORT = {
  rsaOaepMgf1p: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  rsaOaep: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
} as const;

/** The mask generation function that goes with {@link KEY_TRANSPORT}'s `rsaOaep` (XML Encryption 1.1 section 5.5.2). */
export const MGF1_SHA256 = 'http://www.w3.org/2009/xmlenc11#mgf1sha256';

/** The type of an encrypted element (XML Encryption 1.1 section 3.1). */
export const ENCRYPTED_ELEMENT = 'http://www.w3.org/2001/04/xmlenc#Element';

/** The media type of SAML metadata (Metadata, appendix A). */
export const METADATA_MEDIA_TYPE = 'application/samlmetadata+xml';
