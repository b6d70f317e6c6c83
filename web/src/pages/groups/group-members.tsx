import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import type { ListColumn } from '../../patterns/list-definition.ts';
import { ListSection } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { PickModal } from '../../patterns/pick-modal.tsx';
import { useEach } from '../../patterns/use-each.tsx';
import { useMay } from '../../session/me.ts';

type Member = Thing<'Member'>;

const nameOf = ({ userName, userId }: Member): string => userName ?? userId;

const COLUMNS: readonly ListColumn<Member>[] = [
  {
    id: 'userName',
    header: 'User name',
    isName: true,
    cell: (member) => <PageLink to={`/users/${member.userId}`}>{nameOf(member)}</PageLink>,
  },
  { id: 'displayName', header: 'Name', cell: ({ displayName = '–' }) => displayName },
  { id: 'email', header: 'Mail address', cell: ({ email = '–' }) => email },
  {
    id: 'active',
    header: 'Status',
    cell: ({ active }) => (
      <StatusIndicator type={active ? 'success' : 'stopped'}>{active ? 'Active' : 'Disabled'}</StatusIndicator>
    ),
  },
];

const membership = (groupId: string, userId: string) => ({ params: { path: { groupId, userId } } });

/** Who is in a group. */
export function GroupMembers({ groupId }: { readonly groupId: string }): ReactNode {
  const may = useMay();
  const client = useQueryClient();
  const { each, isBusy } = useEach<Member>(nameOf);
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['groups', groupId] });
  const take = async (members: readonly Member[], clear: () => void): Promise<void> => {
    const removed = ({ userId }: Member) =>
      api.DELETE('/admin/v1/groups/{groupId}/members/{userId}', membership(groupId, userId));
    await each(members, removed, (count) => `Members taken out: ${count}.`);
    clear();
    await changed();
  };
  return (
    <ListSection<Member>
      things="members"
      thing="member"
      title="Members"
      queryKey={['groups', groupId, 'members']}
      idOf={({ userId }) => userId}
      nameOf={nameOf}
      columns={COLUMNS}
      load={({ filters: _none, find: _nothing, ...query }, signal) =>
        bodyOf(api.GET('/admin/v1/groups/{groupId}/members', { signal, params: { path: { groupId }, query } }))
      }
      isSelectable={may('groups.write')}
      actions={({ selected, clear }) =>
        may('groups.write') ? (
          <>
            <Button disabled={selected.length === 0 || isBusy} onClick={() => void take(selected, clear)}>
              Take out
            </Button>
            <AddMembers groupId={groupId} onAdded={changed} />
          </>
        ) : null
      }
    />
  );
}

/** Puts users into a group that are searched for. */
function AddMembers({
  groupId,
  onAdded,
}: {
  readonly groupId: string;
  readonly onAdded: () => Promise<void>;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const search = async (text: string) => {
    const query = { limit: '50', ...(text === '' ? {} : { search: text }) };
    const { items } = await bodyOf(api.GET('/admin/v1/users', { params: { query } }));
    return items.map(({ id, userName, email }) => ({ id, label: userName, description: email }));
  };
  const add = async (users: readonly { readonly id: string }[]): Promise<void> => {
    for (const { id } of users) {
      await api.PUT('/admin/v1/groups/{groupId}/members/{userId}', membership(groupId, id));
    }
    await onAdded();
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Add members
      </Button>
      {isOpen ? (
        <PickModal
          title="Add members"
          label="Users"
          search={search}
          verb="Add"
          onPick={add}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
