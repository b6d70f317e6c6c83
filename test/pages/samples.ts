import { REFUSALS, type RefusalCode } from '../../shared/base/refusal.ts';
import { accountPage } from '../../shared/pages/account.tsx';
import { errorPage } from '../../shared/pages/error.tsx';
import { forgotPasswordPage } from '../../shared/pages/forgot-password.tsx';
import { launchPage } from '../../shared/pages/launch.tsx';
import { leavePage } from '../../shared/pages/leave.tsx';
import { messagePage } from '../../shared/pages/message.tsx';
import type { PortalView } from '../../shared/pages/portal-view.ts';
import { portalPage } from '../../shared/pages/portal.tsx';
import { postPage } from '../../shared/pages/post.tsx';
import { setPasswordPage } from '../../shared/pages/set-password.tsx';
import { signInPage } from '../../shared/pages/sign-in.tsx';
import { signedOutPage } from '../../shared/pages/signed-out.tsx';

/** Somebody to show the pages to. */
export const ADA = { displayName: 'Ada Lovelace', userName: 'ada', email: 'ada@example.org' };

const ACTION = 'https://sso.example.org/sign-in/abcdefghijklmnopqrstuvwxyz';

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

const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff';
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

const SESSIONS = [
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

const FAULTS = [
  { pointer: '/password', detail: 'This password is among the most common ones.' },
  { pointer: '/confirm', detail: 'The two passwords differ.' },
];

const errors = Object.fromEntries(
  (Object.keys(REFUSALS) as RefusalCode[]).map((code) => [
    `error-${code.toLowerCase().replaceAll('_', '-')}`,
    errorPage({ status: REFUSALS[code].http, code, requestId: 'Ab3dEfGhIjKlMnO=' }),
  ]),
);

/** Every page in every state that somebody may see, by the name of the picture. */
export const GALLERY: Readonly<Record<string, string>> = {
  'sign-in': signInPage({ action: ACTION }),
  'sign-in-to-app': signInPage({ action: ACTION, appName: 'Grafana', notice: 'PASSWORD_SET' }),
  'sign-in-wrong': signInPage({ action: ACTION, appName: 'Grafana', userName: 'ada', problem: 'CREDENTIALS_WRONG' }),
  'sign-in-too-many': signInPage({ action: ACTION, userName: 'ada', problem: 'TOO_MANY_ATTEMPTS' }),
  'sign-in-gone': signInPage({ action: ACTION, problem: 'SIGN_IN_GONE' }),
  portal: portalPage(PORTAL),
  'portal-administrator': portalPage({ ...PORTAL, isAdministrator: true, connect: CONNECT }),
  'portal-search': portalPage({ ...PORTAL, query: 'prod read' }),
  'portal-not-found': portalPage({ ...PORTAL, query: 'nothing like it' }),
  'portal-nothing': portalPage({ ...PORTAL, accounts: [], apps: [], recent: [] }),
  'portal-apps-only': portalPage({ ...PORTAL, accounts: [], recent: [] }),
  'portal-large': portalPage(LARGE_PORTAL),
  'portal-long': portalPage(LONG_PORTAL),
  'account-long': accountPage({ user: LONG_PORTAL.user, sessions: SESSIONS }),
  'sign-in-long': signInPage({ action: ACTION, appName: LONG_NAME.repeat(3), notice: 'PASSWORD_CHANGED' }),
  'launch-long': launchPage({ appName: 'A'.repeat(64), detail: '123456789012', action: '/go/aws/123456789012/A' }),
  'post-long': postPage({ action: 'https://app.example.org/acs', fields: {}, appName: LONG_NAME.repeat(3) }),
  'signed-out-long': signedOutPage({ apps: [{ name: LONG_NAME.repeat(3), outcome: 'cannot' }] }),
  'set-up-gone': setPasswordPage({ kind: 'set-up', action: '/set-up', problem: 'TOKEN_GONE' }),
  launch: launchPage({ appName: 'Operator', detail: '123456789012', action: '/go/aws/123456789012/Operator' }),
  'launch-unnamed': launchPage({ appName: '', action: '/go/apps/abc' }),
  post: postPage({ action: 'https://app.example.org/acs', fields: { SAMLResponse: 'PHg+' }, appName: 'Grafana' }),
  leave: leavePage({ href: 'https://app.example.org/slo?SAMLRequest=a%2Bb', appName: 'Grafana' }),
  message: messagePage({
    title: 'Your mail address was changed',
    lines: ['From now on, mails go to ada@example.org.'],
    links: [
      { label: 'Go to your portal', href: '/' },
      { label: 'Your account', href: '/account' },
    ],
  }),
  'forgot-password': forgotPasswordPage({}),
  'forgot-password-sent': forgotPasswordPage({ sent: true }),
  activate: setPasswordPage({ kind: 'activation', action: '/activate', token: 'held' }),
  'reset-password': setPasswordPage({
    kind: 'password-reset',
    action: '/reset-password',
    token: 'held',
    problem: 'PASSWORD_UNSUITABLE',
    faults: FAULTS,
  }),
  'reset-password-gone': setPasswordPage({ kind: 'password-reset', action: '/reset-password', problem: 'TOKEN_GONE' }),
  'set-up': setPasswordPage({ kind: 'set-up', action: '/set-up' }),
  account: accountPage({ user: ADA, sessions: SESSIONS, notice: 'SESSION_ENDED' }),
  'account-wrong': accountPage({ user: ADA, sessions: SESSIONS, problem: 'CREDENTIALS_WRONG' }),
  'account-unsuitable': accountPage({
    user: ADA,
    sessions: SESSIONS.slice(0, 1),
    problem: 'PASSWORD_UNSUITABLE',
    faults: FAULTS,
  }),
  'signed-out': signedOutPage({
    apps: [
      { name: 'Grafana', outcome: 'told' },
      { name: 'Wiki', outcome: 'failed' },
      { name: 'GitLab', outcome: 'pending' },
      { name: 'AWS', outcome: 'cannot' },
    ],
  }),
  'signed-out-whole': signedOutPage({ apps: [{ name: 'Grafana', outcome: 'told' }], continueHref: '/saml/slo/abc' }),
  'error-internal': errorPage({ status: 500, requestId: 'Ab3dEfGhIjKlMnO=' }),
  ...errors,
};
