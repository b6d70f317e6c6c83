import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, ifMatch, type Thing } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { useMay } from '../../session/me.ts';
import { useNotices } from '../../shell/notices.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { type Role, roleName, ROLES } from './roles.ts';

type Administrator = Thing<'Administrator'>;

const COLUMNS: readonly ListColumn<Administrator>[] = [
  {
    id: 'userName',
    header: 'User name',
    isName: true,
    cell: ({ id, userName }) => <PageLink to={`/users/${id}`}>{userName}</PageLink>,
  },
  { id: 'displayName', header: 'Name', cell: ({ displayName }) => displayName },
  { id: 'email', header: 'Mail address', cell: ({ email }) => email },
  {
    id: 'role',
    header: 'Role',
    cell: ({ role, apps }) => roleName(role) + (apps ? ` of ${appsText(apps.length)}` : ''),
  },
  {
    id: 'active',
    header: 'Status',
    cell: ({ active }) => (
      <StatusIndicator type={active ? 'success' : 'stopped'}>{active ? 'Active' : 'Disabled'}</StatusIndicator>
    ),
  },
];

const appsText = (count: number): string => (count === 1 ? '1 app' : `${count} apps`);

const load = ({ find: _none, filters: { role }, ...page }: ListQuery, signal: AbortSignal) => {
  const query = { ...page, ...(role === undefined ? {} : { role: role as Role }) };
  return bodyOf(api.GET('/admin/v1/administrators', { signal, params: { query } }));
};

/** Who has a role. */
export function Page(): ReactNode {
  const mayGrant = useMay()('administrators.write');
  return (
    <ListPage<Administrator>
      things="administrators"
      thing="administrator"
      title="Administrators"
      queryKey={['administrators']}
      idOf={({ id }) => id}
      nameOf={({ userName }) => userName}
      columns={COLUMNS}
      filters={[{ name: 'role', label: 'Role', options: ROLES }]}
      load={load}
      isSelectable={mayGrant}
      actions={({ selected, clear }) => (mayGrant ? <Actions selected={selected} clear={clear} /> : null)}
      empty="Nobody has this role."
    />
  );
}

/** What can be done with the one that is selected; a role is taken from one person at a time, who is named. */
function Actions({
  selected: [chosen, ...others],
  clear,
}: {
  readonly selected: readonly Administrator[];
  readonly clear: () => void;
}): ReactNode {
  const [doing, setDoing] = useState<'grant' | 'change' | 'revoke'>();
  const close = (): void => setDoing(undefined);
  const one = others.length === 0 ? chosen : undefined;
  return (
    <>
      <Button disabled={!one} onClick={() => setDoing('revoke')}>
        Take the role away
      </Button>
      <Button disabled={!one} onClick={() => setDoing('change')}>
        Change the role
      </Button>
      <Button variant="primary" onClick={() => setDoing('grant')}>
        Give a role
      </Button>
      {doing === 'grant' ? <GrantDialog onClose={close} /> : null}
      {doing === 'change' && one ? <GrantDialog administrator={one} onClose={close} /> : null}
      {doing === 'revoke' && one ? <Revoke administrator={one} onDone={clear} onClose={close} /> : null}
    </>
  );
}

function Revoke({
  administrator: { id, userName, displayName, role, version },
  onDone,
  onClose,
}: {
  readonly administrator: Administrator;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const queries = useQueryClient();
  const { tell } = useNotices();
  const revoke = async (): Promise<void> => {
    const params = { path: { userId: id }, header: ifMatch(`"${version}"`) };
    await api.DELETE('/admin/v1/administrators/{userId}', { params });
    tell({ type: 'success', content: `${userName} has no role any more.` });
    onDone();
    await queries.invalidateQueries({ queryKey: ['administrators'] });
  };
  return (
    <ConfirmDelete
      title={`Take the role of ${displayName} away?`}
      consequence={`${userName} is ${roleName(role)} now. They are put out of the console at once, and API tokens that rest on them are dead. The user stays.`}
      verb="Take away"
      onConfirm={revoke}
      onClose={onClose}
    />
  );
}
