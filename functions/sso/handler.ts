import { web } from '../../shared/http/web.ts';
import { originSecretsOf, wireSso } from '../wire.ts';
import { showFailure } from './show.ts';
import { ssoRoutes } from './routes.ts';

const { config, ports } = wireSso();

/** Sign-in, portal, SAML in and out: everything that needs the signing keys. */
export const handler = web(ssoRoutes(ports), {
  originSecrets: originSecretsOf(config),
  baseUrl: config.baseUrl,
  crossSiteRoutes: ['POST /saml/sso', 'POST /saml/slo'],
  show: (refusal, request) => showFailure(refusal, request, ports),
});
