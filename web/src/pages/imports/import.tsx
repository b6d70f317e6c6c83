import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { usePageName } from '../../shell/page-name.tsx';
import { ApplyPanel } from './apply-panel.tsx';
import { CreatedUsers } from './created-users.tsx';
import { Rows } from './rows.tsx';
import { RunPanel } from './run-panel.tsx';

type Import = Thing<'Import'>;

const isOpen = (run: Import['dryRun']): boolean => run?.job.state === 'waiting' || run?.job.state === 'running';

/** One file: its dry run, its application, the rows, and who was created. */
export function Page(): ReactNode {
  const { importId = '' } = useParams();
  const { data } = useSuspenseQuery({
    queryKey: ['imports', importId],
    queryFn: () => bodyOf(api.GET('/admin/v1/imports/{importId}', { params: { path: { importId } } })),
    refetchInterval: ({ state }) => (isOpen(state.data?.dryRun) || isOpen(state.data?.apply) ? 1_000 : false),
  });
  usePageName(data.fileName ?? 'Import');
  const { dryRun, apply } = data;
  const mode = apply ? 'apply' : 'dry-run';
  const run = apply ?? dryRun;
  return (
    <ContentLayout header={<Header variant="h1">{data.fileName ?? 'Import'}</Header>}>
      <SpaceBetween size="l">
        {apply ? <RunPanel title="Application" run={apply} mode="apply" /> : null}
        {dryRun ? <RunPanel title="Dry run" run={dryRun} mode="dry-run" /> : null}
        {apply ? null : <ApplyPanel importId={importId} dryRun={dryRun} />}
        {apply?.job.state === 'done' && (apply.counts['created'] ?? 0) > 0 ? (
          <CreatedUsers importId={importId} />
        ) : null}
        {run ? <Rows importId={importId} mode={mode} isOver={!isOpen(run)} /> : null}
      </SpaceBetween>
    </ContentLayout>
  );
}
