import type { PageDefinition } from '../../shell/page-definition.ts';

/** The page on settings. */
export const SETTINGS_PAGES: readonly PageDefinition[] = [
  {
    path: 'settings',
    title: 'Settings',
    permission: 'settings.read',
    section: 'Samlet',
    help: 'What holds for everybody: how pages and mails look, how long sessions last, what passwords must be, what users are offered. A change holds within five seconds.',
    document: 'branding-and-mail.md',
    load: () => import('./settings.tsx'),
  },
];
