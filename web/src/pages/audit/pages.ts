import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on what was done, by whom. */
export const AUDIT_PAGES: readonly PageDefinition[] = [
  {
    path: 'audit',
    title: 'Audit log',
    permission: 'audit.read',
    section: 'Security',
    help: 'Every change and every sign-in, by whom, from where, and what was different after it. Events are chained hour by hour: `npm run verify-log` shows that none was changed, added or taken away. A search looks at a part of the span at a time and goes on when you ask for more.',
    document: 'audit.md',
    load: () => import('./audit.tsx'),
  },
];
