import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on files of users. */
export const IMPORTS_PAGES: readonly PageDefinition[] = [
  {
    path: 'imports',
    title: 'Bulk upload',
    permission: 'imports.read',
    section: 'People',
    document: 'onboarding.md',
    help: 'Many users at once, from a CSV file: created, changed or deleted. A dry run shows what would happen, row by row, before anything does.',
    load: () => import('./list.tsx'),
  },
  {
    path: 'imports/new',
    title: 'Upload a file',
    permission: 'imports.write',
    document: 'onboarding.md',
    help: 'Begin with the sample file: it names the columns, and says how they are filled. Save it as “CSV UTF-8”.',
    load: () => import('./upload.tsx'),
  },
  {
    path: 'imports/:importId',
    title: 'Import',
    permission: 'imports.read',
    document: 'onboarding.md',
    help: 'First the dry run, then the file is applied. Both go on when this page is closed. Rows that fail are listed with their reason; those who were created can be mailed.',
    load: () => import('./import.tsx'),
  },
];
