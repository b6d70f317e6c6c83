import { inOrder, plainName } from '../form.ts';
import type { Entry, Kind } from '../kind.ts';
import { groupRef } from './groups.ts';

const entryOf = (group: string, user: string): Entry => ({
  key: `${plainName(group)} ${plainName(user)}`,
  name: `${user} in ${group}`,
  value: { group, user },
  parent: groupRef(group),
});

/** Who is in which group, where a document says so. */
export const GROUP_MEMBERS: Kind = {
  name: 'group-member',
  standing: ({ groups, members, userNames }) =>
    inOrder(
      groups.flatMap(({ id, displayName }) =>
        (members.get(id) ?? []).flatMap((userId) => {
          const user = userNames.get(userId);
          return user === undefined ? [] : [entryOf(displayName, user)];
        }),
      ),
    ),
  write: (document, entries) => ({
    ...document,
    groups: (document.groups ?? []).map((group) => ({
      ...group,
      members: entries
        .filter(({ parent }) => parent === groupRef(group.displayName))
        .map(({ value }) => String(value['user'])),
    })),
  }),
  said: ({ document: { groups = [] }, user, fault }) =>
    groups.flatMap(({ displayName, members = [] }, index) =>
      members.flatMap((named, at) => {
        const pointer = `/groups/${index}/members/${at}`;
        const known = user(named);
        if (known !== undefined) return [{ ...entryOf(displayName, known), pointer }];
        fault({ pointer, detail: 'There is no user of this name.' });
        return [];
      }),
    ),
  isSaid: ({ groups = [] }, { parent }) =>
    groups.some(({ displayName, members }) => members !== undefined && groupRef(displayName) === parent),
  async deed({ action, before, after }, { groupId, userId }) {
    const { group, user } = (after ?? before) as { group: string; user: string };
    const params = { groupId: await groupId(group), userId: await userId(user) };
    const path = '/admin/v1/groups/{groupId}/members/{userId}';
    return { route: `${action === 'delete' ? 'DELETE' : 'PUT'} ${path}`, params };
  },
};
