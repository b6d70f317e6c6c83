import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';
import { JobState } from '../onboarding/job-state.tsx';

/** What a job has made of a file so far. */
export type Run = NonNullable<Thing<'Import'>['dryRun']>;

const LABELS = [
  ['created', 'Created', 'Would be created'],
  ['updated', 'Updated', 'Would be updated'],
  ['deleted', 'Deleted', 'Would be deleted'],
  ['unchanged', 'Unchanged', 'Would stay as they are'],
  ['failed', 'Failed', 'Would fail'],
] as const;

/** How far a run is, and what came of the rows. */
export function RunPanel({
  title,
  run: { job, percent, counts },
  mode,
}: {
  readonly title: string;
  readonly run: Run;
  readonly mode: 'apply' | 'dry-run';
}): ReactNode {
  const isOpen = job.state === 'waiting' || job.state === 'running';
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="m">
        {job.failure ? <Alert type="error">{job.failure}</Alert> : null}
        {isOpen ? <ProgressBar value={percent} label="Read so far" /> : null}
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'State', value: <JobState state={job.state} /> },
            ...LABELS.map(([outcome, done, would]) => ({
              label: mode === 'apply' ? done : would,
              value: String(counts[outcome] ?? 0),
            })),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
