import { ADMIN_ROUTES } from '../shared/admin/routes.ts';

/** The functions that answer HTTP, each a set of rights. */
export type HttpFunction = 'sso' | 'metadata' | 'admin';

/**
 * Every route of the HTTP API, by the function that answers it, in API Gateway's own notation. A test holds this table
 * against the handlers: no route without a handler, no handler without a route. `$default` shows the page "not found".
 */
export const ROUTES: Readonly<Record<HttpFunction, readonly string[]>> = {
  sso: [
    '$default',
    'GET /',
    'GET /sign-in',
    'GET /sign-in/{signInId}',
    'POST /sign-in/{signInId}',
    'POST /sign-out',
    'GET /saml/sso',
    'POST /saml/sso',
    'GET /saml/sso/{signInId}',
    'GET /saml/slo',
    'POST /saml/slo',
    'GET /saml/slo/{logoutId}',
    'GET /go/apps/{appId}',
    'POST /go/apps/{appId}',
    'GET /go/aws/{accountId}/{roleName}',
    'POST /go/aws/{accountId}/{roleName}',
    'GET /go/console',
    'GET /activate',
    'POST /activate',
    'GET /forgot-password',
    'POST /forgot-password',
    'GET /reset-password',
    'POST /reset-password',
    'GET /recover',
    'POST /recover',
    'GET /set-up',
    'POST /set-up',
    'GET /account',
    'POST /account/password',
    'POST /account/sessions',
    'POST /favourites',
  ],
  metadata: [
    'GET /saml/metadata',
    'GET /saml/metadata/{appId}',
    'GET /saml/certificate',
    'GET /saml/certificate/next',
    'GET /branding/logo/{logoHash}',
    'GET /branding/colours/{colours}',
  ],
  admin: ADMIN_ROUTES,
};
