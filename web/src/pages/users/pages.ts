import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on users. */
export const USERS_PAGES: readonly PageDefinition[] = [
  {
    path: 'users',
    title: 'Users',
    permission: 'users.read',
    section: 'People',
    help: 'Everybody who can sign in. Search finds the beginning of a user name, a mail address or a name. Select users to disable them, or to send them the mail by which they set a password.',
    load: () => import('./list.tsx'),
  },
  {
    path: 'users/new',
    title: 'Create user',
    permission: 'users.write',
    help: 'A user is made without a password. The activation mail holds a link by which they set one; nobody else ever knows it.',
    load: () => import('./create.tsx'),
  },
  {
    path: 'users/:userId',
    title: 'User',
    permission: 'users.read',
    help: 'Who it is, the groups that they are in, what they may open by them and by assignments of their own, and where they are signed in.',
    load: () => import('./user.tsx'),
  },
  {
    path: 'users/:userId/edit',
    title: 'Edit',
    permission: 'users.write',
    help: 'To change the mail address ends sessions and links that were mailed to the old one.',
    load: () => import('./edit.tsx'),
  },
];
