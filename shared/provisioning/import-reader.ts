import { Refusal } from '../base/refusal.ts';
import type { Encoding } from './csv-encoding.ts';
import { cellsOf, type Dialect, openingOf, type Opening, RowFault } from './csv-file.ts';
import { nextRow, ROW_BYTES } from './csv-records.ts';
import { fileKey } from './import.ts';
import type { Column } from './import-columns.ts';
import { SOUND } from '../users/text.ts';
import { claimsOf, isRemark, wantedOf } from './import-row.ts';
import type { ReadRow } from './import-rows.ts';
import type { Objects } from './objects.ts';

/** Bytes that are fetched at once: more than the longest row. */
const CHUNK = 1024 * 1024;

/** Rows that are worked off together. */
const BATCH = 100;

/** A place in a file: where the next row begins, and the number of the row before it. */
export interface Place {
  readonly at: number;
  readonly row: number;
  /** Whether it lies within a row that is too long, whose end is yet to be found. */
  readonly isWithin?: boolean;
}

/** The rows of one file, by ranges of bytes: only a piece of it is in memory. */
export interface Reader {
  opening(): Promise<Opening>;
  /** The next rows from a place on, of which no two are about one user; and the place behind them. */
  batch(place: Place, as: { dialect: Dialect; columns: readonly Column[] }): Promise<{ rows: ReadRow[]; next: Place }>;
}

/** A file whose content is this one and no other. */
export interface FileOf {
  readonly importId: string;
  readonly bytes: number;
  readonly etag: string;
  readonly encoding: Encoding;
}

/** Reads the file of an import. */
export function readerOf({ importId, bytes: size, etag, encoding }: FileOf, objects: Objects): Reader {
  let held: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array() };
  /** The bytes from a place on, to the end of the file or more than a row's. */
  const from = async (at: number): Promise<Uint8Array> => {
    const end = held.from + held.bytes.length;
    if (at < held.from || (end < size && end - at <= ROW_BYTES) || at >= end) {
      held = {
        from: at,
        bytes: at < size ? await fetched(objects, importId, { from: at, bytes: CHUNK, etag }) : new Uint8Array(),
      };
    }
    return held.bytes.subarray(at - held.from);
  };
  const isLast = (): boolean => held.from + held.bytes.length >= size;
  return {
    opening: async () => openingOf(await from(0), encoding, isLast()),
    async batch(place, as) {
      const rows: ReadRow[] = [];
      const claimed = new Set<string>();
      let next = place;
      while (rows.length < BATCH && next.at < size) {
        const bytes = await from(next.at);
        const read = oneRow(bytes, next, { ...as, isLast: isLast() });
        if (read.row) {
          const claims = read.row.wanted instanceof RowFault ? [] : claimsOf(read.row.wanted);
          if (claims.some((claim) => claimed.has(claim))) break;
          for (const claim of claims) claimed.add(claim);
          rows.push(read.row);
        }
        next = read.next;
      }
      return { rows, next };
    },
  };
}

interface As {
  readonly dialect: Dialect;
  readonly columns: readonly Column[];
  readonly isLast: boolean;
}

/** Reads one row, or passes over a piece of one that is too long; blank rows and remarks are counted and not given. */
function oneRow(bytes: Uint8Array, { at, row, isWithin }: Place, as: As): { row?: ReadRow; next: Place } {
  if (isWithin) {
    const line = bytes.indexOf(0x0a);
    return { next: line < 0 ? { at: at + bytes.length, row, isWithin } : { at: at + line + 1, row } };
  }
  const found = nextRow(bytes, 0, { delimiter: as.dialect.delimiter.charCodeAt(0), isLast: as.isLast });
  const number = row + 1;
  if (!found)
    return { row: { number, wanted: tooLong() }, next: { at: at + bytes.length, row: number, isWithin: true } };
  const next = { at: at + found.next, row: number };
  const wanted = found.isBroken ? tooLong() : readRow(found.bytes, as);
  return { next, ...(wanted === undefined ? {} : { row: { number, wanted } }) };
}

const tooLong = (): RowFault =>
  new RowFault(`The row is longer than ${ROW_BYTES / 1024} kB, or a quote is not closed.`);

function readRow(bytes: Uint8Array, { dialect, columns }: As): ReadRow['wanted'] | undefined {
  let cells: readonly string[] = [];
  try {
    cells = cellsOf(bytes, dialect);
    return isRemark(cells) ? undefined : wantedOf(cells, columns);
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    const userName = cells[columns.indexOf('userName')]?.slice(0, 128);
    if (userName && SOUND.test(userName)) error.userName = userName;
    return error;
  }
}

async function fetched(
  objects: Objects,
  importId: string,
  part: { from: number; bytes: number; etag: string },
): Promise<Uint8Array> {
  try {
    return await objects.read(fileKey(importId), part);
  } catch (cause) {
    const { status = 0 } = cause as { status?: number };
    if (![403, 404, 412, 416].includes(status)) throw cause;
    const detail = 'The file was replaced or removed while it was read: upload it again.';
    throw new Refusal('NOT_FOUND', 'the file is another one', { cause, faults: [{ pointer: '/file', detail }] });
  }
}
