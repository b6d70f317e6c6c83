import { SETTINGS_KEY } from '../settings/section.ts';
import type { Item, Table } from '../table/table.ts';
import { chosenBy, type TenantSettings } from './settings.ts';

/** What pages go by: it is shown, and decides nothing about who gets in. */
export type Presentation = Pick<TenantSettings, 'branding' | 'passwords' | 'product'>;

/** How long a function may show what held before, in milliseconds. */
const HELD_MS = 5000;

const held = new WeakMap<Table, { readonly at: number; readonly presentation: Presentation }>();

/** Keeps what was read of the settings anyway, so that a page costs no read of its own. */
export function hold(table: Table, item: Item | undefined): Presentation {
  const presentation = chosenBy(item);
  held.set(table, { at: performance.now(), presentation });
  return presentation;
}

/** What pages show now: as it was read within the last five seconds, or else by one read. */
export async function presentationOf(table: Table): Promise<Presentation> {
  const known = held.get(table);
  if (known && performance.now() - known.at < HELD_MS) return known.presentation;
  return hold(table, (await table.findAll([SETTINGS_KEY]))[0]);
}

/** What a page about a failure shows: it must not fail itself, nor wait for what is out of order. */
export const presentationInFailure = (table: Table, isOurs: boolean): Promise<Presentation> =>
  isOurs
    ? Promise.resolve(held.get(table)?.presentation ?? chosenBy(undefined))
    : presentationOf(table).catch(() => chosenBy(undefined));
