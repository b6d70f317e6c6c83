import Button from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import type { ListActions } from '../../patterns/list-definition.ts';
import { useEach } from '../../patterns/use-each.tsx';
import { useMay } from '../../session/me.ts';
import { changeUser, sendActivation, type User, useUsersChanged } from './user-data.ts';

/** What can be done with the users that are selected, and how a new one is made. */
export function UserListActions({ selected, clear }: ListActions<User>): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  const changed = useUsersChanged();
  const { each, isBusy } = useEach<User>(({ userName }) => userName);
  const [isDisabling, setDisabling] = useState(false);
  const withEach = async (deed: (user: User) => Promise<unknown>, done: (count: number) => string): Promise<void> => {
    await each(selected, deed, done);
    clear();
    await changed();
  };
  const isNone = selected.length === 0;
  return (
    <>
      {may('users.support') ? (
        <Button
          disabled={isNone || isBusy}
          onClick={() =>
            void withEach(
              ({ id }) => sendActivation(id),
              (count) => `Activation mails sent: ${count}.`,
            )
          }
        >
          Send activation mail
        </Button>
      ) : null}
      {may('users.write') ? (
        <>
          <Button disabled={isNone || isBusy} onClick={() => setDisabling(true)}>
            Disable
          </Button>
          <Button variant="primary" onClick={() => void navigate('/users/new')}>
            Create user
          </Button>
        </>
      ) : null}
      {isDisabling ? (
        <ConfirmDelete
          title={selected.length === 1 ? 'Disable 1 user?' : `Disable ${selected.length} users?`}
          consequence="They can no longer sign in, and their sessions end at once. They can be enabled again."
          verb="Disable"
          onConfirm={() =>
            withEach(
              ({ id }) => changeUser(id, { active: false }),
              (count) => `Users disabled: ${count}.`,
            )
          }
          onClose={() => setDisabling(false)}
        />
      ) : null}
    </>
  );
}
