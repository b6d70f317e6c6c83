/** What a form holds: a value for each field of the thing, by the field's name. */
export type Values = Readonly<Record<string, unknown>>;

/** A field of which two people made two things. */
export interface Conflict {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(full(a)) === JSON.stringify(full(b));

/** An empty text and no text are the same: a form shows both as nothing. */
const full = (value: unknown): unknown => (value === '' || value === undefined ? null : value);

/** The fields in which two states differ. */
export const changedFields = (from: Values, to: Values): string[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((field) => !isSame(from[field], to[field]));

/** A merge patch (RFC 7396) of what was changed; what was emptied is taken away. */
export const patchOf = <T extends object>(from: T, to: T): Partial<T> =>
  Object.fromEntries(
    changedFields(from as Values, to as Values).map((field) => [field, full((to as Values)[field])]),
  ) as Partial<T>;

/** A new thing without what was left empty. */
export const filledOf = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => full(value) !== null)) as T;

/**
 * Brings together what I typed and what somebody else saved meanwhile. What I did not touch becomes theirs; what both
 * changed stays mine, and is a conflict until I choose.
 */
export function merge<T extends object>(base: T, mine: T, theirs: T): { values: T; conflicts: Conflict[] } {
  const [was, my, their] = [base as Values, mine as Values, theirs as Values];
  const touched = changedFields(was, my);
  const conflicts = touched
    .filter((field) => !isSame(was[field], their[field]) && !isSame(my[field], their[field]))
    .map((field) => ({ field, mine: my[field], theirs: their[field] }));
  const kept = Object.fromEntries(touched.map((field) => [field, my[field]]));
  return { values: { ...theirs, ...kept }, conflicts };
}
