import type { Participant } from '../sessions/session.ts';
import { entityOf } from '../table/entity.ts';
import type { Key, Table, Write } from '../table/table.ts';

/** What became of telling one app. `cannot`: it has no logout address (AWS has none); its session runs on to its end. */
export interface Told {
  readonly appId: string;
  readonly appName: string;
  readonly outcome: 'told' | 'failed' | 'cannot' | 'pending';
}

/** One sign-out under way: our session has ended already, and the apps are told one after the other. */
export interface SignOut {
  readonly id: string;
  /** The browser that it is bound to, as a hash; unbound until the first GET, when an app asked for it. */
  readonly browserHash?: string;
  readonly waiting: readonly Participant[];
  readonly told: readonly Told[];
  /** The app that asked for it and waits for an answer. */
  readonly asker?: { readonly appId: string; readonly requestId: string; readonly relayState?: string };
  /** What an app asked for, until the browser's cookie shows whose session it is. */
  readonly asked?: { readonly nameId: string; readonly sessionIndexes: readonly string[] };
  readonly expiresAt: number;
  readonly version: number;
}

/** A sign-out may take this long, in seconds. */
export const SIGN_OUT_SECONDS = 600;

/** Where a sign-out stands. */
export const signOutKey = (id: string): Key => ({ pk: `LOGOUT#${id}`, sk: 'LOGOUT' });

/** The sign-out of this ID, or `undefined`. */
export const findSignOut = async (table: Table, id: string): Promise<SignOut | undefined> =>
  /^[a-z2-7]{26}$/.test(id) ? entityOf<SignOut>(await table.find(signOutKey(id))) : undefined;

/** The write that goes on from what was read. */
export const changingSignOut = (before: SignOut, after: SignOut): Write => ({
  do: 'replace',
  item: { ...signOutKey(before.id), ...after },
  version: before.version,
});
