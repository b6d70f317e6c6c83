import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { ListSection } from '../../patterns/list-page.tsx';
import { useEach } from '../../patterns/use-each.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';

type Session = Thing<'Session'>;

const browserOf = ({ userAgent }: Session): string => (userAgent === '' ? 'Unknown' : userAgent);

/** The browsers in which a user is signed in. */
export function UserSessions({ userId }: { readonly userId: string }): ReactNode {
  const may = useMay();
  const client = useQueryClient();
  const { each, isBusy } = useEach<Session>(browserOf);
  const [isEnding, setEnding] = useState(false);
  const changed = (): Promise<void> => client.invalidateQueries({ queryKey: ['users', userId, 'sessions'] });
  const end = (sessionId: string): Promise<unknown> =>
    api.DELETE('/admin/v1/users/{userId}/sessions/{sessionId}', { params: { path: { userId, sessionId } } });
  const endAll = async (): Promise<void> => {
    await api.DELETE('/admin/v1/users/{userId}/sessions', { params: { path: { userId } } });
    await changed();
  };
  return (
    <>
      <ListSection<Session>
        things="sessions"
        thing="session"
        title="Sessions"
        queryKey={['users', userId, 'sessions']}
        idOf={({ id }) => id}
        nameOf={browserOf}
        columns={[
          { id: 'userAgent', header: 'Browser', isName: true, cell: browserOf },
          { id: 'network', header: 'Network', cell: ({ network }) => network },
          { id: 'createdAt', header: 'Since', cell: ({ createdAt }) => <When at={createdAt} /> },
          { id: 'expiresAt', header: 'Until', cell: ({ expiresAt }) => <When at={expiresAt} /> },
        ]}
        load={({ filters: _none, find: _nothing, ...query }, signal) =>
          bodyOf(api.GET('/admin/v1/users/{userId}/sessions', { signal, params: { path: { userId }, query } }))
        }
        isSelectable={may('users.support')}
        actions={({ selected, clear }) =>
          may('users.support') ? (
            <>
              <Button
                disabled={selected.length === 0 || isBusy}
                onClick={() =>
                  void each(
                    selected,
                    ({ id }) => end(id),
                    (count) => `Sessions ended: ${count}.`,
                  )
                    .then(clear)
                    .then(changed)
                }
              >
                End
              </Button>
              <Button onClick={() => setEnding(true)}>End all</Button>
            </>
          ) : null
        }
      />
      {isEnding ? (
        <ConfirmDelete
          title="End all sessions?"
          consequence="They are signed out everywhere, and links that were mailed to them end, too."
          verb="End all"
          onConfirm={endAll}
          onClose={() => setEnding(false)}
        />
      ) : null}
    </>
  );
}
