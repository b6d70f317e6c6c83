import { sameSecret, sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { entityOf } from '../table/entity.ts';
import { ConditionFailed, type Key, type Table, type Write } from '../table/table.ts';
import { parseClaim, type Session, type SessionClaim } from './session.ts';

/** How long one is signed in to the console at the most, in seconds: a working day. */
export const CONSOLE_SECONDS = 8 * 3600;

/** How long the console may be left alone, in seconds. */
export const CONSOLE_IDLE_SECONDS = 1800;

/** How long a proof is fresh enough for what is sensitive, in seconds. */
export const STEP_UP_SECONDS = 900;

/** How old the note of the last request may grow before it is made anew, in seconds. */
const SEEN_SECONDS = 60;

/**
 * That a browser's session was let into the console. It stands beside the session, has a secret of its own, and is good
 * for nothing without it: what ends the session ends this too. Times are ISO 8601 in UTC.
 */
export interface ConsoleSession {
  readonly userId: string;
  /** The session of the browser, which names this one, too. */
  readonly sessionId: string;
  readonly secretHash: string;
  /** When the user last proved to be one. */
  readonly provedAt: string;
  /** When it was last used, to the minute. */
  readonly seenAt: string;
  readonly expiresAt: number;
  readonly version: number;
}

const keyOf = ({ userId, sessionId }: Pick<ConsoleSession, 'userId' | 'sessionId'>): Key => ({
  pk: `USER#${userId}`,
  sk: `CONSOLE#${sessionId}`,
});

/**
 * Lets a session into the console, in place of any time that it was let in before, whose cookie is dead from then on.
 *
 * @returns the cookie's claim and the write
 */
export function lettingIn(
  { userId, id, expiresAt }: Pick<Session, 'userId' | 'id' | 'expiresAt'>,
  provedAt: string,
  { ids, now }: { ids: Ids; now: Clock },
): { claim: SessionClaim; write: Write } {
  const secret = ids.secret();
  const at = now();
  const session: ConsoleSession = {
    userId,
    sessionId: id,
    secretHash: sha256Text(secret),
    provedAt,
    seenAt: at.toISOString(),
    expiresAt: Math.min(expiresAt, epochSeconds(later(at, CONSOLE_SECONDS))),
    version: 1,
  };
  return { claim: { userId, sessionId: id, secret }, write: { do: 'put', item: { ...keyOf(session), ...session } } };
}

/** What stands behind a cookie of the console, if its secret is right and it was not left alone for too long. */
export async function openConsole(
  text: string | undefined,
  { table, now }: { table: Table; now: Clock },
): Promise<ConsoleSession | undefined> {
  const claim = parseClaim(text);
  if (!claim) return undefined;
  const found = entityOf<ConsoleSession>(await table.find(keyOf(claim)));
  const isRight = found !== undefined && sameSecret(found.secretHash, sha256Text(claim.secret));
  return isRight && isWithin(found.seenAt, CONSOLE_IDLE_SECONDS, now()) ? found : undefined;
}

/** Tells whether something at `at` is at the most so many seconds old. */
const isWithin = (at: string, seconds: number, now: Date): boolean => now.getTime() - Date.parse(at) <= seconds * 1000;

/** Until when the proof is fresh. */
export const stepUpUntil = ({ provedAt }: Pick<ConsoleSession, 'provedAt'>): Date =>
  later(new Date(provedAt), STEP_UP_SECONDS);

/** Notes that the console is in use. One that ended at this moment stays ended, and of two notes one is enough. */
export async function noteUse(session: ConsoleSession, { table, now }: { table: Table; now: Clock }): Promise<void> {
  if (isWithin(session.seenAt, SEEN_SECONDS, now())) return;
  const { secretHash } = session;
  // Whoever was let in anew meanwhile has another secret: that one must not be overwritten with the old.
  const when = [{ attribute: 'secretHash', is: '=', value: secretHash }] as const;
  try {
    await table.commit([{ do: 'change', key: keyOf(session), set: { seenAt: now().toISOString() }, when }]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** The write that ends it; it must be there, so that two who end it are told apart. */
export const leaving = (session: Pick<ConsoleSession, 'userId' | 'sessionId'>): Write => ({
  do: 'remove',
  key: keyOf(session),
  existing: true,
});
