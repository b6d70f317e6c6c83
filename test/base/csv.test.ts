import { expect, test } from '@jest/globals';
import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { csvLine, neutral, original } from '../../shared/base/csv.ts';

/** Every beginning by which a spreadsheet was ever made to run something (research T-CSV-01). */
const BEGINNINGS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠', ' =', '\u00a0=', "'=", "''@"];

test.each(BEGINNINGS)('a text that begins with %j begins with an apostrophe in the file', (beginning) => {
  expect(neutral(`${beginning}cmd|' /C calc'!A0`)).toBe(`'${beginning}cmd|' /C calc'!A0`);
});

test.each(['', 'Ada', "O'Neill", "'quoted'", '3-4', 'a=b', 'user@example.com'])('%j stays as it is', (text) => {
  expect(neutral(text)).toBe(text);
});

const texts = oneof(
  string({ unit: 'grapheme' }),
  tuple(constantFrom(...BEGINNINGS, "'", '"'), string()).map(([beginning, rest]) => beginning + rest),
);

test('what was neutralised can be read back as it was', () => {
  assert(property(texts, (text) => original(neutral(text)) === text));
});

test('every line is read back field by field by a strict reader (RFC 4180)', () => {
  assert(
    property(array(texts, { minLength: 1, maxLength: 5 }), (fields) => {
      expect(read(csvLine(fields)).map(original)).toEqual(fields);
    }),
  );
});

test('fields are quoted where their text would end them', () => {
  expect(csvLine(['a', 'b,c', 'say "hi"', 'two\r\nlines', '=1+1'])).toBe(
    `a,"b,c","say ""hi""","two\r\nlines",'=1+1\r\n`,
  );
});

/** The fields of one line, read by the grammar of RFC 4180 section 2. */
function read(line: string): string[] {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const [whole = '', quoted, plain = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))/u.exec(rest) ?? [];
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (rest === '\r\n') return fields;
    expect(rest[0]).toBe(',');
    rest = rest.slice(1);
  }
}
