import { Refusal } from '../base/refusal.ts';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Tells whether a text is a mail address of the plain kind that all parsers read alike: no quotes, no comments, ASCII. */
export function isMailAddress(text: string): boolean {
  if (text.length > 254 || text !== text.normalize('NFKC')) return false;
  const parts = text.split('@');
  const [local = '', domain = ''] = parts;
  const labels = domain.split('.');
  return (
    parts.length === 2 &&
    local.length <= 64 &&
    LOCAL.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label))
  );
}

/**
 * A mail address, as it was given. Stricter than RFC 5322: what parsers have read differently before (quotes, comments,
 * several `@`, look-alike characters) is refused, so a mail goes where everybody thinks it does.
 *
 * @throws {Refusal} INPUT_INVALID naming the field
 */
export function mailAddress(text: string, pointer = '/email'): string {
  if (isMailAddress(text)) return text;
  throw new Refusal('INPUT_INVALID', 'not a mail address', {
    faults: [{ pointer, detail: 'This is not a mail address that Samlet can write to.' }],
  });
}
