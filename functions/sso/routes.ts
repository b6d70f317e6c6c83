import { Refusal } from '../../shared/base/refusal.ts';
import type { Handler } from '../../shared/http/web.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { accountRoutes } from './account.ts';
import { logoutRoutes } from './logout.ts';
import { passwordRoutes } from './password.ts';
import { portalRoutes } from './portal.ts';
import { samlRoutes } from './saml.ts';
import { signInRoutes } from './sign-in.ts';

/** Every route of `sso` with its handler; a test holds the keys against the stack's table of routes. */
export const ssoRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  $default: () => Promise.reject(new Refusal('NOT_FOUND', 'no such page')),
  ...signInRoutes(ports),
  ...samlRoutes(ports),
  ...portalRoutes(ports),
  ...passwordRoutes(ports),
  ...accountRoutes(ports),
  ...logoutRoutes(ports),
});
