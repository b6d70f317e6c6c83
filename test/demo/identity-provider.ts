import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import { encryptAssertion } from '../../shared/saml/encrypt.ts';
import { writeLogoutRequest, writeLogoutResponse, prepareRedirect } from '../../shared/saml/logout.ts';
import { writeMetadata } from '../../shared/saml/metadata.ts';
import { type NameId, writeAssertion } from '../../shared/saml/assertion.ts';
import { writeResponse } from '../../shared/saml/response.ts';
import { unsigned } from '../../shared/saml/signature.ts';
import { assertionContent, signDigest, signed, TEST_CERTIFICATE } from '../saml/out/documents.ts';

/** What stands in for Samlet where a test is about the demo: its metadata, served after a first "not yet", and its messages. */
export interface IdentityProvider {
  readonly url: string;
  readonly entityId: string;
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  let asked = 0;
  const server = createServer((_request, response) => {
    response.statusCode = asked++ === 0 ? 503 : 200;
    response.end(response.statusCode === 503 ? 'not yet' : metadata());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const entityId = `${url}/saml/metadata`;
  const metadata = (): string =>
    writeMetadata({
      entityId,
      ssoUrl: `${url}/saml/sso`,
      sloUrl: `${url}/saml/logout`,
      certificates: [TEST_CERTIFICATE],
      wantAuthnRequestsSigned: false,
      nameIdFormats: [],
    });
  return { url, entityId, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** The text of a message in a redirect. */
export const inflated = (message: string): string => inflateRawSync(Buffer.from(message, 'base64')).toString('utf8');

/** A response for a provider, as the demo would get it from Samlet. */
export function responseFor({
  issuer,
  audience,
  acsUrl,
  inResponseTo,
  nameId,
  values = ['Ada'],
  encryptTo,
}: {
  issuer: string;
  audience: string;
  acsUrl: string;
  inResponseTo?: string;
  nameId: NameId;
  values?: readonly string[];
  /** Base64 DER. */
  encryptTo?: string;
}): string {
  const { inResponseTo: _fixed, ...content } = assertionContent({
    issuer,
    audience,
    acsUrl,
    nameId,
    issuedAt: new Date(),
    authnInstant: new Date(),
    sessionNotOnOrAfter: new Date(Date.now() + 3_600_000),
    attributes: [{ name: 'displayName', values: [...values] }],
  });
  const asked = inResponseTo === undefined ? {} : { inResponseTo };
  const assertion = signed(writeAssertion({ ...content, ...asked }));
  const sealed = encryptTo === undefined ? assertion : encryptAssertion(assertion, encryptTo);
  const response = writeResponse({ ...envelope(issuer, acsUrl), ...asked }, sealed);
  return Buffer.from(unsigned(response).wire).toString('base64');
}

const envelope = (issuer: string, destination: string) => ({
  id: `_${Math.random().toString(16).slice(2)}`,
  issuer,
  destination,
  issuedAt: new Date(),
});

/** A signed wish that a session end, by redirect (a URL) or by POST (base64). */
export function logoutRequestFor(issuer: string, url: string, nameId: NameId, binding: 'redirect' | 'post'): string {
  const document = writeLogoutRequest({
    ...envelope(issuer, url),
    nameId,
    sessionIndex: '_session1',
    notOnOrAfter: new Date(Date.now() + 60_000),
  });
  if (binding === 'post') return Buffer.from(signed(document).wire).toString('base64');
  const prepared = prepareRedirect({ parameter: 'SAMLRequest', document, url, relayState: 'r' });
  return prepared.finish(signDigest(prepared.digest));
}

/** A signed answer to a LogoutRequest, by redirect. */
export function logoutResponseFor(issuer: string, url: string, inResponseTo: string): string {
  const document = writeLogoutResponse({ ...envelope(issuer, url), inResponseTo }, 'success');
  const prepared = prepareRedirect({ parameter: 'SAMLResponse', document, url });
  return prepared.finish(signDigest(prepared.digest));
}
