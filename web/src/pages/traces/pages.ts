import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on traces. */
export const TRACES_PAGES: readonly PageDefinition[] = [
  {
    path: 'traces',
    title: 'Traces',
    permission: 'traces.read',
    section: 'Security',
    help: 'Every sign-in that reached an app or role, and every one that failed on its way: what was asked, what was decided, what was answered. How long they are kept is a setting. The number on an error page finds its trace.',
    document: 'troubleshooting.md',
    load: () => import('./list.tsx'),
  },
  {
    path: 'explain',
    title: 'Explain an error',
    permission: 'traces.read',
    section: 'Security',
    help: 'Paste a SAMLResponse, an error of AWS, or the number on an error page. It is held against the rules of SAML and AWS, and kept nowhere.',
    document: 'troubleshooting.md',
    load: () => import('./explain.tsx'),
  },
  {
    path: 'traces/:traceId',
    title: 'Trace',
    permission: 'traces.read',
    help: 'Request and response as they were, without the values of signatures. The response is written again from what was kept, and its digest is held against the ledger: what is shown is what was signed.',
    document: 'troubleshooting.md',
    load: () => import('./trace.tsx'),
  },
];
