import { Refusal } from '../base/refusal.ts';
import type { Listing } from '../table/table.ts';

/** A DynamoDB key as an opaque text for API cursors. It holds no secret; it is checked again when it comes back. */
export const cursorOf = (lastKey: Readonly<Record<string, unknown>>): string =>
  Buffer.from(JSON.stringify(lastKey)).toString('base64url');

/** What is listed, as far as a cursor must fit it. */
type Listed = Pick<Listing, 'pk' | 'prefix' | 'index'>;

/**
 * The key in a cursor, if it lies within what is listed: DynamoDB takes no other, and would make a forged one our failure.
 *
 * @throws {Refusal} INPUT_INVALID for anything that we did not make for this listing
 */
export function keyOfCursor(cursor: string, listed: Listed): Record<string, string> {
  const key = parsed(cursor);
  if (!isWithin(key, listed)) {
    throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
      faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
    });
  }
  return key;
}

/** How long keys may be, in bytes (DynamoDB Developer Guide, "Quotas"). */
const BYTES: Readonly<Record<string, number>> = { pk: 2048, sk: 1024, gsi1pk: 2048, gsi1sk: 1024 };

function isWithin(key: unknown, { pk, prefix = '', index }: Listed): key is Record<string, string> {
  if (typeof key !== 'object' || key === null) return false;
  const [pkName, skName] = index ? (['gsi1pk', 'gsi1sk'] as const) : (['pk', 'sk'] as const);
  const names = index ? ['gsi1pk', 'gsi1sk', 'pk', 'sk'] : ['pk', 'sk'];
  const given = new Map(Object.entries(key));
  const areWhole = names.every((name) => isKey(given.get(name), BYTES[name] ?? 0));
  return (
    areWhole && given.size === names.length && given.get(pkName) === pk && String(given.get(skName)).startsWith(prefix)
  );
}

const isKey = (value: unknown, bytes: number): boolean =>
  typeof value === 'string' && value !== '' && value.isWellFormed() && Buffer.byteLength(value) <= bytes;

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
