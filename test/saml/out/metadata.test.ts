import { describe, expect, it } from '@jest/globals';
import { type IdpMetadata, writeMetadata } from '../../../shared/saml/metadata.ts';
import { BINDING, NAME_ID_FORMAT } from '../../../shared/saml/names.ts';
import { IDP, TEST_CERTIFICATE } from './documents.ts';
import { elementsOf, find, parse } from './reader.ts';

const NEXT_CERTIFICATE = TEST_CERTIFICATE.replace('MII', 'MIJ');
const metadata = (said: Partial<IdpMetadata> = {}): string =>
  writeMetadata({
    entityId: IDP,
    ssoUrl: 'https://idp.example.org/saml/sso',
    sloUrl: 'https://idp.example.org/saml/slo',
    certificates: [TEST_CERTIFICATE, NEXT_CERTIFICATE],
    wantAuthnRequestsSigned: false,
    nameIdFormats: [NAME_ID_FORMAT.persistent],
    ...said,
  });

const named = (xml: string, local: string): Element[] =>
  elementsOf(parse(xml)).filter(({ localName }) => localName === local);

describe('our metadata', () => {
  it('lists the active certificate and the next one, both for signing', () => {
    const keys = named(metadata(), 'KeyDescriptor');
    expect(keys.map((key) => [key.getAttribute('use'), key.textContent])).toEqual([
      ['signing', TEST_CERTIFICATE],
      ['signing', NEXT_CERTIFICATE],
    ]);
  });

  it.each([
    ['SingleSignOnService', 'https://idp.example.org/saml/sso'],
    ['SingleLogoutService', 'https://idp.example.org/saml/slo'],
  ])('offers %s by both bindings', (local, location) => {
    const found = named(metadata(), local).map((at) => [at.getAttribute('Binding'), at.getAttribute('Location')]);
    expect(found).toEqual([
      [BINDING.redirect, location],
      [BINDING.post, location],
    ]);
  });

  it('is taken by IAM: more than 1,000 characters, no byte order mark (CreateSAMLProvider)', () => {
    const xml = metadata({ certificates: [TEST_CERTIFICATE] });
    expect(xml.length).toBeGreaterThan(1000);
    expect(xml.startsWith('<md:EntityDescriptor ')).toBe(true);
  });

  it('is ASCII, whatever the organisation is called', () => {
    const displayName = 'Büro <"Ω"> \u{1f680}\u2028';
    const errorUrl = 'https://idp.example.org/fehler?für=a&b';
    const xml = metadata({ displayName, errorUrl, validUntil: new Date('2027-01-01T00:00:00Z') });
    expect(xml).toMatch(/^[ -~]+$/);
    expect(find(parse(xml), 'DisplayName')?.textContent).toBe(displayName);
    expect(find(parse(xml), 'IDPSSODescriptor')?.getAttribute('errorURL')).toBe(errorUrl);
    expect(parse(xml).documentElement.getAttribute('validUntil')).toBe('2027-01-01T00:00:00.000Z');
  });
});
