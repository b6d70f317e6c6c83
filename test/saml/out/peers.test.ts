import { SAML } from '@node-saml/node-saml';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as samlify from 'samlify';
import type { Xml } from '../../../shared/saml/canonical.ts';
import { encryptAssertion } from '../../../shared/saml/encrypt.ts';
import { writeMetadata } from '../../../shared/saml/metadata.ts';
import { BINDING, NAME_ID_FORMAT } from '../../../shared/saml/names.ts';
import { writeErrorResponse } from '../../../shared/saml/response.ts';
import {
  ACS,
  assertionContent,
  IDP,
  respond,
  responseContent,
  signed,
  type Signing,
  SP,
  TEST_CERTIFICATE,
  TEST_KEY_PEM,
} from './documents.ts';
import { anyAssertion } from './random.ts';

const base64 = (xml: string): string => Buffer.from(xml, 'utf8').toString('base64');

const nodeSaml = ({ assertion, response }: Signing): SAML =>
  new SAML({
    callbackUrl: ACS,
    issuer: SP,
    audience: SP,
    idpCert: TEST_CERTIFICATE,
    decryptionPvk: TEST_KEY_PEM,
    wantAssertionsSigned: assertion,
    wantAuthnResponseSigned: response,
    acceptedClockSkewMs: -1, // the documents are of one fixed moment
  });

const accepted = async (xml: string, signing: Signing) =>
  (await nodeSaml(signing).validatePostResponseAsync({ SAMLResponse: base64(xml) })).profile;

const SIGNINGS: readonly Signing[] = [
  { assertion: true, response: false },
  { assertion: false, response: true },
  { assertion: true, response: true },
];
const ADA = {
  nameID: 'ada@example.org',
  nameIDFormat: NAME_ID_FORMAT.emailAddress,
  sessionIndex: '_session1',
  inResponseTo: '_request1',
  issuer: IDP,
  groups: ['Engineers & "Friends"', 'Ünïcode \u{1F680} <team>'],
};

describe('node-saml', () => {
  it.each(SIGNINGS)('accepts a response signed %j', async (signing) => {
    expect(await accepted(respond(assertionContent(), signing), signing)).toMatchObject(ADA);
  });

  it.each(
    SIGNINGS.flatMap((signing) => (['aes128-gcm', 'aes256-gcm'] as const).map((cipher) => ({ ...signing, cipher }))),
  )('decrypts and accepts a response %j', async ({ cipher, ...signing }) => {
    const xml = respond(assertionContent(), signing, (plain) => encryptAssertion(plain, TEST_CERTIFICATE, cipher));
    expect(xml).not.toContain('ada@example.org');
    expect(await accepted(xml, signing)).toMatchObject(ADA);
  });

  it.each(SIGNINGS)('refuses a flipped byte in one signed %j', async (signing) => {
    const xml = respond(assertionContent(), signing).replaceAll('ada@example.org', 'eve@example.org');
    await expect(accepted(xml, signing)).rejects.toThrow(/signature/i);
  });

  it('accepts any text in any value', async () => {
    const signing = { assertion: true, response: false };
    await fc.assert(
      fc.asyncProperty(anyAssertion, async (any) => {
        const content = { ...any, audience: SP, acsUrl: ACS, nameId: { ...any.nameId, value: `x${any.nameId.value}` } };
        expect(await accepted(respond(content, signing), signing)).toMatchObject({ issuer: IDP });
      }),
      { numRuns: 60 },
    );
  });

  it('reads the status of a signed error', async () => {
    const status = { top: 'Responder', second: 'AuthnFailed' } as const;
    const { wire } = signed(writeErrorResponse(responseContent(), status));
    await expect(accepted(wire, { assertion: false, response: true })).rejects.toThrow(/Responder.*AuthnFailed/);
  });
});

describe('samlify', () => {
  samlify.setSchemaValidator({ validate: () => Promise.resolve('xmllint holds the schemas, in test/real') });
  const metadata = writeMetadata({
    entityId: IDP,
    ssoUrl: 'https://idp.example.org/saml/sso',
    sloUrl: 'https://idp.example.org/saml/slo',
    certificates: [TEST_CERTIFICATE],
    wantAuthnRequestsSigned: false,
    nameIdFormats: [NAME_ID_FORMAT.emailAddress],
  });
  const acsUrl = 'https://sp.example.org/acs';
  const now = new Date();
  const later = new Date(now.getTime() + 3_600_000);
  const content = assertionContent({ acsUrl, issuedAt: now, authnInstant: now, sessionNotOnOrAfter: later });

  const extracted = async (xml: string, { response, isSealed }: { response: boolean; isSealed: boolean }) => {
    const idp = samlify.IdentityProvider({ metadata, isAssertionEncrypted: isSealed });
    const sp = samlify.ServiceProvider({
      entityID: SP,
      wantMessageSigned: response,
      wantAssertionsSigned: true,
      encPrivateKey: TEST_KEY_PEM,
      assertionConsumerService: [{ Binding: BINDING.post, Location: acsUrl }],
    });
    return (await sp.parseLoginResponse(idp, 'post', { body: { SAMLResponse: base64(xml) } })).extract;
  };
  const ada = { nameID: 'ada@example.org', response: { inResponseTo: '_request1' } };

  it.each([false, true])('accepts a response whose assertion is signed; the response too: %j', async (response) => {
    const xml = respond(content, { assertion: true, response });
    expect(await extracted(xml, { response, isSealed: false })).toMatchObject(ada);
  });

  it.each(['aes128-gcm', 'aes256-gcm'] as const)('decrypts and accepts an assertion under %s', async (cipher) => {
    const seal = (plain: Xml) => encryptAssertion(plain, TEST_CERTIFICATE, cipher);
    const xml = respond(content, { assertion: true, response: false }, seal);
    expect(await extracted(xml, { response: false, isSealed: true })).toMatchObject(ada);
  });

  it('refuses a flipped byte', async () => {
    const xml = respond(content, { assertion: true, response: false }).replaceAll('ada@', 'eve@');
    await expect(extracted(xml, { response: false, isSealed: false })).rejects.toThrow(/SIGNATURE/);
  });
});
