import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';

const STATES: Readonly<Record<Thing<'Job'>['state'], readonly [StatusIndicatorProps.Type, string]>> = {
  waiting: ['pending', 'Waiting'],
  running: ['in-progress', 'Running'],
  done: ['success', 'Done'],
  failed: ['error', 'Failed'],
  cancelled: ['stopped', 'Cancelled'],
};

/** Where a job stands, as a mark. */
export const JobState = ({ state }: Pick<Thing<'Job'>, 'state'>): ReactNode => (
  <StatusIndicator type={STATES[state][0]}>{STATES[state][1]}</StatusIndicator>
);
