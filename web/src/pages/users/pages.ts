import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on users. */
export const USERS_PAGES: readonly PageDefinition[] = [
  {
    path: 'users',
    title: 'Users',
    permission: 'users.read',
    section: 'People',
    help: 'Everybody who can sign in. Search finds the beginning of a user name, a mail address or a name.',
    load: () => import('./list.tsx'),
  },
];
