import type { PageDefinition } from '../../shell/page-definition.ts';

/** The pages on policies. */
export const POLICIES_PAGES: readonly PageDefinition[] = [
  {
    path: 'policies',
    title: 'Policies',
    permission: 'policies.read',
    section: 'Access',
    help: 'Policies are asked from the top; the first one that names the app and a group of the person decides. The default comes last and holds for everybody and everything else. A change holds at once, for open sessions too.',
    document: 'policies.md',
    load: () => import('./list.tsx'),
  },
  {
    path: 'policies/new',
    title: 'Create policy',
    permission: 'policies.write',
    document: 'policies.md',
    load: () => import('./create.tsx'),
  },
  {
    path: 'policies/:policyId',
    title: 'Policy',
    permission: 'policies.read',
    help: 'What the policy says, and whom it is about. It decides for a person only where no policy above it does.',
    document: 'policies.md',
    load: () => import('./detail.tsx'),
  },
];
