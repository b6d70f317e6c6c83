import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ListSection } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { useEach } from '../../patterns/use-each.tsx';
import { useMay } from '../../session/me.ts';
import { AddToGroup } from './add-to-group.tsx';

type Group = Thing<'Group'>;

/** The groups that a user is in. */
export function UserGroups({ userId }: { readonly userId: string }): ReactNode {
  const may = useMay();
  const client = useQueryClient();
  const { each, isBusy } = useEach<Group>(({ displayName }) => displayName);
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['users', userId] });
  const leave = (groupId: string): Promise<unknown> =>
    api.DELETE('/admin/v1/groups/{groupId}/members/{userId}', { params: { path: { groupId, userId } } });
  return (
    <ListSection<Group>
      things="groups"
      thing="group"
      title="Groups"
      queryKey={['users', userId, 'groups']}
      idOf={({ id }) => id}
      nameOf={({ displayName }) => displayName}
      columns={[
        {
          id: 'displayName',
          header: 'Name',
          isName: true,
          cell: ({ id, displayName }) => <PageLink to={`/groups/${id}`}>{displayName}</PageLink>,
        },
        { id: 'description', header: 'Description', cell: ({ description = '–' }) => description },
      ]}
      load={({ filters: _none, find: _nothing, ...query }, signal) =>
        bodyOf(api.GET('/admin/v1/users/{userId}/groups', { signal, params: { path: { userId }, query } }))
      }
      isSelectable={may('groups.write')}
      actions={({ selected, clear }) =>
        may('groups.write') ? (
          <>
            <Button
              disabled={selected.length === 0 || isBusy}
              onClick={() =>
                void each(
                  selected,
                  ({ id }) => leave(id),
                  (count) => `Groups left: ${count}.`,
                )
                  .then(clear)
                  .then(changed)
              }
            >
              Take out
            </Button>
            <AddToGroup userId={userId} onAdded={changed} />
          </>
        ) : null
      }
    />
  );
}
