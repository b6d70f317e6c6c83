/**
 * What a spreadsheet would take for a formula or a command: one of `= + - @`, as ASCII or at full width, or a character
 * that cuts the cell, also behind blanks, which some programs strip (OWASP, "CSV Injection"; ASVS 5.0 1.2.10).
 * Apostrophes before it are part of the pattern, so that {@link neutral} can be undone without guessing.
 */
const FORMULA = /^'*[\s\0]*[=+\-@＝＋－＠\t\r\n\0]/u;

/**
 * A text that no spreadsheet runs: an apostrophe stands before what would be a formula. {@link original} gives back what
 * it was, so a file that was exported can be imported again.
 */
export const neutral = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text that {@link neutral} was given. */
export const original = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** One line of CSV with its end (RFC 4180): every field neutralised, quoted where its text needs it. */
export const csvLine = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`;

function csvField(text: string): string {
  const safe = neutral(text);
  return /[",;\r\n\0]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
