import type { Configuration } from './document.ts';
import { KINDS } from './kinds.ts';
import type { Registry } from './registry.ts';

/** What is registered as a document, in an order that does not change while nothing else does. */
export function documentOf(registry: Registry, { members = false } = {}): Configuration {
  return KINDS.filter(({ name }) => members || name !== 'group-member').reduce<Configuration>(
    (document, kind) => kind.write(document, kind.standing(registry)),
    { samlet: 1 },
  );
}
