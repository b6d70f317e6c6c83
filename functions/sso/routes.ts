import { Refusal } from '../../shared/base/refusal.ts';
import type { Handler } from '../../shared/http/web.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { later } from './later.ts';
import { portalRoutes } from './portal.ts';
import { samlRoutes } from './saml.ts';
import { signInRoutes } from './sign-in.ts';

/** What stands apart from signing in: each file of it answers these. */
export const ASIDE = {
  password: [
    'GET /activate',
    'POST /activate',
    'GET /reset-password',
    'POST /reset-password',
    'GET /recover',
    'POST /recover',
    'GET /forgot-password',
    'POST /forgot-password',
    'GET /set-up',
    'POST /set-up',
  ],
  account: ['GET /account', 'POST /account/password', 'POST /account/sessions'],
  logout: ['POST /sign-out', 'GET /saml/slo', 'POST /saml/slo', 'GET /saml/slo/{logoutId}'],
} as const;

/** Every route of `sso` with its handler; a test holds the keys against the stack's table of routes. */
export const ssoRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  $default: () => Promise.reject(new Refusal('NOT_FOUND', 'no such page')),
  ...signInRoutes(ports),
  ...samlRoutes(ports),
  ...portalRoutes(ports),
  ...later(ASIDE.password, async () => (await import('./password.ts')).passwordRoutes(ports)),
  ...later(ASIDE.account, async () => (await import('./account.ts')).accountRoutes(ports)),
  ...later(ASIDE.logout, async () => (await import('./logout.ts')).logoutRoutes(ports)),
});
