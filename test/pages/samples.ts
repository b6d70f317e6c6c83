import { REFUSALS, type RefusalCode } from '../../shared/base/refusal.ts';
import { accountPage } from '../../shared/pages/account.tsx';
import { errorPage } from '../../shared/pages/error.tsx';
import { forgotPasswordPage } from '../../shared/pages/forgot-password.tsx';
import { launchPage } from '../../shared/pages/launch.tsx';
import { leavePage } from '../../shared/pages/leave.tsx';
import { messagePage } from '../../shared/pages/message.tsx';
import { portalPage } from '../../shared/pages/portal.tsx';
import { postPage } from '../../shared/pages/post.tsx';
import { setPasswordPage } from '../../shared/pages/set-password.tsx';
import { signInPage } from '../../shared/pages/sign-in.tsx';
import { signedOutPage } from '../../shared/pages/signed-out.tsx';
import { ADA, CONNECT, FAULTS, LARGE_PORTAL, LONG_NAME, LONG_PORTAL, PORTAL, SESSIONS } from './views.ts';

const ACTION = 'https://sso.example.org/sign-in/abcdefghijklmnopqrstuvwxyz';

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
