import type { Clock } from '../base/clock.ts';
import type { User } from './user.ts';

/**
 * Whoever is disabled has no session left, also not when they are enabled again. And a link that was mailed to an
 * address which is theirs no longer must not set their password: sessions and links end with the epoch.
 */
const endsWhatWas = (before: User, after: User): boolean =>
  (before.active && !after.active) || before.email !== after.email;

/** A user as they stand after an administrator has changed fields of theirs, at the next version. */
export const changedUser = (before: User, patched: User, now: Clock): User => ({
  ...patched,
  epoch: before.epoch + (endsWhatWas(before, patched) ? 1 : 0),
  updatedAt: now().toISOString(),
  version: before.version + 1,
});
