import type { AssertionContent } from '../../../shared/saml/assertion.ts';
import { later } from '../../../shared/base/clock.ts';
import type { Xml } from '../../../shared/saml/canonical.ts';
import { type EncryptionAlgorithm, encryptAssertion, type KeyTransport } from '../../../shared/saml/encrypt.ts';
import { type LogoutStatus, writeLogoutRequest, writeLogoutResponse } from '../../../shared/saml/logout.ts';
import { writeMetadata } from '../../../shared/saml/metadata.ts';
import { NAME_ID_FORMAT } from '../../../shared/saml/names.ts';
import { writeErrorResponse } from '../../../shared/saml/response.ts';
import { IDP, respond, responseContent, signed, type Signing, TEST_CERTIFICATE } from '../../saml/out/documents.ts';
import type { SignedElement } from './xmlsec.ts';

/** A kind of document that leaves Samlet: which of its elements are signed, and how one is made of any content. */
export interface SampleKind {
  readonly name: string;
  readonly signatures: readonly SignedElement[];
  readonly write: (content: AssertionContent) => string;
}

const plain = (name: string, signing: Signing): SampleKind => ({
  name,
  signatures: [
    ...(signing.assertion ? (['Assertion'] as const) : []),
    ...(signing.response ? (['Response'] as const) : []),
  ],
  write: (content) => respond(content, signing),
});

const sealed = (algorithm: EncryptionAlgorithm, transport: KeyTransport): SampleKind => ({
  name: `a signed response with an assertion under ${algorithm} and ${transport}`,
  signatures: ['Response'],
  write: (content) => {
    const seal = (inner: Xml): Xml => encryptAssertion(inner, TEST_CERTIFICATE, algorithm, transport);
    return respond(content, { assertion: true, response: true }, seal);
  },
});

const answered = (status: LogoutStatus): SampleKind => ({
  name: `a LogoutResponse that says ${status}`,
  signatures: ['LogoutResponse'],
  write: ({ acsUrl: destination }) => signed(writeLogoutResponse(responseContent({ destination }), status)).wire,
});

/** Every kind of signed document. */
export const SAMPLE_KINDS: readonly SampleKind[] = [
  plain('a response whose assertion is signed', { assertion: true, response: false }),
  plain('a response that is signed', { assertion: false, response: true }),
  plain('a response that is signed, with a signed assertion', { assertion: true, response: true }),
  sealed('aes128-gcm', 'rsa-oaep-mgf1p'),
  sealed('aes256-gcm', 'rsa-oaep-mgf1p'),
  sealed('aes256-gcm', 'rsa-oaep-sha256'),
  {
    name: 'a response with an error',
    signatures: ['Response'],
    write: ({ nameId, acsUrl: destination }) => {
      const status = { top: 'Responder', second: 'NoPassive', message: nameId.value } as const;
      return signed(writeErrorResponse(responseContent({ destination }), status)).wire;
    },
  },
  {
    name: 'a LogoutRequest',
    signatures: ['LogoutRequest'],
    write: ({ nameId, sessionIndex, issuedAt, acsUrl: destination }) => {
      const { inResponseTo: _, ...head } = responseContent({ destination });
      return signed(writeLogoutRequest({ ...head, nameId, sessionIndex, notOnOrAfter: later(issuedAt, 300) })).wire;
    },
  },
  answered('success'),
  answered('partial'),
  answered('unknown-principal'),
];

/** Metadata with everything that it can hold. */
export const fullMetadata = (): string =>
  writeMetadata({
    entityId: IDP,
    ssoUrl: 'https://idp.example.org/saml/sso',
    sloUrl: 'https://idp.example.org/saml/slo',
    certificates: [TEST_CERTIFICATE, TEST_CERTIFICATE],
    wantAuthnRequestsSigned: true,
    nameIdFormats: Object.values(NAME_ID_FORMAT),
    validUntil: later(new Date(), 3600),
    displayName: 'Büro',
    errorUrl: 'https://idp.example.org/error',
  });
