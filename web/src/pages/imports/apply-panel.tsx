import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { useMay } from '../../session/me.ts';
import type { Run } from './run-panel.tsx';

/** Applies a file whose dry run has ended. */
export function ApplyPanel({
  importId,
  dryRun,
}: {
  readonly importId: string;
  readonly dryRun: Run | undefined;
}): ReactNode {
  const may = useMay();
  const queries = useQueryClient();
  const [isMailed, setMailed] = useState(false);
  const [isAsking, setAsking] = useState(false);
  if (!may('imports.write') || dryRun?.job.state !== 'done') return null;
  const { encoding } = dryRun.job.input as { readonly encoding?: 'utf-8' | 'windows-1252' };
  const { counts } = dryRun;
  const apply = async (): Promise<void> => {
    const body = { mode: 'apply', sendActivation: isMailed, ...(encoding ? { encoding } : {}) } as const;
    await api.POST('/admin/v1/imports/{importId}/start', { params: { path: { importId } }, body });
    await queries.invalidateQueries({ queryKey: ['imports', importId] });
  };
  return (
    <Container header={<Header variant="h2">Apply the file</Header>}>
      <SpaceBetween size="m">
        <Toggle
          checked={isMailed}
          onChange={({ detail }) => setMailed(detail.checked)}
          description="If not, you choose afterwards who is mailed."
        >
          Mail everybody who is created the link by which they set their password
        </Toggle>
        <Button variant="primary" onClick={() => setAsking(true)}>
          Apply
        </Button>
      </SpaceBetween>
      {isAsking ? (
        <ConfirmDelete
          title="Apply the file?"
          consequence={`${counts['created'] ?? 0} users are created, ${counts['updated'] ?? 0} updated and ${counts['deleted'] ?? 0} deleted. Rows that fail change nothing.`}
          verb="Apply"
          {...((counts['deleted'] ?? 0) > 0 ? { typed: `delete ${counts['deleted']}` } : {})}
          onConfirm={apply}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Container>
  );
}
