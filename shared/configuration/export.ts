import type { Configuration } from './document.ts';
import { KINDS } from './kinds.ts';
import type { Inventory } from './inventory.ts';

/** What is registered as a document, in an order that does not change while nothing else does. */
export function documentOf(inventory: Inventory, { members = false } = {}): Configuration {
  return KINDS.filter(({ name }) => members || name !== 'group-member').reduce<Configuration>(
    (document, kind) => kind.write(document, kind.standing(inventory)),
    { samlet: 1 },
  );
}
