import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import type { ListColumn } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';

type User = Thing<'User'>;

const COLUMNS: readonly ListColumn<User>[] = [
  {
    id: 'userName',
    header: 'User name',
    isName: true,
    cell: ({ id, userName }) => <PageLink to={`/users/${id}`}>{userName}</PageLink>,
  },
  { id: 'displayName', header: 'Name', cell: ({ displayName = '–' }) => displayName },
  { id: 'email', header: 'Mail address', cell: ({ email }) => email },
  {
    id: 'active',
    header: 'Status',
    cell: ({ active }) => (
      <StatusIndicator type={active ? 'success' : 'stopped'}>{active ? 'Active' : 'Disabled'}</StatusIndicator>
    ),
  },
  { id: 'createdAt', header: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
];

/** Everybody who can sign in. */
export const Page = (): ReactNode => (
  <ListPage<User>
    things="users"
    thing="user"
    title="Users"
    queryKey={['users']}
    find="Find users by name or address"
    idOf={({ id }) => id}
    nameOf={({ userName }) => userName}
    columns={COLUMNS}
    load={({ find, filters: _none, ...query }, signal) =>
      bodyOf(api.GET('/admin/v1/users', { signal, params: { query: { ...query, ...(find ? { search: find } : {}) } } }))
    }
  />
);
