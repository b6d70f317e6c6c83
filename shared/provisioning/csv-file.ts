import { parse } from 'csv-parse/sync';
import { original } from '../base/csv.ts';
import { Refusal } from '../base/refusal.ts';
import type { Encoding } from './csv-encoding.ts';
import { nextRow, ROW_BYTES } from './csv-records.ts';

/** How a file is written, as its first line shows. */
export interface Dialect {
  readonly delimiter: ',' | ';' | '\t';
  readonly encoding: Encoding;
}

/** Why a row could not be read, in words. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  /** Whom the row is about, as it stands there, where that much could be read. */
  userName?: string;
}

const refuse = (detail: string): Refusal =>
  new Refusal('INPUT_INVALID', 'the file cannot be read', { faults: [{ pointer: '/file', detail }] });

const starts = (bytes: Uint8Array, ...signs: readonly number[]): boolean =>
  signs.every((sign, at) => bytes[at] === sign);

/** What is no text that we read, by its first bytes. */
const OTHERS: readonly (readonly [(bytes: Uint8Array) => boolean, string])[] = [
  [(bytes) => starts(bytes, 0x50, 0x4b), 'The file is a ZIP archive, as an Excel workbook is. Save it as “CSV UTF-8”.'],
  [(bytes) => starts(bytes, 0xd0, 0xcf, 0x11, 0xe0), 'The file is an old Excel workbook. Save it as “CSV UTF-8”.'],
  [(bytes) => starts(bytes, 0x1f, 0x8b), 'The file is compressed. Unpack it first.'],
  [(bytes) => starts(bytes, 0x25, 0x50, 0x44, 0x46), 'The file is a PDF document. Save the table as “CSV UTF-8”.'],
  [
    (bytes) =>
      starts(bytes, 0xff, 0xfe) ||
      starts(bytes, 0xfe, 0xff) ||
      bytes.subarray(0, 64).filter((one) => one === 0).length > 8,
    'The file is in UTF-16 (“Unicode text”). Save it as “CSV UTF-8”.',
  ],
];

/** Bytes that the mark of UTF-8 at a file's beginning takes. */
const markOf = (bytes: Uint8Array): number => (starts(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0);

/** The first row of a file, and how the file is written. */
export interface Opening {
  readonly dialect: Dialect;
  readonly names: readonly string[];
  /** Where the rows begin, in bytes. */
  readonly next: number;
}

/**
 * Reads the first line: comma, semicolon or tab, whichever stands in it most.
 *
 * @throws {Refusal} INPUT_INVALID for what is no table, in words for whoever chose the file
 */
export function openingOf(bytes: Uint8Array, encoding: Encoding, isLast: boolean): Opening {
  const other = OTHERS.find(([is]) => is(bytes))?.[1];
  if (other) throw refuse(other);
  const start = markOf(bytes);
  const line = new TextDecoder('latin1').decode(bytes.subarray(start, start + ROW_BYTES)).split('\n', 1)[0] ?? '';
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const delimiter =
    ([',', ';', '\t'] as const).toSorted((a, b) => bare.split(b).length - bare.split(a).length)[0] ?? ',';
  const row = nextRow(bytes, start, { delimiter: delimiter.charCodeAt(0), isLast });
  if (!row || row.isBroken) {
    throw refuse(
      `The first line, which names the columns, is longer than ${ROW_BYTES / 1024} kB, or a quote in it is not closed.`,
    );
  }
  try {
    const dialect = { delimiter, encoding };
    return { dialect, names: cellsOf(row.bytes, dialect), next: row.next };
  } catch (error) {
    throw error instanceof RowFault ? refuse(`The first line: ${error.message}`) : error;
  }
}

/**
 * The cells of one row; what {@link csvLine} has neutralised is as it was.
 *
 * @throws {RowFault} for what is not in the encoding, or is no row
 */
export function cellsOf(bytes: Uint8Array, { delimiter, encoding }: Dialect): readonly string[] {
  const text = textOf(bytes, encoding);
  try {
    const [cells = []] = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      bom: false,
    });
    return cells.map((cell) => original(cell).trim());
  } catch (cause) {
    throw new RowFault('A quote is not closed, or something stands behind it.', { cause });
  }
}

function textOf(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new RowFault(
      'This is not UTF-8. Save the file as “CSV UTF-8”, or say that it is in Windows-1252 (“ANSI”) when you start.',
      { cause },
    );
  }
}
