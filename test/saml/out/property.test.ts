import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { writeAssertion } from '../../../shared/saml/assertion.ts';
import { ISSUED_AT, respond, signed } from './documents.ts';
import { anyAssertion } from './random.ts';
import { elementsOf, expected, find, parse, verified } from './reader.ts';

const RUNS = { numRuns: 100 };

describe('any signed document', () => {
  it('is read by xml-crypto as what was said, and as nothing more (T-XML-30)', () => {
    fc.assert(
      fc.property(anyAssertion, (content) => {
        const xml = respond(content, { assertion: true, response: false });
        expect(verified(xml, 'Assertion')).toEqual(expected(content));
      }),
      RUNS,
    );
  });

  it('verifies when the assertion is cut out of its signed response', () => {
    fc.assert(
      fc.property(anyAssertion, (content) => {
        const xml = respond(content, { assertion: true, response: true });
        const cut = xml.slice(xml.indexOf('<saml:Assertion'), xml.indexOf('</samlp:Response>'));
        expect(verified(cut, 'Assertion')).toEqual(expected(content));
        const { children } = verified(xml, 'Response');
        expect(children.map(({ name }) => name.replace(/^.*\}/, ''))).toEqual(['Issuer', 'Status', 'Assertion']);
      }),
      RUNS,
    );
  });

  it('says nothing once a byte of what it covers is another', () => {
    fc.assert(
      fc.property(anyAssertion, fc.nat(), (content, seed) => {
        const xml = signed(writeAssertion(content)).wire;
        const subject = xml.indexOf(ISSUED_AT.toISOString()) + (seed % 10);
        const flipped = `${xml.slice(0, subject)}${xml[subject] === '1' ? '2' : '1'}${xml.slice(subject + 1)}`;
        fc.pre(flipped !== xml);
        expect(() => verified(flipped, 'Assertion')).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('has one NameID and one bearer confirmation, whatever the values hold', () => {
    fc.assert(
      fc.property(anyAssertion, (content) => {
        const document = parse(respond(content, { assertion: false, response: true }));
        const names = elementsOf(document).map(({ localName }) => localName);
        for (const once of ['Assertion', 'NameID', 'SubjectConfirmation', 'AuthnStatement', 'Signature']) {
          expect(names.filter((name) => name === once)).toHaveLength(1);
        }
        expect(find(document, 'NameID')?.textContent).toBe(content.nameId.value);
      }),
      RUNS,
    );
  });
});
