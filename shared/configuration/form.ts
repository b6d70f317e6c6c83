import type { Value } from './kind.ts';

/** The fields of a thing that have a value other than their default, in the order in which they are named. */
export function told(thing: object, fields: readonly string[], defaults: Value = {}): Value {
  const of = thing as Value;
  return Object.fromEntries(
    fields
      .filter((field) => of[field] !== undefined && of[field] !== null && !isSame(of[field], defaults[field]))
      .map((field) => [field, ordered(of[field])]),
  );
}

/** Tells whether two values say the same, in whatever order their fields stand. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));

/** A value whose fields stand in the order of their names, all the way down. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}

/** The name by which names are told apart: without regard to case and width. */
export const plainName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Entries in an order that no machine's language changes. */
export const inOrder = <T extends { readonly key: string }>(entries: readonly T[]): T[] =>
  entries.toSorted((a, b) => (a.key < b.key ? -1 : 1));
