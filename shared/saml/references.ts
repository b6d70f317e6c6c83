import { malformed } from './read.ts';

// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Tells whether a text holds only characters that XML 1.0 has (XML 2.2); halves of surrogate pairs are none. */
export const isXmlText = (text: string): boolean => !FORBIDDEN.test(text) && text.isWellFormed();

// A Map, because an object would also know `&toString;`.
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * A text with its references resolved: the five that XML defines, and characters by number (XML 4.1, 4.6). There are no
 * others without a DOCTYPE.
 *
 * @throws {Refusal} REQUEST_MALFORMED
 */
export function withoutReferences(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replaceAll(/&([^;]{0,10});?/g, (whole, name: string) => {
    const character = whole.endsWith(';') ? (PREDEFINED.get(name) ?? numbered(name)) : undefined;
    if (character === undefined) throw malformed('a reference');
    return character;
  });
}

function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : -1;
  const character = code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  return character !== undefined && isXmlText(character) ? character : undefined;
}
