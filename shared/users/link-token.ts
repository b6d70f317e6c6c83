import { randomBytes } from 'node:crypto';
import { sha256Text } from '../base/bytes.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import { entityOf } from '../table/entity.ts';
import type { Key, Table, Write } from '../table/table.ts';
import type { User } from './user.ts';

/** What a link is for. Tokens of one purpose are unknown to every other. */
export type LinkPurpose = 'activation' | 'password-reset' | 'set-up' | 'recovery';

/** How long a link lives, in seconds. */
export const LINK_SECONDS: Readonly<Record<LinkPurpose, number>> = {
  activation: 7 * 86_400,
  'password-reset': 3600,
  'set-up': 3600,
  recovery: 3600,
};

/** A link as the table knows it: by the hash of its secret. */
export interface LinkToken {
  readonly hash: string;
  readonly purpose: LinkPurpose;
  readonly userId?: string;
  /** The user's epoch when it was made: a password that was set since makes it dead. */
  readonly epoch?: number;
  /** Where it was sent: an address that is the user's no longer makes it dead. */
  readonly address?: string;
  readonly expiresAt: number;
  readonly usedBy?: string;
}

/** How links are kept. */
export interface LinkTokens {
  /** A new secret of 256 bits, and the write that remembers its hash. */
  making(
    purpose: LinkPurpose,
    user?: Pick<User, 'id' | 'epoch' | 'email'>,
  ): { token: string; write: Write; link: LinkToken };
  /** The link with this secret, if it is of this purpose and neither used nor expired. */
  find(token: string, purpose: LinkPurpose): Promise<LinkToken | undefined>;
  /** The write that uses it, once: commit it with what the link allows. */
  using(link: LinkToken, by: string): Write;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const keyOf = (purpose: LinkPurpose, hash: string): Key => ({ pk: `TOKEN#${purpose}#${hash}`, sk: 'TOKEN' });

/** Links in the table. */
export const linkTokensIn = (table: Table, now: Clock): LinkTokens => ({
  making(purpose, user) {
    const token = randomBytes(32).toString('base64url');
    const link: LinkToken = {
      ...(user ? { userId: user.id, epoch: user.epoch, address: user.email } : {}),
      hash: sha256Text(token),
      purpose,
      expiresAt: epochSeconds(later(now(), LINK_SECONDS[purpose])),
    };
    return { token, link, write: { do: 'create', item: { ...keyOf(purpose, link.hash), ...link } } };
  },

  async find(token, purpose) {
    // The last character of 43 carries four bits: only the one spelling that we made is looked up.
    if (!TOKEN.test(token) || Buffer.from(token, 'base64url').toString('base64url') !== token) return undefined;
    const link = entityOf<LinkToken>(await table.find(keyOf(purpose, sha256Text(token))));
    return link?.usedBy === undefined ? link : undefined;
  },

  using: ({ purpose, hash }, by) => ({ do: 'use', key: keyOf(purpose, hash), by }),
});
