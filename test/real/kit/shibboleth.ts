import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APACHE_MODULES, headersFor, scratch, startApache, toldInHeaders } from './apache.ts';
import { demand, freePort, makeKeyPair, runUntil } from './processes.ts';
import type { ServiceProvider } from './provider.ts';
import { ATTRIBUTE_MAP, LOGGER, type Shibboleth, shibbolethConfig } from './shibboleth-config.ts';

/** Shibboleth SP (OpenSAML) in Apache with its daemon; it signs its requests, decrypts, and logs out by Redirect. */
export async function startShibboleth(
  idp: { metadata: string; entityId: string },
  asks: Pick<Shibboleth, 'requests' | 'nameIdFormat'>,
): Promise<ServiceProvider> {
  demand('/usr/sbin/shibd', 'libapache2-mod-shib');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const directory = scratch('shibboleth');
  const { key, certificate } = makeKeyPair(directory, 'shibboleth');
  chmodSync(key, 0o644);
  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  write('idp.xml', idp.metadata);
  write('attribute-map.xml', ATTRIBUTE_MAP);
  write('shibd.logger', LOGGER);
  write('shibboleth2.xml', shibbolethConfig({ ...asks, directory, origin, key, certificate, idp: idp.entityId }));
  const daemon = await startDaemon(directory);
  const apache = await startApache({ directory, port, config: apacheConfig(directory) }).catch(
    async (error: unknown) => {
      await daemon.stop();
      throw error;
    },
  );
  const protectedUrl = `${origin}/private/`;
  return {
    origin,
    metadataUrl: `${origin}/Shibboleth.sso/Metadata`,
    protectedUrl,
    logoutUrl: `${origin}/Shibboleth.sso/Logout?return=${encodeURIComponent(`${origin}/`)}`,
    askUrl: ({ isPassive = false, forceAuthn = false, authnContext }) =>
      `${origin}/Shibboleth.sso/Login?target=${encodeURIComponent(protectedUrl)}&isPassive=${isPassive}&forceAuthn=${forceAuthn}` +
      (authnContext === undefined ? '' : `&authnContextClassRef=${encodeURIComponent(authnContext)}`),
    told: toldInHeaders,
    log: daemon.log,
    stop: async () => {
      await daemon.stop();
      await apache.stop();
    },
  };
}

/** The daemon is there when its socket is; Apache, which serves as another user, must reach it. */
async function startDaemon(directory: string) {
  const socket = join(directory, 'shibd.sock');
  const args = ['-f', '-F', '-c', join(directory, 'shibboleth2.xml'), '-p', join(directory, 'shibd.pid')];
  const daemon = await runUntil('/usr/sbin/shibd', args, { isThere: () => Promise.resolve(existsSync(socket)) });
  chmodSync(socket, 0o777);
  return daemon;
}

const apacheConfig = (directory: string): string => `
LoadModule mod_shib ${APACHE_MODULES}/mod_shib.so
ShibConfig ${directory}/shibboleth2.xml
<Location />
  AuthType shibboleth
  ShibRequestSetting requireSession 0
  Require shibboleth
</Location>
<Location /private>
  AuthType shibboleth
  ShibRequestSetting requireSession 1
  Require valid-user
  ${headersFor({ nameId: 'name-id', mail: 'mail', surname: 'sn' })}
</Location>
`;
