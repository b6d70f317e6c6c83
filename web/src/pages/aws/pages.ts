import type { PageDefinition } from '../../shell/page-definition.ts';

const DOCUMENT = 'connect-aws.md';

/** The pages on AWS accounts and roles. */
export const AWS_PAGES: readonly PageDefinition[] = [
  {
    path: 'aws',
    title: 'AWS access',
    permission: 'aws.read',
    section: 'Access',
    document: DOCUMENT,
    help: 'Who may take which role in which account. Tick a cell to assign the role; nothing changes before you save.',
    load: () => import('./matrix.tsx'),
  },
  {
    path: 'aws/accounts',
    title: 'AWS accounts',
    permission: 'aws.read',
    section: 'Access',
    document: DOCUMENT,
    help: 'The AWS accounts that people sign in to.',
    load: () => import('./accounts.tsx'),
  },
  {
    path: 'aws/accounts/:accountId',
    title: 'AWS account',
    permission: 'aws.read',
    document: DOCUMENT,
    help: 'The roles of an account, with what an assertion for a user would hold.',
    load: () => import('./account.tsx'),
  },
];
