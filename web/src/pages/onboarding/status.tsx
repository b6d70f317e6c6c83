import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';

/** How far one user has come. */
export type Onboarding = Thing<'Onboarding'>;

/** What each status is called, and how it looks. */
export const STATUSES: Readonly<
  Record<Onboarding['status'], { readonly label: string; readonly type: StatusIndicatorProps.Type }>
> = {
  'not-invited': { label: 'Not invited', type: 'pending' },
  invited: { label: 'Invited', type: 'in-progress' },
  expired: { label: 'Link expired', type: 'warning' },
  bounced: { label: 'Mail came back', type: 'error' },
  active: { label: 'Active', type: 'success' },
};

/** How far a user has come, as a mark. */
export const OnboardingMark = ({ status }: Pick<Onboarding, 'status'>): ReactNode => (
  <StatusIndicator type={STATUSES[status].type}>{STATUSES[status].label}</StatusIndicator>
);
