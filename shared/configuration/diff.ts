import { inOrder, isSame } from './form.ts';
import { type Change, type Kind, type Reading, refOf, type Said, type Standing, type Value } from './kind.ts';
import { KINDS } from './kinds.ts';

/**
 * What must be done so that what is registered becomes what the document says: what is made and changed, each after what
 * it leans on; then, where `prune` is asked for, what is deleted, each before what it leans on. Pure: faults go where the
 * reading says, and with one the changes are worth nothing.
 */
export function changesBetween(reading: Reading, { prune = false } = {}): readonly Change[] {
  const compared = KINDS.map((kind) => compare(kind, reading));
  const deletions = prune ? compared.flatMap(({ kind, gone }) => gone.map((entry) => deletion(kind, entry))) : [];
  const deleted = new Set(deletions.map(({ kind, key }) => refOf(kind, key)));
  const parents = new Map(compared.flatMap(({ kind, gone }) => gone.map((g) => [refOf(kind.name, g.key), g.parent])));
  const isSwept = ({ kind, key }: Change): boolean => deleted.has(parents.get(refOf(kind, key)) ?? '');
  return [
    ...compared.flatMap(({ changes }) => changes),
    ...deletions.filter((change) => !isSwept(change)).toReversed(),
  ];
}

interface Compared {
  readonly kind: Kind;
  readonly changes: readonly Change[];
  /** What is registered, and not in a list that the document has. */
  readonly gone: readonly Standing[];
}

function compare(kind: Kind, reading: Reading): Compared {
  const said = distinct(kind.said(reading), reading);
  const here = kind.standing(reading.inventory);
  const known = new Set(here.map(({ key }) => key));
  const standing = [...here, ...(kind.coming?.(reading) ?? []).filter(({ key }) => !known.has(key))];
  const before = new Map(standing.map((entry) => [entry.key, entry]));
  return {
    kind,
    changes: inOrder([...said.values()]).flatMap((entry) => changeOf(kind, before.get(entry.key), entry) ?? []),
    gone: here.filter((entry) => !said.has(entry.key) && kind.isSaid(reading.document, entry)),
  };
}

function distinct(entries: readonly Said[], { fault }: Reading): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const entry of entries) {
    const first = said.get(entry.key);
    if (first) fault({ pointer: entry.pointer, detail: `This stands here twice: first at ${first.pointer}.` });
    else said.set(entry.key, entry);
  }
  return said;
}

function changeOf(kind: Kind, before: Standing | undefined, { key, name, value }: Said): Change | undefined {
  const named = { kind: kind.name, key, name };
  if (!before) return { action: 'create', ...named, before: null, after: value };
  if (isSame(before.value, value)) return undefined;
  const difference = kind.isWhole ? { before: before.value, after: value } : differing(before.value, value);
  return { action: 'update', ...named, ...difference, ...stateOf(before) };
}

const deletion = ({ name: kind }: Kind, entry: Standing): Change => ({
  action: 'delete',
  kind,
  key: entry.key,
  name: entry.name,
  before: entry.value,
  after: null,
  ...stateOf(entry),
});

const stateOf = ({ version, since }: Standing): Pick<Change, 'version' | 'since'> => ({
  ...(version === undefined ? {} : { version }),
  ...(since === undefined ? {} : { since }),
});

/** The fields that differ; `null` stands for one that is not there. */
function differing(before: Value, after: Value): { before: Value; after: Value } {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => !isSame(before[field], after[field]),
  );
  const only = (value: Value): Value => Object.fromEntries(fields.map((field) => [field, value[field] ?? null]));
  return { before: only(before), after: only(after) };
}
