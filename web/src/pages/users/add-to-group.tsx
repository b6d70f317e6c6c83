import Button from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { PickModal } from '../../patterns/pick-modal.tsx';

/** Puts a user into groups that are searched for. */
export function AddToGroup({
  userId,
  onAdded,
}: {
  readonly userId: string;
  readonly onAdded: () => Promise<void>;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const search = async (displayName: string) => {
    const query = { limit: '50', ...(displayName === '' ? {} : { displayName }) };
    const { items } = await bodyOf(api.GET('/admin/v1/groups', { params: { query } }));
    return items.map((group) => ({ id: group.id, label: group.displayName, description: group.description }));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Add to groups</Button>
      {isOpen ? (
        <PickModal
          title="Add to groups"
          label="Groups"
          search={search}
          verb="Add"
          onPick={async (groups) => {
            for (const { id: groupId } of groups) {
              await api.PUT('/admin/v1/groups/{groupId}/members/{userId}', { params: { path: { groupId, userId } } });
            }
            await onAdded();
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
