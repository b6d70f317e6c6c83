import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import { useAct } from '../../shell/notices.tsx';
import { JobState } from './job-state.tsx';

const isOpen = ({ state }: Thing<'Job'>): boolean => state === 'waiting' || state === 'running';

interface Problem {
  readonly userId: string;
  readonly reason: string;
}

/** How far a job is, as it goes on, and what came out. */
export function Page(): ReactNode {
  const { jobId = '' } = useParams();
  const may = useMay();
  const act = useAct();
  const { data: job, refetch } = useSuspenseQuery({
    queryKey: ['jobs', jobId],
    queryFn: () => bodyOf(api.GET('/admin/v1/jobs/{jobId}', { params: { path: { jobId } } })),
    refetchInterval: ({ state: { data } }) => (data && isOpen(data) ? 1_000 : false),
  });
  const { done, failed, total } = job.progress;
  const problems = (job.result?.['problems'] ?? []) as readonly Problem[];
  const cancel = async (): Promise<void> => {
    await api.POST('/admin/v1/jobs/{jobId}/cancel', { params: { path: { jobId } } });
    await refetch();
  };
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={
            isOpen(job) && may('jobs.write') ? (
              <Button onClick={() => void act(cancel, 'The job was cancelled.')}>Cancel</Button>
            ) : null
          }
        >
          {job.kind === 'onboarding' ? 'Mails to users' : job.kind === 'import' ? 'Import' : job.kind}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {job.failure ? <Alert type="error">{job.failure}</Alert> : null}
        <Container>
          <KeyValuePairs
            columns={3}
            items={[
              { label: 'State', value: <JobState state={job.state} /> },
              { label: 'Done', value: total === undefined ? String(done) : `${done} of ${total}` },
              { label: 'Failed', value: String(failed) },
              { label: 'Asked for', value: <When at={job.createdAt} /> },
              { label: 'Ended', value: <When at={job.endedAt} /> },
            ]}
          />
        </Container>
        {problems.length > 0 ? (
          <Container header={<Header variant="h2">Users with whom it was not done</Header>}>
            {problems.map(({ userId, reason }) => (
              <Box key={userId}>
                <PageLink to={`/users/${userId}`}>{userId}</PageLink>: {reason}
              </Box>
            ))}
          </Container>
        ) : null}
        <PageLink to="/onboarding">Onboarding status</PageLink>
      </SpaceBetween>
    </ContentLayout>
  );
}
