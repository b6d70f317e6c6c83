import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on who administers Samlet, by hand and by programs. */
export const ADMINISTRATORS_PAGES: readonly PageDefinition[] = [
  {
    path: 'administrators',
    title: 'Administrators',
    permission: 'administrators.read',
    section: 'Samlet',
    help: 'Whoever has a role may come into this console. Nobody gives a role that holds more than their own, and every owner is sent a mail when one is given or taken.',
    document: 'admin-roles.md',
    load: () => import('./list.tsx'),
  },
  {
    path: 'api-tokens',
    title: 'API tokens',
    permission: 'api-tokens.read',
    section: 'Samlet',
    help: 'A token may do what the role of whoever made it allows at that moment, narrowed by its scopes. It is dead when they lose their role.',
    document: 'admin-api.md',
    load: () => import('./tokens.tsx'),
  },
];
