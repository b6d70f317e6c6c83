import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APACHE_MODULES, headersFor, scratch, startApache, toldInHeaders } from './apache.ts';
import { demand, freePort, makeKeyPair } from './processes.ts';
import type { ServiceProvider } from './provider.ts';

/**
 * mod_auth_mellon (lasso) in Apache: signs its requests, by Redirect; asks for transient NameIDs; logs out by Redirect.
 *
 * @param more lines of its configuration
 */
export async function startMellon({ metadata }: { metadata: string }, more = ''): Promise<ServiceProvider> {
  demand(`${APACHE_MODULES}/mod_auth_mellon.so`, 'libapache2-mod-auth-mellon');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const directory = scratch('mellon');
  const { key, certificate } = makeKeyPair(directory, 'mellon');
  chmodSync(key, 0o644);
  writeFileSync(join(directory, 'idp.xml'), metadata);
  const running = await startApache({
    directory,
    port,
    config: configOf({ directory, origin, key, certificate, more }),
  });
  const protectedUrl = `${origin}/private/`;
  const back = (url: string): string => `ReturnTo=${encodeURIComponent(url)}`;
  return {
    origin,
    metadataUrl: `${origin}/mellon/metadata`,
    protectedUrl,
    logoutUrl: `${origin}/mellon/logout?${back(`${origin}/`)}`,
    askUrl: ({ isPassive = false, forceAuthn, authnContext }) =>
      forceAuthn || authnContext ? undefined : `${origin}/mellon/login?${back(protectedUrl)}&IsPassive=${isPassive}`,
    told: toldInHeaders,
    ...running,
  };
}

interface Configured {
  readonly directory: string;
  readonly origin: string;
  readonly key: string;
  readonly certificate: string;
  readonly more: string;
}

/** Cookies know no ports, so each server names its own. */
const configOf = ({ directory, origin, key, certificate, more }: Configured): string => `
LoadModule auth_mellon_module ${APACHE_MODULES}/mod_auth_mellon.so
MellonPostDirectory ${directory}
<Location />
  MellonEnable info
  MellonEndpointPath /mellon
  MellonVariable ${new URL(origin).port}
  MellonSPentityId ${origin}/mellon/metadata
  MellonSPPrivateKeyFile ${key}
  MellonSPCertFile ${certificate}
  MellonIdPMetadataFile ${directory}/idp.xml
  MellonSecureCookie Off
  MellonSignatureMethod rsa-sha256
  MellonSubjectConfirmationDataAddressCheck Off
  ${more}
</Location>
<Location /private>
  MellonEnable auth
  AuthType Mellon
  Require valid-user
  ${headersFor({ nameId: 'MELLON_NAME_ID', mail: 'MELLON_mail', surname: 'MELLON_sn' })}
</Location>
`;
