import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { User } from './user-data.ts';

/** Whether a user can sign in, and if not, why. */
export function UserState({ user: { active, hasPassword } }: { readonly user: User }): ReactNode {
  if (!active) return <StatusIndicator type="stopped">Disabled</StatusIndicator>;
  return hasPassword ? (
    <StatusIndicator type="success">Active</StatusIndicator>
  ) : (
    <StatusIndicator type="pending">No password yet</StatusIndicator>
  );
}
