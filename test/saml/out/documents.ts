import { createPrivateKey, createPublicKey, constants, privateEncrypt, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AssertionContent } from '../../../shared/saml/assertion.ts';
import { writeAssertion } from '../../../shared/saml/assertion.ts';
import type { Xml } from '../../../shared/saml/canonical.ts';
import { AUTHN_CONTEXT, NAME_ID_FORMAT } from '../../../shared/saml/names.ts';
import { type ResponseContent, writeResponse } from '../../../shared/saml/response.ts';
import { prepareSignature, type Signable, unsigned } from '../../../shared/saml/signature.ts';

const golden = (name: string): string => readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8');

/** The key that tests sign with; its name says what it is worth. */
export const TEST_KEY_PEM = golden('test-only-key.pem');
const testKey = createPrivateKey(TEST_KEY_PEM);

/** Its certificate, as PEM and as base64 DER. */
export const TEST_CERTIFICATE_PEM = golden('test-only-certificate.pem');
export const TEST_CERTIFICATE = TEST_CERTIFICATE_PEM.replaceAll(/-----[^-]+-----|\s/g, '');
export const TEST_PUBLIC_KEY = createPublicKey(TEST_CERTIFICATE_PEM);

/** What every DER DigestInfo of a SHA-256 digest begins with (RFC 8017 section 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Signs a digest as KMS does with `MessageType: DIGEST` (RSASSA-PKCS1-v1_5): the data itself is never seen. */
export const signDigest = (digest: Uint8Array): Buffer =>
  privateEncrypt({ key: testKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, digest]));

/** Signs data whole, to hold {@link signDigest} against. */
export const signWhole = (data: string): Buffer => sign('sha256', Buffer.from(data), testKey);

export const IDP = 'https://idp.example.org/saml/metadata';
export const SP = 'https://sp.example.org/metadata';
export const ACS = 'https://sp.example.org/acs?tenant=1&x="2"';
export const ISSUED_AT = new Date('2026-11-24T09:30:00.250Z');

/** An assertion's content, of which a test says only what it is about. */
export const assertionContent = (said: Partial<AssertionContent> = {}): AssertionContent => ({
  id: '_00112233445566778899aabbccddeeff',
  issuer: IDP,
  audience: SP,
  acsUrl: ACS,
  inResponseTo: '_request1',
  nameId: { format: NAME_ID_FORMAT.emailAddress, value: 'ada@example.org' },
  attributes: [
    { name: 'urn:oid:0.9.2342.19200300.100.1.3', friendlyName: 'mail', values: ['ada@example.org'] },
    { name: 'groups', values: ['Engineers & "Friends"', 'Ünïcode \u{1F680} <team>'] },
  ],
  issuedAt: ISSUED_AT,
  authnInstant: new Date('2026-11-24T09:00:00.000Z'),
  authnContext: AUTHN_CONTEXT.passwordProtectedTransport,
  sessionIndex: '_session1',
  sessionNotOnOrAfter: new Date('2026-11-24T17:00:00.000Z'),
  ...said,
});

/** The content of the response around it. */
export const responseContent = (said: Partial<ResponseContent> = {}): ResponseContent => ({
  id: '_ffeeddccbbaa99887766554433221100',
  issuer: IDP,
  destination: ACS,
  inResponseTo: '_request1',
  issuedAt: ISSUED_AT,
  ...said,
});

/** Signs a document by its digest alone. */
export function signed(document: Signable): Xml {
  const prepared = prepareSignature(document, TEST_CERTIFICATE);
  return prepared.finish(signDigest(prepared.digest));
}

/** Which of the two documents is signed; as apps are registered. */
export interface Signing {
  readonly assertion: boolean;
  readonly response: boolean;
}

/** A whole response as it goes on the wire; `seal` may encrypt the assertion on its way in. */
export function respond(
  content: AssertionContent,
  signing: Signing,
  seal: (assertion: Xml) => Xml = (assertion) => assertion,
): string {
  const document = writeAssertion(content);
  const { acsUrl, inResponseTo } = content;
  const envelope = responseContent({ destination: acsUrl, ...(inResponseTo === undefined ? {} : { inResponseTo }) });
  const response = writeResponse(envelope, seal(signing.assertion ? signed(document) : unsigned(document)));
  return (signing.response ? signed(response) : unsigned(response)).wire;
}
