import type { PageDefinition } from '../../shell/page-definition.ts';

/** The page on the configuration as code. */
export const CONFIGURATION_PAGES: readonly PageDefinition[] = [
  {
    path: 'configuration',
    title: 'Configuration',
    permission: 'config.read',
    section: 'Samlet',
    help: 'Groups, apps, AWS access, policies and settings as one document: download it, change it, see what that would do, and apply it.',
    document: 'configuration-as-code.md',
    load: () => import('./configuration.tsx'),
  },
];
