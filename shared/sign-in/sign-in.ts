/**
 * sign-in/ is the one door: whatever the entrance, a request is admitted, the user is asked for proofs until
 * `authorize` allows, and what leaves is issued here and nowhere else. Sign-out stands beside it. Only functions call it.
 */
import { sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Proof } from '../sessions/session.ts';
import { entityOf } from '../table/entity.ts';
import type { Key, Table, Write } from '../table/table.ts';
import type { PendingRequest } from './admit.ts';

/** What somebody wants of the console: where in it they go, and whether they come to prove themselves anew. */
export interface ConsoleRequest {
  readonly to: string;
  readonly isFresh: boolean;
}

/** One passage from a request to a response, on the server. The browser holds only its name. */
export interface SignIn {
  readonly id: string;
  /** What is to be answered in the end; without it the portal is. */
  readonly request?: PendingRequest;
  /** That the console is to be entered in the end. */
  readonly console?: ConsoleRequest;
  /** The browser that it is bound to, as a hash; unbound until the first GET that brings our cookie. */
  readonly browserHash?: string;
  /** Set by the first proof, and the same from then on (R-FLOW-1). */
  readonly userId?: string;
  readonly proofs: readonly Proof[];
  readonly expiresAt: number;
  readonly version: number;
}

/** A sign-in may take this long, in seconds. */
export const SIGN_IN_SECONDS = 600;

/** Where a sign-in stands. */
export const signInKey = (id: string): Key => ({ pk: `SIGNIN#${id}`, sk: 'SIGNIN' });

/** A new sign-in, bound to a browser or not yet. */
export const newSignIn = (
  { request, console, browser }: { request?: PendingRequest; console?: ConsoleRequest; browser?: string },
  { ids, now }: { ids: Ids; now: Clock },
): SignIn => ({
  id: ids.id(),
  ...(request ? { request } : {}),
  ...(console ? { console } : {}),
  ...(browser ? { browserHash: sha256Text(browser) } : {}),
  proofs: [],
  expiresAt: epochSeconds(later(now(), SIGN_IN_SECONDS)),
  version: 1,
});

/** How sign-ins are kept. */
export interface SignIns {
  find(id: string): Promise<SignIn | undefined>;
  creating(signIn: SignIn): Write;
  /** The write that goes on from what was read, unless another request was faster. */
  changing(before: SignIn, after: SignIn): Write;
  /** The write that ends it: of two that would issue from one sign-in, one does. */
  ending(signIn: SignIn): Write;
}

/** Sign-ins in the table. */
export const signInsIn = (table: Table): SignIns => ({
  find: async (id) => (ID.test(id) ? entityOf<SignIn>(await table.find(signInKey(id))) : undefined),
  creating: (signIn) => ({ do: 'create', item: { ...signInKey(signIn.id), ...signIn } }),
  changing: (before, after) => ({
    do: 'replace',
    item: { ...signInKey(after.id), ...after },
    version: before.version,
  }),
  ending: ({ id, version }) => ({ do: 'remove', key: signInKey(id), version }),
});

const ID = /^[a-z2-7]{26}$/;

/** Tells whether a sign-in (or sign-out) is this browser's: bound to it, or not bound yet. */
export const isBrowsers = ({ browserHash }: Pick<SignIn, 'browserHash'>, browser: string | undefined): boolean =>
  browserHash === undefined || (browser !== undefined && browserHash === sha256Text(browser));
