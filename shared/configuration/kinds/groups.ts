import { newGroupSchema } from '../../admin/user-schemas.ts';
import { inOrder, plainName, told } from '../form.ts';
import type { GroupEntry } from '../document.ts';
import { type Kind, refOf } from '../kind.ts';

const FIELDS = Object.keys(newGroupSchema.shape);

/** How a group is named by what goes with it. */
export const groupRef = (displayName: string): string => refOf('group', plainName(displayName));

/** Groups, told apart by their names: one of another name is another group. */
export const GROUPS: Kind = {
  name: 'group',
  standing: ({ groups }) =>
    inOrder(
      groups.map((group) => ({
        key: plainName(group.displayName),
        name: group.displayName,
        value: told(group, FIELDS),
        version: group.version,
      })),
    ),
  write: (document, entries) => ({ ...document, groups: entries.map(({ value }) => value as unknown as GroupEntry) }),
  said: ({ document: { groups = [] } }) =>
    groups.map((group, index) => ({
      key: plainName(group.displayName),
      name: group.displayName,
      value: told(group, FIELDS),
      pointer: `/groups/${index}`,
    })),
  isSaid: ({ groups }) => groups !== undefined,
  async deed({ action, name, after }, { groupId }) {
    if (action === 'create') return { route: 'POST /admin/v1/groups', body: after };
    const params = { groupId: await groupId(name) };
    return action === 'update'
      ? { route: 'PATCH /admin/v1/groups/{groupId}', params, body: after }
      : { route: 'DELETE /admin/v1/groups/{groupId}', params };
  },
};
