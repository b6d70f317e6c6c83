import { Refusal } from '../base/refusal.ts';
import type { Key, Listing, Table, Write } from './table.ts';

/** What DynamoDB allows in bytes of UTF-8 (Developer Guide, "Quotas"): partition key, sort key, and a whole item. */
const BYTES = { partition: 2048, sort: 1024, item: 400 * 1024 } as const;

const bytesOf = (text: string): number => Buffer.byteLength(text);

/**
 * A table that keeps from DynamoDB what it would answer with an error, which would pass for our own: nothing stands at a
 * key that is too long, so it is not looked up; and what cannot be kept is refused, since only input can be so large.
 */
export function withinLimits(table: Table): Table {
  return {
    find: async (key) => (fits(key) ? table.find(key) : undefined),
    async findAll(keys) {
      const found = await table.findAll(keys.filter(fits));
      let at = 0;
      return keys.map((key) => (fits(key) ? found[at++] : undefined));
    },
    list: async (listing) => (canBe(listing) ? table.list(listing) : { items: [] }),
    async commit(writes) {
      for (const write of writes) check(write);
      return table.commit(writes);
    },
    count: async (key, limit, expiresAt) => table.count(checked(key), limit, expiresAt),
  };
}

const fits = ({ pk, sk }: Key): boolean => bytesOf(pk) <= BYTES.partition && bytesOf(sk) <= BYTES.sort;

const canBe = ({ pk, prefix = '' }: Listing): boolean => fits({ pk, sk: prefix });

function checked(key: Key): Key {
  if (!fits(key)) throw new Refusal('INPUT_INVALID', 'a key that is too long', { pk: key.pk.slice(0, 64) });
  return key;
}

function check(write: Write): void {
  if (!('item' in write)) return void checked(write.key);
  const { item } = write;
  checked(item);
  checked({ pk: item.gsi1pk ?? '', sk: item.gsi1sk ?? '' });
  if (atMost(item) > BYTES.item && bytesOf(JSON.stringify(item, plain)) > BYTES.item) {
    throw new Refusal('REQUEST_TOO_LARGE', 'an item that is too large', { pk: item.pk });
  }
  if (!isUnicode(item)) throw new Refusal('INPUT_INVALID', 'a text that is no Unicode', { pk: item.pk });
}

/** More bytes of JSON than a value can have: counted, not written, since nearly every item is far below the limit. */
function atMost(value: unknown): number {
  if (typeof value === 'string') return 6 * value.length + 3; // a control character is written with six
  if (value instanceof Uint8Array) return 2 * value.length + 8;
  if (typeof value !== 'object' || value === null) return 32;
  if (value instanceof Set) return Infinity;
  let sum = 2;
  for (const name of Object.keys(value)) sum += 6 * name.length + 4 + atMost((value as Record<string, unknown>)[name]);
  return sum;
}

/** What JSON has no notation for, in one that is about as long. */
function plain(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Set) return [...(value as Set<unknown>)];
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

/** Tells whether every text in a value can be written as UTF-8: half of a surrogate pair, as JSON may escape it, cannot. */
function isUnicode(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  if (value instanceof Set) return [...(value as Set<unknown>)].every(isUnicode);
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isUnicode(inner));
}
