import type { Item } from './table.ts';

/**
 * The entity in an item: what stands there without its keys, or `undefined` for none. The table holds only what its own
 * room wrote, so the shape is the room's word.
 */
export function entityOf<T>(item: Item | undefined): T | undefined {
  if (!item) return undefined;
  const { pk: _pk, sk: _sk, gsi1pk: _gsi1pk, gsi1sk: _gsi1sk, ...entity } = item;
  return entity as unknown as T;
}

/** The entities of a page. */
export const entitiesOf = <T>(items: readonly Item[]): readonly T[] =>
  items.map((item) => entityOf<T>(item)).filter((entity) => entity !== undefined);
