import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on groups. */
export const GROUPS_PAGES: readonly PageDefinition[] = [
  {
    path: 'groups',
    title: 'Groups',
    permission: 'groups.read',
    section: 'People',
    help: 'Apps and AWS roles that are assigned to a group are open to all of its members.',
    load: () => import('./list.tsx'),
  },
  {
    path: 'groups/new',
    title: 'Create group',
    permission: 'groups.write',
    load: () => import('./create.tsx'),
  },
  {
    path: 'groups/:groupId',
    title: 'Group',
    permission: 'groups.read',
    help: 'Who is in the group, and what they may open by it.',
    load: () => import('./group.tsx'),
  },
  {
    path: 'groups/:groupId/edit',
    title: 'Edit',
    permission: 'groups.write',
    load: () => import('./edit.tsx'),
  },
];
