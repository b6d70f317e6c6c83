import { createHash, createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { later } from '../../../shared/base/clock.ts';
import { prepareRedirect, writeLogoutRequest, writeLogoutResponse } from '../../../shared/saml/logout.ts';
import { NAME_ID_FORMAT, SIGNATURE } from '../../../shared/saml/names.ts';
import { responseContent, signDigest, signed, TEST_PUBLIC_KEY } from './documents.ts';
import { anyText } from './random.ts';
import { find, parse, verified } from './reader.ts';

const { inResponseTo: _, ...envelope } = responseContent({ destination: 'https://sp.example.org/slo' });
const logoutRequest = (value = 'ada@example.org', sessionIndex = '_session1') =>
  writeLogoutRequest({
    ...envelope,
    nameId: { format: NAME_ID_FORMAT.emailAddress, value },
    sessionIndex,
    notOnOrAfter: later(envelope.issuedAt, 300),
  });

const sent = (relayState?: string, document = logoutRequest(), url = 'https://sp.example.org/slo') => {
  const prepared = prepareRedirect({
    parameter: 'SAMLRequest',
    document,
    url,
    ...(relayState === undefined ? {} : { relayState }),
  });
  return { prepared, url: prepared.finish(signDigest(prepared.digest)) };
};

/** Verifies as a receiver does: over the octets of the query as they stand. */
function isVerified(url: string): boolean {
  const query = url.slice(url.search(/SAML(?:Request|Response)=/));
  const [octets = '', signature = ''] = query.split('&Signature=');
  return createVerify('sha256').update(octets).verify(TEST_PUBLIC_KEY, decodeURIComponent(signature), 'base64');
}

describe('a logout message by HTTP-Redirect', () => {
  it('carries the deflated message, RelayState byte for byte, and a signature over both', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.option(anyText, { nil: undefined }), (nameId, sessionIndex, relayState) => {
        const { url } = sent(relayState, logoutRequest(nameId, sessionIndex));
        expect(isVerified(url)).toBe(true);
        const query = new URL(url).searchParams;
        expect(query.get('RelayState')).toBe(relayState ?? null);
        expect(query.get('SigAlg')).toBe(SIGNATURE.rsaSha256);
        const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString('utf8');
        const document = parse(xml);
        expect(find(document, 'NameID')?.textContent).toBe(nameId);
        expect(find(document, 'SessionIndex')?.textContent).toBe(sessionIndex);
        expect(find(document, 'Signature')).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('tells the digest of the signed octets before anything is signed', () => {
    const { prepared, url } = sent('state');
    const octets = url.slice(url.indexOf('?') + 1, url.indexOf('&Signature='));
    expect(prepared.digest).toEqual(createHash('sha256').update(octets).digest());
  });

  it('keeps the query that the address already has', () => {
    const { url } = sent(undefined, logoutRequest(), 'https://sp.example.org/slo?tenant=a%20b');
    expect(url).toMatch(/^https:\/\/sp\.example\.org\/slo\?tenant=a%20b&SAMLRequest=/);
    expect(isVerified(url)).toBe(true);
  });

  it('does not verify once a parameter is another', () => {
    expect(isVerified(sent('state').url.replace('RelayState=state', 'RelayState=State'))).toBe(false);
  });
});

describe('a logout message by HTTP-POST', () => {
  it('is verified by xml-crypto, values and all', () => {
    fc.assert(
      fc.property(anyText, anyText, (nameId, sessionIndex) => {
        const { children } = verified(signed(logoutRequest(nameId, sessionIndex)).wire, 'LogoutRequest');
        expect(children.map(({ text }) => text)).toEqual([envelope.issuer, nameId, sessionIndex]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['success', ['Success']],
    ['partial', ['Success', 'PartialLogout']],
    ['unknown-principal', ['Requester', 'UnknownPrincipal']],
  ] as const)('says %s by the status %j', (status, codes) => {
    const { wire } = signed(writeLogoutResponse(responseContent(), status));
    const { attributes, children } = verified(wire, 'LogoutResponse');
    const top = children[1]?.children[0];
    const found = [top, ...(top?.children ?? [])].map((code) => code?.attributes['Value']?.split(':').at(-1));
    expect(found).toEqual(codes);
    expect(attributes['InResponseTo']).toBe('_request1');
  });
});
