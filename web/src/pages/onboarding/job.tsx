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
import { usePageName } from '../../shell/page-name.tsx';
import { JobState } from './job-state.tsx';

const isOpen = ({ state }: Thing<'Job'>): boolean => state === 'waiting' || state === 'running';

interface Place {
  readonly to: string;
  readonly name: string;
}

/** What kinds of jobs are called, and the page on which one of them is followed up. */
const KINDS: Readonly<Record<string, readonly [title: string, place?: Place]>> = {
  onboarding: ['Mails to users', { to: '/onboarding', name: 'Onboarding status' }],
  import: ['Import', { to: '/imports', name: 'Bulk upload' }],
  configuration: ['Configuration', { to: '/configuration', name: 'Configuration' }],
};

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
  const [title, place] = KINDS[job.kind] ?? [job.kind];
  usePageName(title);
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
          {title}
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
        {place ? <PageLink to={place.to}>{place.name}</PageLink> : null}
      </SpaceBetween>
    </ContentLayout>
  );
}
