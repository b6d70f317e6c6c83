/**
 * table/ is how every room keeps its entities: one DynamoDB table seen through a few verbs. It owns the verbs, the
 * shape of keys and expiry; it knows no entity. Each room keeps its own entities with it; `aws-sdk/dynamo.ts` keeps
 * the promise.
 */

/** Where an item stands. Every item of one entity lies under one `pk` prefix, which IAM policies speak of. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * What stands there. `expiresAt` (whole epoch seconds) is the TTL attribute: an item past it is gone for every reader,
 * whether or not DynamoDB has swept it. `version` counts administrative writes. `gsi1pk`/`gsi1sk` place the item in
 * the one index, which serves lists and never a decision.
 */
export type Item = Key & {
  readonly expiresAt?: number;
  readonly version?: number;
  readonly gsi1pk?: string;
  readonly gsi1sk?: string;
} & Readonly<Record<string, unknown>>;

/** A condition on one attribute of the item that is written; an absent attribute fails all but `absent`. */
export type Condition =
  | { readonly attribute: string; readonly is: 'absent' | 'present' }
  | {
      readonly attribute: string;
      readonly is: '=' | '<' | '<=' | '>' | '>=';
      readonly value: string | number | boolean;
    };

/**
 * One write. Several go into one {@link Table.commit}, all or none.
 *
 * - `create`: the item must not stand there (one that has expired counts as gone).
 * - `put`: written whatever stood there.
 * - `replace`: the item stands there at `version`; written with `version + 1`.
 * - `change`: sets, adds to or removes attributes of an item that must exist, alive, under all `when`.
 * - `use`: marks a single-use item as used by `by`; refused if it is gone, expired, fails `when`, or was used by
 *   another. The same `by` may repeat it: a lost answer is harmless.
 * - `remove`: deletes; with `version` only if it stands at that version; with `existing` only if it stands there; with
 *   `when` only if all of them hold.
 * - `check`: writes nothing; fails the commit unless all `when` hold (with no `when`: unless it exists, alive).
 */
export type Write =
  | { readonly do: 'create'; readonly item: Item }
  | { readonly do: 'put'; readonly item: Item }
  | { readonly do: 'replace'; readonly item: Item; readonly version: number }
  | {
      readonly do: 'change';
      readonly key: Key;
      readonly set?: Readonly<Record<string, unknown>>;
      readonly add?: Readonly<Record<string, number>>;
      readonly unset?: readonly string[];
      readonly when?: readonly Condition[];
    }
  | { readonly do: 'use'; readonly key: Key; readonly by: string; readonly when?: readonly Condition[] }
  | {
      readonly do: 'remove';
      readonly key: Key;
      readonly version?: number;
      readonly existing?: boolean;
      readonly when?: readonly Condition[];
    }
  | { readonly do: 'check'; readonly key: Key; readonly when?: readonly Condition[] };

/** What to list: a partition (or a partition of the index), by prefix of the sort key, in its order. */
export interface Listing {
  readonly pk: string;
  readonly prefix?: string;
  /** `gsi1` lists by `gsi1pk`/`gsi1sk` and may lag behind by a moment; the default is the table itself, consistent. */
  readonly index?: 'gsi1';
  /** Only sort keys greater than this one, or with `descending` lesser; it goes with no `prefix`. */
  readonly beyond?: string;
  /** How many items at the most, 1 to 1,000. @default all, up to 1 MB a page */
  readonly limit?: number;
  /** Where the page before ended, as it was given. */
  readonly after?: string;
  /** Newest (greatest sort key) first. @default false */
  readonly descending?: boolean;
}

/** One page of a listing; `next` is there when more may follow, also after an empty page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** A commit was refused because the condition of the write at `index` did not hold; nothing was written. */
export class ConditionFailed extends Error {
  override readonly name = 'ConditionFailed';
  readonly index: number;
  /** What stood there, if anything: the loser learns why without another read. */
  readonly found: Item | undefined;

  constructor(index: number, found: Item | undefined) {
    super(`the condition of write ${index} did not hold`);
    this.index = index;
    this.found = found;
  }
}

/**
 * The table. Reads are consistent unless the index is named; every verb may throw `Refusal('UNAVAILABLE')` when
 * DynamoDB throttles or cannot be reached, and then nothing may be concluded.
 */
export interface Table {
  /** The item, unless it has expired. One GetItem. */
  find(key: Key): Promise<Item | undefined>;
  /** The items at up to 100 keys, in the order of the keys, as one BatchGetItem. Equal keys are asked once. */
  findAll(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  /** One page. One Query. */
  list(listing: Listing): Promise<Page<Item>>;
  /**
   * All writes or none, up to 100, no key twice. One TransactWriteItems even for one write: its token makes a
   * repeated attempt harmless, so an answer that was lost cannot pass for a condition that failed.
   *
   * @throws {ConditionFailed} naming the first write that did not hold
   */
  commit(writes: readonly Write[]): Promise<void>;
  /**
   * Counts one more under `key` if fewer than `limit` were counted before it expired, and tells the new count;
   * `undefined` if the limit was reached. This is how attempts are reserved before a secret is compared. One
   * UpdateItem of its own, never part of a transaction: a count is never rolled back. The key carries its window of
   * time, since a count that has expired stays closed until it is swept.
   */
  count(key: Key, limit: number, expiresAt: number): Promise<number | undefined>;
}

/** Every item of a listing, page after page; for listings that are known to be short. */
export async function listAll(table: Table, listing: Listing): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.list(after === undefined ? listing : { ...listing, after });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
