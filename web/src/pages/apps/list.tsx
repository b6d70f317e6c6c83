import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import type { ListColumn } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';

type App = Thing<'App'>;

const COLUMNS: readonly ListColumn<App>[] = [
  { id: 'name', header: 'Name', isName: true, cell: ({ id, name }) => <PageLink to={`/apps/${id}`}>{name}</PageLink> },
  {
    id: 'enabled',
    header: 'Status',
    cell: ({ enabled }) => (
      <StatusIndicator type={enabled ? 'success' : 'stopped'}>{enabled ? 'Enabled' : 'Disabled'}</StatusIndicator>
    ),
  },
  { id: 'entityId', header: 'Entity ID', cell: ({ entityId }) => entityId },
  { id: 'flow', header: 'Begins', cell: ({ idpInitiated }) => (idpInitiated ? 'Here or there' : 'There') },
  { id: 'nameIdFormat', header: 'NameID', isExtra: true, cell: ({ nameIdFormat }) => nameIdFormat },
  { id: 'updatedAt', header: 'Changed', cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

/** Every service provider that is registered. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const may = useMay();
  return (
    <ListPage<App>
      things="apps"
      thing="app"
      title="Apps"
      queryKey={['apps']}
      find="Find apps by name"
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      columns={COLUMNS}
      empty="Add one from the catalogue, or by its metadata."
      load={({ find, filters: _none, ...query }, signal) =>
        bodyOf(api.GET('/admin/v1/apps', { signal, params: { query: { ...query, ...(find ? { name: find } : {}) } } }))
      }
      actions={() =>
        may('apps.create') ? (
          <Button variant="primary" onClick={() => void navigate('/apps/add')}>
            Add app
          </Button>
        ) : null
      }
    />
  );
}
