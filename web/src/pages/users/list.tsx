import type { ReactNode } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { UserListActions } from './list-actions.tsx';
import { nameOf, type User } from './user-data.ts';
import { UserState } from './user-state.tsx';

/** The columns of every list of users. */
const COLUMNS: readonly ListColumn<User>[] = [
  {
    id: 'userName',
    header: 'User name',
    isName: true,
    cell: ({ id, userName }) => <PageLink to={`/users/${id}`}>{userName}</PageLink>,
  },
  { id: 'name', header: 'Name', cell: (user) => nameOf(user) },
  { id: 'email', header: 'Mail address', cell: ({ email }) => email },
  { id: 'state', header: 'Status', cell: (user) => <UserState user={user} /> },
  { id: 'department', header: 'Department', isExtra: true, cell: ({ department = '–' }) => department },
  {
    id: 'employeeNumber',
    header: 'Employee number',
    isExtra: true,
    cell: ({ employeeNumber = '–' }) => employeeNumber,
  },
  { id: 'createdAt', header: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
  { id: 'updatedAt', header: 'Changed', isExtra: true, cell: ({ updatedAt }) => <When at={updatedAt} /> },
];

const STATES = [
  { value: 'true', label: 'Active' },
  { value: 'false', label: 'Disabled' },
];

const load = ({ find, filters, ...page }: ListQuery, signal: AbortSignal) => {
  const { active } = filters;
  const query = {
    ...page,
    ...(find === undefined ? {} : { search: find }),
    ...(active === 'true' || active === 'false' ? ({ active } as const) : {}),
  };
  return bodyOf(api.GET('/admin/v1/users', { signal, params: { query } }));
};

/** Everybody who can sign in. */
export const Page = (): ReactNode => (
  <ListPage<User>
    things="users"
    thing="user"
    title="Users"
    queryKey={['users']}
    find="Find users by name or address"
    filters={[{ name: 'active', label: 'Status', options: STATES }]}
    idOf={({ id }) => id}
    nameOf={({ userName }) => userName}
    columns={COLUMNS}
    load={load}
    isSelectable
    actions={(selection) => <UserListActions {...selection} />}
    empty="Create the first one, or bring in many by CSV."
  />
);
