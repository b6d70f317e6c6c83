import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ACS, assertionContent, respond, SP, TEST_PUBLIC_KEY } from '../saml/out/documents.ts';
import { anyAssertion } from '../saml/out/random.ts';
import { fullMetadata, SAMPLE_KINDS } from './kit/samples.ts';
import { schemaFaults } from './kit/schemas.ts';
import { verifiedByXmlsec } from './kit/xmlsec.ts';

/** Documents of each kind: 2,200 in all, with text in every value that has broken somebody's parser. */
const RUNS = { numRuns: 200 };
const NO_FAULTS = '';
const seed = Date.now() % 2 ** 30;
const contents = fc.sample(anyAssertion, { ...RUNS, seed });

/** Addresses are of the type anyURI in the schemas, and come from the registry, not from strangers. */
const withAddresses = contents.map((content) => ({ ...content, acsUrl: ACS, audience: SP }));

describe.each(SAMPLE_KINDS)('$name', ({ signatures, write }) => {
  it.each(signatures)(
    'is verified by xmlsec1 where it is the %s that is signed, whatever the values hold',
    (element) => {
      const { ok, output } = verifiedByXmlsec(contents.map(write), element, TEST_PUBLIC_KEY);
      const said = ok === RUNS.numRuns ? '' : `seed ${seed}: ${output.slice(-2000)}`;
      expect({ ok, said }).toEqual({ ok: RUNS.numRuns, said: '' });
    },
  );

  it('validates against the OASIS schemas', () => {
    expect(schemaFaults(withAddresses.map(write)).slice(0, 2000)).toBe(NO_FAULTS);
  });
});

describe('an assertion that is cut out of its response', () => {
  const cut = (xml: string): string => xml.slice(xml.indexOf('<saml:Assertion'), xml.indexOf('</samlp:Response>'));

  it.each([false, true])('is verified by xmlsec1 by itself; the response was signed, too: %s', (response) => {
    const documents = contents.map((content) => cut(respond(content, { assertion: true, response })));
    expect(verifiedByXmlsec(documents, 'Assertion', TEST_PUBLIC_KEY).ok).toBe(RUNS.numRuns);
  });

  it('validates by itself', () => {
    const documents = withAddresses.map((content) => cut(respond(content, { assertion: true, response: true })));
    expect(schemaFaults(documents).slice(0, 2000)).toBe(NO_FAULTS);
  });
});

describe('metadata', () => {
  it('validates with everything that it can hold', () => {
    expect(schemaFaults([fullMetadata()])).toBe(NO_FAULTS);
  });
});

describe('the tools', () => {
  const xml = respond(assertionContent(), { assertion: true, response: false });

  it('refuse a signed assertion of which one digit was changed', () => {
    const changed = xml.replace(/(<saml:Assertion [^>]*)2026-11-24/, '$12026-11-25');
    expect(changed).not.toBe(xml);
    const { ok, output } = verifiedByXmlsec([changed], 'Assertion', TEST_PUBLIC_KEY);
    expect([ok, output]).toEqual([0, expect.stringMatching(/^FAIL$/m)]);
  });

  it('refuse a document whose signature is missing', () => {
    const unsigned = xml.replace(/<ds:Signature .*<\/ds:Signature>/, '');
    expect(verifiedByXmlsec([unsigned], 'Assertion', TEST_PUBLIC_KEY).ok).toBe(0);
  });

  it('refuse an element with a wrong name, a missing attribute, an ID that starts with a digit', () => {
    const metadata = fullMetadata();
    const wrong = [
      metadata.replaceAll('md:NameIDFormat', 'md:NameIdFormat'),
      xml.replace(' Version="2.0"', ''),
      xml.replace(/ ID="_/, ' ID="1'),
    ];
    for (const document of wrong) expect(schemaFaults([document])).toMatch(/0\.xml does not validate/);
  });
});
