import type { Fault } from '../base/refusal.ts';
import type { Table } from '../table/table.ts';
import type { Configuration } from './document.ts';
import type { Inventory } from './inventory.ts';

/** The fields of one thing in the document's form. */
export type Value = Readonly<Record<string, unknown>>;

/** One thing, as it is registered or as a document says it. */
export interface Entry {
  /** What tells it from others of its kind. */
  readonly key: string;
  /** What people know it by. */
  readonly name: string;
  /** In the document's form: without what has its default. */
  readonly value: Value;
  /** The kind and key of what it goes with: when that is deleted, nothing needs to be said of this. */
  readonly parent?: string;
}

/** A thing that is registered, as it was read. */
export interface Standing extends Entry {
  readonly version?: number;
  /** What stands for a version where a thing has none: when it was last written. */
  readonly since?: string;
}

/** A thing that a document says, and where: a JSON pointer. */
export interface Said extends Entry {
  readonly pointer: string;
}

/** What is to be done to one thing, and the state that it was decided on. */
export interface Change {
  readonly action: 'create' | 'update' | 'delete';
  readonly kind: string;
  readonly key: string;
  readonly name: string;
  /** What it was: for an update the fields that change. */
  readonly before: Value | null;
  /** What it becomes: for an update the fields that change, `null` for one that is taken away. */
  readonly after: Value | null;
  readonly version?: number;
  readonly since?: string;
}

/** A request of the admin API that carries out a change. */
export interface Deed {
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Finds what a document names, at the moment when it is needed. */
export interface Lookup {
  /** @throws {Refusal} CONFLICT if there is none (any more) */
  groupId(displayName: string): Promise<string>;
  /** @throws {Refusal} CONFLICT if there is none (any more) */
  userId(userName: string): Promise<string>;
  /** @throws {Refusal} CONFLICT if there is none (any more) */
  policyId(name: string): Promise<string>;
  /** The names of the policies as they stand, in their order, without the default. */
  policyOrder(): Promise<readonly string[]>;
}

/** What a document is read with: what is registered, who is meant by a name, and where faults go. */
export interface Reading {
  readonly document: Configuration;
  readonly inventory: Inventory;
  readonly baseUrl: string;
  /** The group's name as it is registered, or will be; `undefined` for a group that nobody knows. */
  group(displayName: string): string | undefined;
  /** The user's name as it is registered; `undefined` for a user whom nobody knows. */
  user(userName: string): string | undefined;
  fault(fault: Fault): void;
}

/** One kind of thing in a configuration: how it is exported, read, and changed. */
export interface Kind {
  readonly name: string;
  /** Whether a change is told, and carried out, with all fields instead of those that differ. */
  readonly isWhole?: boolean;
  /** What is registered. */
  standing(inventory: Inventory): readonly Standing[];
  /** What is not registered yet, and will be once the kinds before this one have been seen to. */
  coming?(reading: Reading): readonly Standing[];
  /** Writes entries into a document, after those of the kinds before it. */
  write(document: Configuration, entries: readonly Entry[]): Configuration;
  /** What the document says, in the same form. */
  said(reading: Reading): readonly Said[];
  /** Whether the list in which an entry would stand is in the document: only then its absence says something. */
  isSaid(document: Configuration, entry: Entry): boolean;
  /**
   * What stands at this moment, for things that stand under one version together: they are held against what the plan saw
   * by what they say, since the plan's own changes count that version up.
   */
  now?(table: Table, change: Change): Promise<readonly Standing[]>;
  deed(change: Change, lookup: Lookup): Promise<Deed>;
}

/** How an entry is named by what goes with it. */
export const refOf = (kind: string, key: string): string => `${kind} ${key}`;
