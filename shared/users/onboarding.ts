import type { Clock } from '../base/clock.ts';
import { entityOf } from '../table/entity.ts';
import type { Item, Key, Page, Table, Write } from '../table/table.ts';

/**
 * How far a user has come: `active` has a password; whoever has none was not invited yet, or was (`invited`, until their
 * link has `expired`), or cannot be reached (`bounced`).
 */
export const ONBOARDING_STATUSES = ['not-invited', 'invited', 'expired', 'bounced', 'active'] as const;

/** One of {@link ONBOARDING_STATUSES}. */
export type OnboardingStatus = (typeof ONBOARDING_STATUSES)[number];

/** What is kept of it; that an invitation has expired shows by the clock alone. */
type State = 'NOTINVITED' | 'INVITED' | 'BOUNCED' | 'ACTIVE';

/** How far a user has come, as it is kept beside them. Times are ISO 8601 in UTC. */
export interface Onboarding {
  readonly userId: string;
  readonly state: State;
  /** When the last activation mail was asked for, and the mail's ID. */
  readonly invitedAt?: string;
  readonly mailId?: string;
  /** When its link ends. */
  readonly linkExpiresAt?: string;
}

/** Whose onboarding it is. */
interface Whose {
  readonly id: string;
  readonly hasPassword: boolean;
  readonly epoch: number;
  readonly createdAt: string;
}

/** Where it stands: in the user's own partition. */
export const onboardingKey = (userId: string): Key => ({ pk: `USER#${userId}`, sk: 'ONBOARDING' });

const putting = (onboarding: Onboarding, at: string): Write => ({
  do: 'put',
  item: {
    ...onboardingKey(onboarding.userId),
    ...onboarding,
    gsi1pk: `ONBOARDING#${onboarding.state}`,
    gsi1sk: `${at}#${onboarding.userId}`,
  },
});

/** The write that says that a user has come in; it goes with the password's. */
export const activated = (user: Whose): Write => putting({ userId: user.id, state: 'ACTIVE' }, user.createdAt);

/** The write that says that a user was sent a link. */
export const invited = (
  userId: string,
  { invitedAt, linkExpiresAt, mailId }: { invitedAt: string; linkExpiresAt: string; mailId: string },
): Write => putting({ userId, state: 'INVITED', invitedAt, linkExpiresAt, mailId }, linkExpiresAt);

/** The write that says that the mail did not arrive, under the condition that it is still the last one. */
export const bounced = ({ userId, mailId, ...rest }: Onboarding, at: string): Write => ({
  do: 'change',
  key: onboardingKey(userId),
  set: { state: 'BOUNCED', gsi1pk: 'ONBOARDING#BOUNCED', gsi1sk: `${at}#${userId}` },
  when: [
    { attribute: 'state', is: '=', value: rest.state },
    ...(mailId === undefined ? [] : [{ attribute: 'mailId', is: '=', value: mailId } as const]),
  ],
});

/**
 * The writes that bring it from one state of a user to another; `undefined` is no user. Links end with the epoch, so
 * whoever has no password is as good as not invited when it rises.
 */
export function onboards(before: Whose | undefined, after: Whose | undefined): Write[] {
  if (!after) return before ? [{ do: 'remove', key: onboardingKey(before.id) }] : [];
  const isSame =
    before && before.hasPassword === after.hasPassword && (after.hasPassword || before.epoch === after.epoch);
  if (isSame) return [];
  return [after.hasPassword ? activated(after) : putting({ userId: after.id, state: 'NOTINVITED' }, after.createdAt)];
}

/** An onboarding out of an item that was read, or `undefined`. */
export const onboardingOf = (item: Item | undefined): Onboarding | undefined => entityOf<Onboarding>(item);

/** How far a user has come, at a time. */
export function statusOf(onboarding: Onboarding | undefined, hasPassword: boolean, at: Date): OnboardingStatus {
  if (hasPassword) return 'active';
  if (onboarding?.state === 'BOUNCED') return 'bounced';
  if (onboarding?.state !== 'INVITED') return 'not-invited';
  return (onboarding.linkExpiresAt ?? '') > at.toISOString() ? 'invited' : 'expired';
}

const PARTITIONS: Readonly<Record<OnboardingStatus, State>> = {
  'not-invited': 'NOTINVITED',
  invited: 'INVITED',
  expired: 'INVITED',
  bounced: 'BOUNCED',
  active: 'ACTIVE',
};

/** One page of the users of a status, by time: when they were made, when their link ends, when their mail bounced. */
export async function listOnboarding(
  table: Table,
  status: OnboardingStatus,
  { now, ...page }: { limit: number; after?: string; now: Clock },
): Promise<Page<Onboarding>> {
  const at = now().toISOString();
  const found = await table.list({
    pk: `ONBOARDING#${PARTITIONS[status]}`,
    index: 'gsi1',
    ...page,
    ...(status === 'invited' ? { beyond: at } : {}),
  });
  const items = status === 'expired' ? found.items.filter(({ gsi1sk = '' }) => gsi1sk <= at) : found.items;
  const isCut = items.length < found.items.length;
  return {
    items: items.map(onboardingOf).filter((one) => one !== undefined),
    ...(found.next && !isCut ? { next: found.next } : {}),
  };
}

/** Epoch seconds as ISO 8601. */
export const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
