import { Refusal } from '../base/refusal.ts';

/** A DynamoDB key as an opaque text for API cursors. It holds no secret; it is checked again when it comes back. */
export const cursorOf = (lastKey: Readonly<Record<string, unknown>>): string =>
  Buffer.from(JSON.stringify(lastKey)).toString('base64url');

/**
 * The key in a cursor, if it lies in the partition that is listed.
 *
 * @throws {Refusal} INPUT_INVALID for anything that we did not make for this listing
 */
export function keyOfCursor(cursor: string, pkName: string, pk: string): Record<string, string> {
  const key = parsed(cursor);
  const sound =
    typeof key === 'object' &&
    key !== null &&
    Object.values(key).every((value) => typeof value === 'string') &&
    (key as Record<string, string>)[pkName] === pk;
  if (!sound) {
    throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
      faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
    });
  }
  return key as Record<string, string>;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
