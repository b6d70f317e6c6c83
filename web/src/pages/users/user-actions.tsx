import Button from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, ifMatch } from '../../api/client.ts';
import { Buttons } from '../../patterns/buttons.tsx';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { useMay } from '../../session/me.ts';
import { useAct, useNotices } from '../../shell/notices.tsx';
import { changeUser, sendActivation, type User, useUsersChanged } from './user-data.ts';

interface Shown {
  readonly user: User;
  readonly version: string;
}

/** What can be done with a user. */
export function UserActions({ user, version }: Shown): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  const act = useAct();
  const changed = useUsersChanged();
  const [asking, setAsking] = useState<'disable' | 'delete'>();
  const enable = async (): Promise<void> => {
    await act(() => changeUser(user.id, { active: true }), `${user.userName} can sign in again.`);
    await changed();
  };
  return (
    <Buttons>
      {may('users.support') ? (
        <Button
          disabled={!user.active}
          onClick={() => void act(() => sendActivation(user.id), `The activation mail goes to ${user.email}.`)}
        >
          Send activation mail
        </Button>
      ) : null}
      {may('users.write') ? (
        <>
          {user.active ? (
            <Button onClick={() => setAsking('disable')}>Disable</Button>
          ) : (
            <Button onClick={() => void enable()}>Enable</Button>
          )}
          <Button onClick={() => setAsking('delete')}>Delete</Button>
          <Button variant="primary" onClick={() => void navigate(`/users/${user.id}/edit`)}>
            Edit
          </Button>
        </>
      ) : null}
      {asking === 'disable' ? <Disabling user={user} onClose={() => setAsking(undefined)} /> : null}
      {asking === 'delete' ? <Deleting user={user} version={version} onClose={() => setAsking(undefined)} /> : null}
    </Buttons>
  );
}

function Disabling({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const { tell } = useNotices();
  const changed = useUsersChanged();
  const disable = async (): Promise<void> => {
    await changeUser(user.id, { active: false });
    tell({ type: 'success', content: `${user.userName} can no longer sign in.` });
    await changed();
  };
  return (
    <ConfirmDelete
      title={`Disable ${user.userName}?`}
      consequence="They can no longer sign in, and their sessions end at once. They can be enabled again."
      verb="Disable"
      onConfirm={disable}
      onClose={onClose}
    />
  );
}

function Deleting({ user, version, onClose }: Shown & { readonly onClose: () => void }): ReactNode {
  const { tell } = useNotices();
  const navigate = useNavigate();
  const changed = useUsersChanged();
  const remove = async (): Promise<void> => {
    const params = { path: { userId: user.id }, header: ifMatch(version) };
    await api.DELETE('/admin/v1/users/{userId}', { params });
    tell({ type: 'success', content: `${user.userName} was deleted.` });
    await navigate('/users', { replace: true });
    await changed();
  };
  return (
    <ConfirmDelete
      title={`Delete ${user.userName}?`}
      consequence="Their sessions, memberships and assignments go with them. Nobody can bring them back."
      typed={user.userName}
      onConfirm={remove}
      onClose={onClose}
    />
  );
}
