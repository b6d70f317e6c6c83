import type { PortalView } from '../../shared/pages/portal-view.ts';

/** Somebody to show the pages to. */
export const ADA = { displayName: 'Ada Lovelace', userName: 'ada', email: 'ada@example.org' };

const role = (accountId: string, name: string, description?: string, isFavourite = false) => ({
  name,
  ...(description ? { description } : {}),
  href: `/go/aws/${accountId}/${name}`,
  favouriteKey: `role:${accountId}/${name}`,
  isFavourite,
  sessionSeconds: name === 'ReadOnly' ? 43_200 : name === 'Billing' ? 900 : 5400,
});

const account = (id: string, name: string, roles: string[], partition = 'aws') => ({
  id,
  name,
  partition,
  roles: roles.map((each) => role(id, each, DESCRIPTIONS[each], id === '210987654321' && each === 'Developer')),
});

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Administrator: 'Everything, for emergencies',
  ReadOnly: 'Look at everything, change nothing',
  Billing: 'Invoices and budgets',
};

const app = (id: string, name: string, description?: string, isFavourite = false) => ({
  name,
  ...(description ? { description } : {}),
  href: `/go/apps/${id}`,
  favouriteKey: `app:${id}`,
  isFavourite,
});

/** A portal as most people have it. */
export const PORTAL: PortalView = {
  user: ADA,
  isAdministrator: false,
  accounts: [
    account('123456789012', 'Production', ['ReadOnly', 'Operator', 'Administrator']),
    account('210987654321', 'Staging', ['ReadOnly', 'Developer']),
    account('345678901234', 'Data platform', ['ReadOnly', 'DataScientist']),
    account('456789012345', 'Public sector', ['ReadOnly'], 'aws-us-gov'),
    account('567890123456', 'Organisation', ['Billing']),
  ],
  apps: [
    app('grafana', 'Grafana', 'Dashboards of every service'),
    app('wiki', 'Wiki', 'What we know, written down', true),
    { ...app('gitlab', 'GitLab', 'Code and pipelines'), startsElsewhere: true },
    app('hr', 'People and payroll'),
    { ...app('old', 'Archive'), href: '', startsElsewhere: true },
  ],
  recent: [
    { label: 'ReadOnly', detail: 'Production', accountId: '123456789012', href: '/go/aws/123456789012/ReadOnly' },
    { label: 'Grafana', detail: 'Dashboards of every service', href: '/go/apps/grafana' },
    { label: 'Billing', detail: 'Organisation', accountId: '567890123456', href: '/go/aws/567890123456/Billing' },
  ],
};

/** A portal of somebody who can go everywhere: two hundred accounts with five roles each. */
export const LARGE_PORTAL: PortalView = {
  ...PORTAL,
  tooMany: true,
  accounts: Array.from({ length: 200 }, (_, index) =>
    account(String(100_000_000_000 + index * 7_919), `Team ${String(index + 1).padStart(3, '0')}`, [
      'Administrator',
      'Billing',
      'Developer',
      'Operator',
      'ReadOnly',
    ]),
  ),
};

/** What administrators are shown. */
export const CONNECT = {
  entityId: 'https://sso.example.org/saml/metadata',
  metadataUrl: 'https://sso.example.org/saml/metadata',
  signInUrl: 'https://sso.example.org/saml/sso',
  signOutUrl: 'https://sso.example.org/saml/slo',
  certificateUrl: 'https://sso.example.org/saml/certificate',
  nextCertificateUrl: 'https://sso.example.org/saml/certificate/next',
};

/** A name without a place to break. */
export const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff';
const LONG_TEXT =
  'A description that somebody wrote with care, and that goes on for rather longer than there is room for it';

/** A portal whose names are as long as the registry takes them, with and without a place to break. */
export const LONG_PORTAL: PortalView = {
  user: { displayName: `${LONG_NAME} ${LONG_NAME}`, userName: LONG_NAME, email: `${LONG_NAME}@${LONG_NAME}.example` },
  isAdministrator: true,
  connect: CONNECT,
  accounts: [
    {
      ...account('123456789012', `${LONG_NAME}${LONG_NAME}${LONG_NAME}`, [], 'aws-cn'),
      roles: [role('123456789012', 'A'.repeat(64), LONG_TEXT, true), role('123456789012', 'ReadOnly', LONG_TEXT)],
    },
    account('210987654321', 'The accounts of the department for the departments of accounts', ['ReadOnly']),
  ],
  apps: [
    app('long', LONG_NAME.repeat(3), LONG_NAME.repeat(3), true),
    app('words', 'Enterprise resource planning for small and medium enterprises', LONG_TEXT),
  ],
  recent: [{ label: 'A'.repeat(64), detail: LONG_NAME.repeat(2), accountId: '123456789012', href: '/go/aws/a/b' }],
};

/** Where somebody is signed in. */
export const SESSIONS = [
  {
    id: 'one',
    isCurrent: true,
    startedAt: '2026-11-24T08:12:45.000Z',
    browser: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/156.0 Safari/537.36',
    network: '203.0.113.0/24',
    apps: ['AWS Production', 'Grafana'],
  },
  {
    id: 'two',
    isCurrent: false,
    startedAt: '2026-11-23T19:40:02.000Z',
    browser: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1 Version/19.1 Safari/604.1',
    network: '2001:db8:12:34::/64',
  },
  { id: 'three', isCurrent: false, startedAt: '2026-11-20T06:01:10.000Z', browser: '', network: 'unknown' },
];

/** What may be wrong with a new password. */
export const FAULTS = [
  { pointer: '/password', detail: 'This password is among the most common ones.' },
  { pointer: '/confirm', detail: 'The two passwords differ.' },
];
