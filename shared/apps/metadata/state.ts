import { entitiesOf, entityOf } from '../../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../../table/table.ts';
import type { App } from '../app.ts';

/** Addresses that metadata newly names on hosts which the app never had: they wait for somebody to look at them. */
export interface HeldChange {
  readonly acs?: App['acs'];
  readonly logout?: App['logout'];
  /** The hosts that are new. */
  readonly hosts: readonly string[];
  readonly foundAt: string;
}

/**
 * How it stands with an app's published metadata: `waiting` to be read for the first time, `fresh`, `failing` (what was
 * read before holds on), or `held` (read, with something that waits for an administrator). Times are ISO 8601 in UTC.
 */
export interface MetadataState {
  readonly appId: string;
  readonly status: 'waiting' | 'fresh' | 'failing' | 'held';
  /** When it was asked for last. */
  readonly checkedAt?: string;
  /** When something was taken from it last. */
  readonly changedAt?: string;
  /** Until when the document says that it is good. */
  readonly validUntil?: string;
  /** What went wrong last, in words, and since when. */
  readonly failure?: { readonly detail: string; readonly since: string; readonly count: number };
  readonly held?: HeldChange;
  /** The digest of a held change that an administrator refused: it is not held again. */
  readonly refused?: string;
  /** Epoch seconds from which on it is read again. */
  readonly dueAt: number;
}

/** Where the state of an app's metadata stands. */
export const metadataKey = (appId: string): Key => ({ pk: `APPMETADATA#${appId}`, sk: 'METADATA' });

/** The partition of the index in which states stand in order of when they are due. */
const BY_TIME = 'APPMETADATA';

const dueText = (dueAt: number, appId: string): string => `${new Date(dueAt * 1000).toISOString()}#${appId}`;

/** A state whose metadata is to be read as soon as somebody looks. */
export const waiting = (appId: string, now: Date): MetadataState => ({
  appId,
  status: 'waiting',
  dueAt: Math.floor(now.getTime() / 1000),
});

/** How states are kept. */
export interface MetadataStates {
  find(appId: string): Promise<MetadataState | undefined>;
  /** In order of when they are due, the next first; from the index. */
  list(options: { limit: number; after?: string }): Promise<Page<MetadataState>>;
  putting(state: MetadataState): Write[];
  /** Takes a state for the one who reads the metadata now: nobody else does until `until` (epoch seconds). */
  claiming(state: MetadataState, until: number): Write[];
  removing(appId: string): Write[];
}

/** States in the table. */
export const metadataStatesIn = (table: Table): MetadataStates => ({
  find: async (appId) => entityOf<MetadataState>(await table.find(metadataKey(appId))),
  async list(page) {
    const found = await table.list({ pk: BY_TIME, index: 'gsi1', ...page });
    return { ...found, items: entitiesOf<MetadataState>(found.items) };
  },
  putting: (state) => [{ do: 'put', item: itemOf(state) }],
  claiming: ({ appId, dueAt }, until) => [
    {
      do: 'change',
      key: metadataKey(appId),
      set: { dueAt: until, gsi1sk: dueText(until, appId) },
      when: [{ attribute: 'dueAt', is: '=', value: dueAt }],
    },
  ],
  removing: (appId) => [{ do: 'remove', key: metadataKey(appId) }],
});

const itemOf = (state: MetadataState): Item => ({
  ...metadataKey(state.appId),
  ...state,
  gsi1pk: BY_TIME,
  gsi1sk: dueText(state.dueAt, state.appId),
});

/** The writes by which a change of an app's metadata address is followed. */
export function followingAddress(table: Table, before: App | undefined, after: App, now: Date): Write[] {
  if (before?.metadataUrl === after.metadataUrl) return [];
  const states = metadataStatesIn(table);
  return after.metadataUrl === undefined ? states.removing(after.id) : states.putting(waiting(after.id, now));
}
