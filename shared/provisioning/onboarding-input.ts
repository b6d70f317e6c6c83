import type { OnboardingStatus } from '../users/onboarding.ts';

/** What can be done for many users at once. */
export const ACTIONS = ['send', 'resend', 'expire'] as const;

/** One of {@link ACTIONS}: `send` mails who was not invited, `resend` whoever has no password, `expire` ends their links. */
export type OnboardingAction = (typeof ACTIONS)[number];

/** What a job of the kind `onboarding` is asked: the action, and for whom. */
export interface OnboardingInput {
  readonly action: OnboardingAction;
  readonly userIds?: readonly string[];
  readonly status?: Exclude<OnboardingStatus, 'active'>;
  /** The users that the job of an import has created. */
  readonly importJobId?: string;
}
