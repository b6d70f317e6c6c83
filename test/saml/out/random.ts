import * as fc from 'fast-check';
import type { AssertionContent } from '../../../shared/saml/assertion.ts';
import { ATTRIBUTE_NAME_FORMAT, NAME_ID_FORMAT } from '../../../shared/saml/names.ts';
import { assertionContent } from './documents.ts';

/** Pieces that have broken somebody's parser, canonicalizer or escaping. */
const AWKWARD = [
  '<', '>', '&', '"', "'", ']]>', '<!--', '-->', '<![CDATA[', '<?pi', '?>', '&amp;', '&#10;', '&lt;', '\r', '\n', '\t',
  '\r\n', ' ', '\u0085', '\u2028', '\u2029', '\u00a0', '\ufeff', '\u200b', '\u0301', '\u007f', '\u009f', '\ud7ff',
  '\ue000', '\ufffd', '\u{1f680}', '\u{1fffe}', '\u{10ffff}', '</saml:AttributeValue>', 'xmlns:saml="x"', '%00', '\\u0000',
]; // prettier-ignore

const isLegal = (text: string): boolean => text.isWellFormed() && !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text); // oxlint-disable-line no-control-regex

const piece = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary', maxLength: 12 }).filter(isLegal),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** Text of all that XML 1.0 may carry, awkward pieces first. */
export const anyText = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

const attribute = fc.record(
  {
    name: anyText,
    nameFormat: fc.constantFrom(...Object.values(ATTRIBUTE_NAME_FORMAT)),
    friendlyName: anyText,
    values: fc.array(anyText, { maxLength: 4 }),
  },
  { requiredKeys: ['name', 'values'] },
);

/** The content of any assertion: strangers' text wherever text of strangers may come to stand. */
export const anyAssertion: fc.Arbitrary<AssertionContent> = fc
  .record({
    nameId: fc.record(
      {
        format: fc.constantFrom(...Object.values(NAME_ID_FORMAT)),
        value: anyText,
        nameQualifier: anyText,
        spNameQualifier: anyText,
      },
      { requiredKeys: ['format', 'value'] },
    ),
    audience: anyText,
    acsUrl: anyText,
    sessionIndex: anyText,
    attributes: fc.array(attribute, { maxLength: 5 }),
  })
  .map((said) => assertionContent(said));
