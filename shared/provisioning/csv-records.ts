/** Bytes that one row may have; more is a quote that is not closed, or no table at all. */
export const ROW_BYTES = 65_536;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** A row as it lies in the file: its bytes without the line's end, and where the next row begins. */
export interface RawRow {
  readonly bytes: Uint8Array;
  readonly next: number;
  /** Whether it is longer than a row may be, or its quote is never closed; then `bytes` is its first line alone. */
  readonly isBroken?: boolean;
}

/**
 * Finds the end of the row that begins at `start` (RFC 4180: a quote opens at the beginning of a field and nowhere else, and
 * what stands between quotes may hold line ends). It works on bytes, so it serves every encoding that has ASCII's signs.
 *
 * A row that cannot be ended ends at its first line's end: one stray quote costs one row, not the rest of the file.
 *
 * @param isLast whether the file ends with these bytes
 * @returns `undefined` where more bytes are needed to tell
 */
export function nextRow(
  bytes: Uint8Array,
  start: number,
  { delimiter, isLast }: { delimiter: number; isLast: boolean },
): RawRow | undefined {
  const end = endOfRow(bytes, start, delimiter);
  if (end !== undefined && end - start <= ROW_BYTES) return rowTo(bytes, start, end);
  if (end === undefined && !isLast && bytes.length - start <= ROW_BYTES) return undefined;
  if (end === undefined && isLast && !isQuoteOpen(bytes, start, delimiter) && bytes.length - start <= ROW_BYTES) {
    return { bytes: bytes.subarray(start), next: bytes.length };
  }
  const line = bytes.indexOf(LF, start);
  if (line < 0) return isLast ? { bytes: bytes.subarray(start), next: bytes.length, isBroken: true } : undefined;
  return { ...rowTo(bytes, start, line), isBroken: true };
}

const rowTo = (bytes: Uint8Array, start: number, end: number): RawRow => ({
  bytes: bytes.subarray(start, bytes[end] === LF && bytes[end - 1] === CR && end > start ? end - 1 : end),
  next: end + (bytes[end] === CR && bytes[end + 1] === LF ? 2 : 1),
});

/** Walks over fields. @returns where the line's end is, outside of quotes; `undefined` where there is none */
function endOfRow(bytes: Uint8Array, start: number, delimiter: number): number | undefined {
  let at = start;
  while (at < bytes.length) {
    if (bytes[at] === QUOTE) {
      const closed = afterQuotes(bytes, at + 1);
      if (closed === undefined) return undefined;
      at = closed;
    }
    while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LF) at += 1;
    if (bytes[at] === LF) return at;
    at += 1;
  }
  return undefined;
}

/** The place behind the quote that closes; two of them are one that is meant. */
function afterQuotes(bytes: Uint8Array, start: number): number | undefined {
  let at = bytes.indexOf(QUOTE, start);
  while (at >= 0 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
  return at < 0 ? undefined : at + 1;
}

/** Tells whether the rest of the bytes stands behind a quote that is not closed. */
function isQuoteOpen(bytes: Uint8Array, start: number, delimiter: number): boolean {
  let at = start;
  while (at < bytes.length) {
    if (bytes[at] === QUOTE) {
      const closed = afterQuotes(bytes, at + 1);
      if (closed === undefined) return true;
      at = closed;
    }
    const next = bytes.indexOf(delimiter, at);
    if (next < 0) return false;
    at = next + 1;
  }
  return false;
}
