import type { PageDefinition } from '../../shell/page-definition.ts';

const DOCUMENT = 'add-an-app.md';

/** The pages on apps. */
export const APPS_PAGES: readonly PageDefinition[] = [
  {
    path: 'apps',
    title: 'Apps',
    permission: 'apps.read',
    section: 'Access',
    document: DOCUMENT,
    help: 'Service providers that people sign in to. Search finds the beginning of a name.',
    load: () => import('./list.tsx'),
  },
  {
    path: 'apps/add',
    title: 'Add an app',
    permission: 'apps.create',
    document: 'catalogue.md',
    help: 'Choose what you add. A preset fills the form; you see all of it and may change it before anything is kept.',
    load: () => import('./catalogue.tsx'),
  },
  {
    path: 'apps/add/:presetId',
    title: 'Fill in',
    permission: 'apps.create',
    document: 'catalogue.md',
    help: 'Give the few values that are your own, or the metadata of the service provider. Nothing is kept until the last step.',
    load: () => import('./add.tsx'),
  },
  {
    path: 'apps/:appId',
    title: 'App',
    permission: 'apps.read',
    document: DOCUMENT,
    help: 'What the app must be told of Samlet, who may use it, its certificates, and where both ways of signing in are tried.',
    load: () => import('./detail.tsx'),
  },
  {
    path: 'apps/:appId/edit',
    title: 'Edit',
    permission: 'apps.write',
    document: DOCUMENT,
    help: 'What is changed is in force with the next sign-in. The preview shows what a user’s assertion would hold.',
    load: () => import('./edit.tsx'),
  },
];
