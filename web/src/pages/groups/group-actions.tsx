import Button from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, ifMatch } from '../../api/client.ts';
import { Buttons } from '../../patterns/buttons.tsx';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { useMay } from '../../session/me.ts';
import { useNotices } from '../../shell/notices.tsx';
import { type Group, useGroupsChanged } from './group-data.ts';

/** What can be done with a group. */
export function GroupActions({ group, version }: { readonly group: Group; readonly version: string }): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  const { tell } = useNotices();
  const changed = useGroupsChanged();
  const [isDeleting, setDeleting] = useState(false);
  if (!may('groups.write')) return null;
  const remove = async (): Promise<void> => {
    const params = { path: { groupId: group.id }, header: ifMatch(version) };
    await api.DELETE('/admin/v1/groups/{groupId}', { params });
    tell({ type: 'success', content: `${group.displayName} was deleted.` });
    await navigate('/groups', { replace: true });
    await changed();
  };
  return (
    <Buttons>
      <Button onClick={() => setDeleting(true)}>Delete</Button>
      <Button variant="primary" onClick={() => void navigate(`/groups/${group.id}/edit`)}>
        Edit
      </Button>
      {isDeleting ? (
        <ConfirmDelete
          title={`Delete ${group.displayName}?`}
          consequence="Its members lose every app and AWS role that was assigned to the group. The users stay."
          typed={group.displayName}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        />
      ) : null}
    </Buttons>
  );
}
