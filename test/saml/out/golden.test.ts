import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { later } from '../../../shared/base/clock.ts';
import type { Xml } from '../../../shared/saml/canonical.ts';
import { encryptAssertion } from '../../../shared/saml/encrypt.ts';
import { prepareRedirect, writeLogoutRequest, writeLogoutResponse } from '../../../shared/saml/logout.ts';
import { writeMetadata } from '../../../shared/saml/metadata.ts';
import { NAME_ID_FORMAT } from '../../../shared/saml/names.ts';
import { writeErrorResponse } from '../../../shared/saml/response.ts';
import { assertionContent, IDP, respond, responseContent, signDigest, signed, TEST_CERTIFICATE } from './documents.ts';

const { inResponseTo: _, ...request } = responseContent({ destination: 'https://sp.example.org/slo' });
const logoutRequest = () =>
  writeLogoutRequest({
    ...request,
    nameId: { format: NAME_ID_FORMAT.persistent, value: 'q7r2', nameQualifier: IDP },
    sessionIndex: '_session1',
    notOnOrAfter: later(request.issuedAt, 300),
  });

function redirect(): string {
  const url = 'https://sp.example.org/slo';
  const prepared = prepareRedirect({ parameter: 'SAMLRequest', document: logoutRequest(), url, relayState: 'a b&c=ü' });
  return prepared.finish(signDigest(prepared.digest));
}

/** Keys and counters of an encryption are random, and so is what they give: only its shape is kept. */
const shapeOf = (xml: string): string =>
  xml.replaceAll(/(<xenc:CipherValue>|<ds:DigestValue>|<ds:SignatureValue>)[^<]+/g, '$1…');
const seal = (assertion: Xml): Xml => encryptAssertion(assertion, TEST_CERTIFICATE);
const both = { assertion: true, response: true };

const DOCUMENTS: Readonly<Record<string, () => string>> = {
  'response-assertion-signed.xml': () => respond(assertionContent(), { assertion: true, response: false }),
  'response-both-signed.xml': () => respond(assertionContent(), both),
  'response-encrypted-shape.xml': () => shapeOf(respond(assertionContent(), both, seal)),
  'error.xml': () => signed(writeErrorResponse(responseContent(), { top: 'Responder', second: 'NoPassive' })).wire,
  'logout-request.xml': () => signed(logoutRequest()).wire,
  'logout-response.xml': () => signed(writeLogoutResponse(responseContent(), 'partial')).wire,
  'logout-request-redirect.txt': redirect,
  'metadata.xml': () =>
    writeMetadata({
      entityId: IDP,
      ssoUrl: 'https://idp.example.org/saml/sso',
      sloUrl: 'https://idp.example.org/saml/slo',
      certificates: [TEST_CERTIFICATE, TEST_CERTIFICATE],
      wantAuthnRequestsSigned: true,
      nameIdFormats: Object.values(NAME_ID_FORMAT).slice(0, 4),
    }),
};

describe('the golden documents', () => {
  it.each(Object.entries(DOCUMENTS))('hold %s as it is written', (name, write) => {
    const path = new URL(`../../golden/${name}`, import.meta.url);
    if (process.env['GOLDEN'] === 'write') writeFileSync(path, `${write()}\n`);
    expect(`${write()}\n`).toBe(readFileSync(path, 'utf8'));
  });
});
