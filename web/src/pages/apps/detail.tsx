import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, ifMatch, type Thing } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { useMay } from '../../session/me.ts';
import { useAct } from '../../shell/notices.tsx';
import { usePageName } from '../../shell/page-name.tsx';
import { Assignments } from './assignments.tsx';
import { Certificates } from './certificates.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { readApp } from './edit.tsx';
import { OurSide } from './our-side.tsx';
import { PublishedMetadata } from './published-metadata.tsx';
import { SavedPreview } from './saved-preview.tsx';

/** One app: what it must be told, who may use it, its certificates, its metadata. */
export function Page(): ReactNode {
  const { appId = '' } = useParams();
  const [query, setQuery] = useSearchParams();
  const { data } = useSuspenseQuery({ queryKey: ['apps', appId, 'one'], queryFn: () => readApp(appId) });
  const app = data.value;
  usePageName(app.name);
  const isAws = app.kind === 'aws';
  const tabs = [
    { id: 'set-up', label: 'Set-up', content: <OurSide app={app} /> },
    ...(isAws ? [] : [{ id: 'assignments', label: 'Assignments', content: <Assignments app={app} /> }]),
    ...(isAws ? [] : [{ id: 'preview', label: 'Preview', content: <SavedPreview appId={app.id} /> }]),
    { id: 'certificates', label: 'Certificates', content: <Certificates appId={app.id} /> },
    ...(app.metadataUrl
      ? [{ id: 'metadata', label: 'Published metadata', content: <PublishedMetadata app={app} /> }]
      : []),
  ];
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={app.description ?? app.entityId}
        actions={<Actions app={app} version={data.version} />}
      >
        {app.name}{' '}
        <StatusIndicator type={app.enabled ? 'success' : 'stopped'}>
          {app.enabled ? 'Enabled' : 'Disabled'}
        </StatusIndicator>
      </Header>
      <Tabs
        tabs={tabs}
        activeTabId={query.get('tab') ?? 'set-up'}
        onChange={({ detail }) => setQuery({ tab: detail.activeTabId }, { replace: true })}
      />
    </SpaceBetween>
  );
}

function Actions({ app, version }: { readonly app: Thing<'App'>; readonly version: string }): ReactNode {
  const may = useMay();
  const act = useAct();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'delete' | 'duplicate'>();
  const params = { path: { appId: app.id }, header: ifMatch(version) };
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['apps'] });
  const toggle = async (): Promise<void> => {
    const enabled = !app.enabled;
    await act(
      () => api.PATCH('/admin/v1/apps/{appId}', { params, body: { enabled } }),
      `${app.name} is ${enabled ? 'enabled' : 'disabled'}.`,
    );
    await again();
  };
  if (!may('apps.write')) return null;
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <ButtonDropdown
          items={[
            { id: 'toggle', text: app.enabled ? 'Disable' : 'Enable' },
            { id: 'duplicate', text: 'Duplicate', disabled: app.kind === 'aws' || !may('apps.create') },
            { id: 'delete', text: 'Delete' },
          ]}
          onItemClick={({ detail }) =>
            detail.id === 'toggle' ? void toggle() : setAsked(detail.id as 'delete' | 'duplicate')
          }
        >
          Actions
        </ButtonDropdown>
        {app.kind === 'aws' ? null : (
          <Button variant="primary" onClick={() => void navigate(`/apps/${app.id}/edit`)}>
            Edit
          </Button>
        )}
      </SpaceBetween>
      {asked === 'delete' ? (
        <ConfirmDelete
          title={`Delete app ${app.name}?`}
          consequence="Nobody can sign in to it any more, and its assignments go with it. This cannot be undone."
          typed={app.name}
          onConfirm={async () => {
            await api.DELETE('/admin/v1/apps/{appId}', { params });
            await navigate('/apps');
            void queries.invalidateQueries({ queryKey: ['apps', 'list'] });
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
      {asked === 'duplicate' ? <DuplicateDialog app={app} onClose={() => setAsked(undefined)} /> : null}
    </>
  );
}
