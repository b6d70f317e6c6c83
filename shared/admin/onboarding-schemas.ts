import * as z from 'zod/mini';
import { ACTIONS } from '../provisioning/onboarding-input.ts';
import { ONBOARDING_STATUSES } from '../users/onboarding.ts';
import { id, time } from './text-schemas.ts';

/** The statuses that something can be done for. */
const OPEN = ['not-invited', 'invited', 'expired', 'bounced'] as const;

/** What is to be done, and for whom: exactly one of `userIds`, `status` and `importId`. */
export const onboardingActionSchema = z
  .strictObject({
    action: z.enum(ACTIONS),
    userIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(100))),
    status: z.optional(z.enum(OPEN)),
    importId: z.optional(id),
  })
  .check(
    z.refine(
      ({ userIds, status, importId }) => [userIds, status, importId].filter((one) => one !== undefined).length === 1,
      'Exactly one of `userIds`, `status` and `importId` says for whom.',
    ),
  );

const MAIL_STATE = z.strictObject({
  state: z.enum(['bounced', 'complained']),
  at: time,
  reason: z.optional(z.string()),
});

/** How far a user has come, as the API tells it. */
export const onboardingAnswer = z.strictObject({
  userId: id,
  userName: z.string(),
  displayName: z.string(),
  email: z.string(),
  active: z.boolean(),
  status: z.enum(ONBOARDING_STATUSES),
  invitedAt: z.optional(time),
  linkExpiresAt: z.optional(time),
  mail: z.optional(MAIL_STATE),
});

/** A mail that could not be sent, as the API tells it. */
export const failingMailAnswer = z.strictObject({
  id,
  kind: z.string(),
  userId: z.string(),
  to: z.string(),
  createdAt: time,
  attempts: z.int().check(z.gte(0)),
  failure: z.optional(z.string()),
  nextAttemptAt: z.optional(time),
  endedAt: z.optional(time),
});
