import Alert from '@cloudscape-design/components/alert';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { readJob } from './configuration-data.ts';

const POLL_MS = 1000;
const isOpen = (state: string | undefined): boolean => state === 'waiting' || state === 'running';

/** How far the job is that carries out a plan, and how it ended. */
export function PlanProgress({ jobId }: { readonly jobId: string }): ReactNode {
  const { data: job } = useQuery({
    queryKey: ['jobs', jobId],
    queryFn: () => readJob(jobId),
    refetchInterval: ({ state }) => (isOpen(state.data?.state ?? 'waiting') ? POLL_MS : false),
  });
  const { done = 0, total = 0 } = job?.progress ?? {};
  if (job && !isOpen(job.state) && job.state !== 'done')
    return <Alert type="error">{job.failure ?? 'The job was cancelled; what it had done stays done.'}</Alert>;
  return (
    <ProgressBar
      label="Applying the plan"
      value={total === 0 ? (job?.state === 'done' ? 100 : 0) : (done / total) * 100}
      additionalInfo={`${done} of ${total} changes are done.`}
      status={job?.state === 'done' ? 'success' : 'in-progress'}
      resultText="The configuration is applied."
    />
  );
}
