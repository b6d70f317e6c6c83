import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on how users come in. */
export const ONBOARDING_PAGES: readonly PageDefinition[] = [
  {
    path: 'onboarding',
    title: 'Onboarding status',
    permission: 'users.read',
    section: 'People',
    document: 'onboarding.md',
    help: 'Who was sent the activation mail, whose link has expired, and to whom no mail can be brought. Select users, choose an action, and apply it; or apply it to everybody of a status.',
    load: () => import('./list.tsx'),
  },
  {
    path: 'jobs/:jobId',
    title: 'Job',
    permission: 'jobs.read',
    document: 'onboarding.md',
    help: 'Long work goes on by itself, also when this page is closed.',
    load: () => import('./job.tsx'),
  },
];
