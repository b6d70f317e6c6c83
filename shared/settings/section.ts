/**
 * settings/ owns what administrators choose for the whole of one Samlet: what there is to choose, in sections, and what
 * holds where nothing was chosen. It checks nothing (admin/ does) and acts on nothing. Every room above it may read it.
 */
import type { Item, Key } from '../table/table.ts';

/** Where the settings stand: one item, which is read in the batch that a decision goes by. */
export const SETTINGS_KEY: Key = { pk: 'SETTINGS', sk: 'SETTINGS' };

/** One section; what is chosen stands under its name, so that a default which improves reaches whoever chose nothing. */
export interface Section<T extends object> {
  readonly name: string;
  readonly defaults: T;
  /** Where it is kept, if it is too large to be read at every sign-in. @default {@link SETTINGS_KEY} */
  readonly key?: Key;
}

/** What was chosen in a section, out of the item that keeps it. */
export const chosenIn = <T extends object>(item: Item | undefined, { name }: Section<T>): Partial<T> =>
  item?.[name] ?? {};

/** What holds in a section: what was chosen, and the defaults for the rest. */
export const valuesIn = <T extends object>(item: Item | undefined, section: Section<T>): T => ({
  ...section.defaults,
  ...chosenIn(item, section),
});
