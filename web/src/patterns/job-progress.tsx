import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import { api, bodyOf } from '../api/client.ts';
import type { paths } from '../api/schema.ts';

/** Long work, as the API tells it. */
export type Job = paths['/admin/v1/jobs/{jobId}']['get']['responses'][200]['content']['application/json'];

/** How often a job that runs is looked at, in milliseconds. */
const LOOK_MS = 1_000;

/** Tells whether a job has come to its end, whichever. */
export const hasEnded = ({ state }: Job): boolean => state !== 'waiting' && state !== 'running';

const END = { done: 'success', failed: 'error', cancelled: 'error' } as const;

const WORDS: Readonly<Record<Job['state'], string>> = {
  waiting: 'Waiting to begin',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

function told({ progress: { done, failed, total } }: Job): string {
  const of = total === undefined ? '' : ` of ${total.toLocaleString()}`;
  return `${done.toLocaleString()}${of}${failed > 0 ? `, ${failed.toLocaleString()} failed` : ''}`;
}

/** Shows how far a job is, and looks at it until it has ended; the page may be left meanwhile. */
export function JobProgress({
  jobId,
  label,
  onEnd,
}: {
  readonly jobId: string;
  readonly label: string;
  /** The job has ended while it was looked at. */
  readonly onEnd?: (job: Job) => void;
}): ReactNode {
  const { data: job } = useQuery({
    queryKey: ['jobs', jobId],
    queryFn: () => bodyOf(api.GET('/admin/v1/jobs/{jobId}', { params: { path: { jobId } } })),
    refetchInterval: ({ state: { data } }) => (data && hasEnded(data) ? false : LOOK_MS),
  });
  const end = useEffectEvent((ended: Job) => onEnd?.(ended));
  const isEnded = job !== undefined && hasEnded(job);
  useEffect(() => {
    if (job && isEnded) end(job);
  }, [job, isEnded]);
  const total = job?.progress.total;
  const share = job?.state === 'done' ? 100 : total ? Math.min(100, (100 * (job?.progress.done ?? 0)) / total) : 0;
  return (
    <ProgressBar
      label={label}
      value={share}
      description={job ? WORDS[job.state] : 'Looking'}
      additionalInfo={job ? told(job) : undefined}
      status={isEnded ? END[job.state as keyof typeof END] : 'in-progress'}
      resultText={job ? (job.failure ?? `${WORDS[job.state]}: ${told(job)}`) : undefined}
    />
  );
}
