/**
 * What no text about a user holds: control characters, line separators, marks that turn the direction of what follows (a
 * name must read as it is written), and what XML cannot carry, which would fail a sign-in much later. Lone surrogates
 * are refused beside it: some of those who read our API's description take them in no pattern.
 */
export const SOUND = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]*$/u; // oxlint-disable-line no-control-regex, no-misleading-character-class

/** Bytes that the compared form of a name may have: it stands in keys, and NFKC makes 18 characters of some single ones. */
const NAME_BYTES = 768;

/** Tells whether a name can be compared and ordered by: it must fit a key of the table, in the form of normalName. */
export function isKeyable(text: string): boolean {
  const bytes = Buffer.byteLength(text.normalize('NFKC').trim().toLowerCase());
  return bytes > 0 && bytes <= NAME_BYTES;
}

/** Characters of a user name at the most. */
export const USER_NAME_MAX = 128;

/** Tells whether a text may be a user name. */
export const isUserName = (text: string): boolean =>
  text.length <= USER_NAME_MAX && text === text.trim() && SOUND.test(text) && text.isWellFormed() && isKeyable(text);
