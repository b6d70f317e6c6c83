import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../api/client.ts';

type Access = Thing<'Access'>;

const readAccess = (of: 'users' | 'groups', id: string): Promise<Access> =>
  of === 'users'
    ? bodyOf(api.GET('/admin/v1/users/{userId}/access', { params: { path: { userId: id } } }))
    : bodyOf(api.GET('/admin/v1/groups/{groupId}/access', { params: { path: { groupId: id } } }));

const hours = (seconds: number): string => `${Math.round((seconds / 3600) * 10) / 10} h`;

/** The apps and AWS roles that a user or a group may open. */
export function AccessOf({ of, id }: { readonly of: 'users' | 'groups'; readonly id: string }): ReactNode {
  const { data } = useSuspenseQuery({ queryKey: [of, id, 'access'], queryFn: () => readAccess(of, id) });
  return (
    <SpaceBetween size="l">
      <Table
        variant="container"
        header={<Header counter={`(${data.apps.length})`}>Apps</Header>}
        items={data.apps}
        trackBy="id"
        columnDefinitions={[{ id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => name }]}
        empty="No apps are assigned."
      />
      <Table
        variant="container"
        header={<Header counter={`(${data.roles.length})`}>AWS roles</Header>}
        items={data.roles}
        trackBy={({ accountId, roleName }) => `${accountId}/${roleName}`}
        columnDefinitions={[
          { id: 'roleName', header: 'Role', isRowHeader: true, cell: ({ roleName }) => roleName },
          { id: 'account', header: 'Account', cell: ({ accountName, accountId }) => `${accountName} (${accountId})` },
          { id: 'session', header: 'Session', cell: ({ sessionSeconds }) => hours(sessionSeconds) },
        ]}
        empty="No roles are assigned."
      />
    </SpaceBetween>
  );
}
