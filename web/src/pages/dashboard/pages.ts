import type { PageDefinition } from '../../shell/page-definition.ts';

/** The front page. */
export const DASHBOARD_PAGES: readonly PageDefinition[] = [
  {
    path: 'dashboard',
    title: 'Dashboard',
    permission: 'dashboard.read',
    section: 'Overview',
    help: 'What happened in figures, what ends soon, what needs doing, and what the month costs. The figures are counted once a minute from the audit log, two minutes after the event. The costs are an estimate at list prices of one Region: signatures and mails are counted, the rest is reckoned from them.',
    document: 'audit.md',
    load: () => import('./dashboard.tsx'),
  },
];
