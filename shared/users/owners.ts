import type { Write } from '../table/table.ts';
import type { User } from './user.ts';

/**
 * Counts the active owners. It is made with the first, so of two that claim a fresh Samlet one succeeds; and the last one
 * can be neither deleted, nor disabled, nor made an ordinary user.
 */
export const OWNERS = { pk: 'OWNERS', sk: 'OWNERS' } as const;

const isOwner = (user: User | undefined): boolean => user?.active === true && user.adminRole === 'owner';

/** The write that keeps the count true for a change of a user; it fails the commit that would take the last one. */
export function ownersChange(before: User | undefined, after: User | undefined): Write[] {
  if (isOwner(before) === isOwner(after)) return [];
  if (isOwner(after)) return [{ do: 'change', key: OWNERS, add: { count: 1 } }];
  return [{ do: 'change', key: OWNERS, add: { count: -1 }, when: [{ attribute: 'count', is: '>', value: 1 }] }];
}
