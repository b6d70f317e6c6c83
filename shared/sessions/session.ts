/**
 * sessions/ owns browsers that are signed in: the cookie's claim, the item behind it, which apps were told of it, and
 * its end. It does not decide what a session is good for (policy/) and knows no HTTP.
 */
import { sameSecret, sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { entitiesOf, entityOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';
import { listAll } from '../table/table.ts';

/** How somebody proved to be a user: method, time, and where. Times are ISO 8601 in UTC. */
export interface Proof {
  readonly method: 'password';
  readonly userId: string;
  readonly at: string;
}

/** One browser in which one user is signed in. Times are ISO 8601 in UTC. */
export interface Session {
  /** Names the session, in lists and as SAML's SessionIndex; not a secret. */
  readonly id: string;
  readonly userId: string;
  readonly secretHash: string;
  readonly proofs: readonly Proof[];
  /** The user's epoch when the session began; a greater one ends it. */
  readonly epoch: number;
  /** Everybody's epoch when the session began; a greater one ends it. */
  readonly tenantEpoch: number;
  readonly createdAt: string;
  /** When it ends, in epoch seconds: moved on with each use where an idle session ends early. */
  readonly expiresAt: number;
  /** The absolute end, whatever is done in between. @default `expiresAt` */
  readonly endsAt?: number;
  /** What the user sees in the list of their sessions. */
  readonly userAgent: string;
  readonly network: string;
}

/** What the session cookie says: believed only once the secret's hash matches the item. */
export interface SessionClaim {
  readonly userId: string;
  readonly sessionId: string;
  readonly secret: string;
}

/** An app that was told of a session, to be told of its end. */
export interface Participant {
  readonly sessionId: string;
  readonly userId: string;
  readonly appId: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly sessionIndex: string;
  readonly expiresAt: number;
}

/** Where a session stands: in its user's partition. */
export const sessionKey = (userId: string, sessionId: string): Key => ({
  pk: `USER#${userId}`,
  sk: `SESSION#${sessionId}`,
});

const participantKey = ({ userId, sessionId, appId, sessionIndex }: Participant): Key => ({
  pk: `USER#${userId}`,
  sk: `PARTICIPANT#${sessionId}#${appId}#${sessionIndex}`,
});

/** A session out of an item that was read, or `undefined`. */
export const sessionOf = (item: Item | undefined): Session | undefined => entityOf<Session>(item);

/** The text of the cookie: `userId.sessionId.secret`. */
export const claimText = ({ userId, sessionId, secret }: SessionClaim): string => `${userId}.${sessionId}.${secret}`;

const CLAIM = /^([a-z2-7]{26})\.([a-z2-7]{26})\.([A-Za-z0-9_-]{43})$/;

/** What a cookie claims, or `undefined` for what is not of our form. */
export function parseClaim(text: string | undefined): SessionClaim | undefined {
  const [, userId, sessionId, secret] = CLAIM.exec(text ?? '') ?? [];
  return userId && sessionId && secret ? { userId, sessionId, secret } : undefined;
}

/** The session, if the claim's secret is its own; expiry was judged when it was read. */
export const provedSession = (claim: SessionClaim, session: Session | undefined): Session | undefined =>
  session &&
  session.id === claim.sessionId &&
  session.userId === claim.userId &&
  sameSecret(session.secretHash, sha256Text(claim.secret))
    ? session
    : undefined;

/** Begins a session; the secret leaves in the cookie and is kept only as a hash. */
export function newSession(
  {
    userId,
    proofs,
    epoch,
    tenantEpoch,
    seconds,
    idleSeconds,
    userAgent,
    network,
  }: {
    userId: string;
    proofs: readonly Proof[];
    epoch: number;
    tenantEpoch: number;
    seconds: number;
    idleSeconds?: number | undefined;
    userAgent: string;
    network: string;
  },
  { ids, now }: { ids: Ids; now: Clock },
): { session: Session; claim: SessionClaim } {
  const secret = ids.secret();
  const at = now();
  const session: Session = {
    id: ids.id(),
    userId,
    secretHash: sha256Text(secret),
    proofs,
    epoch,
    tenantEpoch,
    createdAt: at.toISOString(),
    ...ends(epochSeconds(later(at, seconds)), idleSeconds, at),
    userAgent: userAgent.slice(0, 256),
    network,
  };
  return { session, claim: { userId, sessionId: session.id, secret } };
}

/** The absolute end of a session, in epoch seconds. */
export const endOf = ({ endsAt, expiresAt }: Pick<Session, 'endsAt' | 'expiresAt'>): number => endsAt ?? expiresAt;

/** When a session ends that is used now. */
const ends = (endsAt: number, idleSeconds: number | undefined, now: Date): Pick<Session, 'expiresAt' | 'endsAt'> =>
  idleSeconds === undefined
    ? { expiresAt: endsAt }
    : { endsAt, expiresAt: Math.min(endsAt, epochSeconds(later(now, idleSeconds))) };

/** A use is written down only if it moves the end by this share of the idle time: not with every click. */
const WORTH = 0.1;

/**
 * The write that moves the end of a session that is used now; none where idle sessions do not end, or it would hardly
 * move. It fails the commit unless the session is still there.
 */
export function movingEnd(session: Session, idleSeconds: number | undefined, now: Date): Write | undefined {
  const moved = ends(endOf(session), idleSeconds, now);
  const isFresh =
    session.endsAt === moved.endsAt && Math.abs(moved.expiresAt - session.expiresAt) < WORTH * (idleSeconds ?? 1);
  if (isFresh) return undefined;
  const key = sessionKey(session.userId, session.id);
  return moved.endsAt === undefined
    ? { do: 'change', key, set: { expiresAt: moved.expiresAt }, unset: ['endsAt'] }
    : { do: 'change', key, set: { ...moved } };
}

/** How sessions are kept. */
export interface Sessions {
  find(userId: string, sessionId: string): Promise<Session | undefined>;
  /** All sessions of a user, for lists and for ending them. */
  list(userId: string): Promise<readonly Session[]>;
  /** One page of a user's sessions. */
  page(userId: string, options: { limit: number; after?: string }): Promise<Page<Session>>;
  /** The apps that were told of one session, or of all sessions of the user. */
  participants(userId: string, sessionId?: string): Promise<readonly Participant[]>;
  creating(session: Session): Write;
  /** The write that changes nothing, and fails the commit unless the session is still there. */
  standing(session: Pick<Session, 'userId' | 'id'>): Write;
  /** The writes that end a session; it must exist, so that two who end it are told apart. */
  ending(session: Pick<Session, 'userId' | 'id'>): Write;
  /** The write that remembers an app for logout. */
  telling(participant: Participant): Write;
  /** The write that forgets it, once it was told. */
  forgetting(participant: Participant): Write;
}

/** Sessions in the table. */
export function sessionsIn(table: Table): Sessions {
  return {
    find: async (userId, sessionId) => sessionOf(await table.find(sessionKey(userId, sessionId))),
    list: async (userId) =>
      (await listAll(table, { pk: `USER#${userId}`, prefix: 'SESSION#' }))
        .map(sessionOf)
        .filter((session) => session !== undefined),
    page: async (userId, options) => {
      const found = await table.list({ pk: `USER#${userId}`, prefix: 'SESSION#', ...options });
      return { ...found, items: entitiesOf<Session>(found.items) };
    },
    participants: async (userId, sessionId) =>
      (await listAll(table, { pk: `USER#${userId}`, prefix: sessionId ? `PARTICIPANT#${sessionId}#` : 'PARTICIPANT#' }))
        .map((item) => entityOf<Participant>(item))
        .filter((participant) => participant !== undefined),
    creating: (session) => ({ do: 'create', item: { ...sessionKey(session.userId, session.id), ...session } }),
    standing: ({ userId, id }) => ({ do: 'check', key: sessionKey(userId, id) }),
    ending: ({ userId, id }) => ({ do: 'remove', key: sessionKey(userId, id), existing: true }),
    telling: (participant) => ({ do: 'put', item: { ...participantKey(participant), ...participant } }),
    forgetting: (participant) => ({ do: 'remove', key: participantKey(participant) }),
  };
}
