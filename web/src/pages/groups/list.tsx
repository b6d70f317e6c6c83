import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf } from '../../api/client.ts';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import type { Group } from './group-data.ts';

const COLUMNS: readonly ListColumn<Group>[] = [
  {
    id: 'displayName',
    header: 'Name',
    isName: true,
    cell: ({ id, displayName }) => <PageLink to={`/groups/${id}`}>{displayName}</PageLink>,
  },
  { id: 'description', header: 'Description', cell: ({ description = '–' }) => description },
  { id: 'createdAt', header: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];

const load = ({ find, filters: _none, ...page }: ListQuery, signal: AbortSignal) => {
  const query = { ...page, ...(find === undefined ? {} : { displayName: find }) };
  return bodyOf(api.GET('/admin/v1/groups', { signal, params: { query } }));
};

/** The groups by which apps and roles are assigned. */
export function Page(): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  return (
    <ListPage<Group>
      things="groups"
      thing="group"
      title="Groups"
      queryKey={['groups']}
      find="Find groups by name"
      idOf={({ id }) => id}
      nameOf={({ displayName }) => displayName}
      columns={COLUMNS}
      load={load}
      actions={() =>
        may('groups.write') ? (
          <Button variant="primary" onClick={() => void navigate('/groups/new')}>
            Create group
          </Button>
        ) : null
      }
      empty="Apps and AWS roles that are assigned to a group are open to all of its members."
    />
  );
}
