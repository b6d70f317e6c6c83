import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';

/** How a sign-in ended, as lists and pages show it. */
export const TraceOutcome = ({ outcome }: Pick<Thing<'TraceSummary'>, 'outcome'>): ReactNode => (
  <StatusIndicator type={outcome === 'issued' ? 'success' : outcome === 'told' ? 'warning' : 'error'}>
    {OUTCOMES[outcome]}
  </StatusIndicator>
);

/** The words for how a sign-in ends. */
export const OUTCOMES = {
  issued: 'Assertion sent',
  told: 'Error told to the app',
  shown: 'Page shown',
} as const satisfies Record<Thing<'TraceSummary'>['outcome'], string>;
