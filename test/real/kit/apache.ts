import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, makeKeyPair, run, type Running } from './processes.ts';

/** A service provider that runs, with the address at which its metadata and its protected page stand. */
export interface ServiceProvider {
  readonly name: string;
  readonly origin: string;
  readonly metadataUrl: string;
  readonly protectedUrl: string;
  stop(): Promise<void>;
}

const MODULES = '/usr/lib/apache2/modules';

const scratch = (name: string): string => {
  const directory = mkdtempSync(join(tmpdir(), `samlet-${name}-`));
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'www'));
  writeFileSync(join(directory, 'www/index.html'), 'signed in');
  return directory;
};

const apacheConfig = (directory: string, port: number, modules: readonly string[], rest: string): string => `
ServerRoot ${directory}
PidFile ${directory}/apache.pid
ErrorLog ${directory}/error.log
LogLevel warn
Listen 127.0.0.1:${port}
ServerName http://localhost:${port}
UseCanonicalName On
User www-data
Group www-data
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'mime', 'headers'].map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
${modules.join('\n')}
TypesConfig /etc/mime.types
DocumentRoot ${directory}/www
<Directory ${directory}/www>
  Require all granted
</Directory>
${rest}
`;

/** mod_auth_mellon (lasso) in Apache: signs its requests by Redirect, asks for transient NameIDs, logs out by Redirect. */
export async function startMellon(port: number, idpMetadata: string): Promise<ServiceProvider> {
  demand(`${MODULES}/mod_auth_mellon.so`, 'libapache2-mod-auth-mellon');
  const directory = scratch('mellon');
  const { key, certificate } = makeKeyPair(directory, 'mellon');
  chmodSync(key, 0o644);
  writeFileSync(join(directory, 'idp.xml'), idpMetadata);
  const origin = `http://localhost:${port}`;
  const config = apacheConfig(
    directory,
    port,
    [`LoadModule auth_mellon_module ${MODULES}/mod_auth_mellon.so`],
    `
MellonPostDirectory ${directory}
<Location />
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPentityId ${origin}/mellon/metadata
  MellonSPPrivateKeyFile ${key}
  MellonSPCertFile ${certificate}
  MellonIdPMetadataFile ${directory}/idp.xml
  MellonSecureCookie Off
  MellonSignatureMethod rsa-sha256
  MellonSubjectConfirmationDataAddressCheck Off
</Location>
<Location /private>
  MellonEnable auth
  AuthType Mellon
  Require valid-user
  Header set X-Name-Id "%{MELLON_NAME_ID}e"
  Header set X-Mail "%{MELLON_mail}e"
</Location>
`,
  );
  mkdirSync(join(directory, 'www/private'));
  writeFileSync(join(directory, 'www/private/index.html'), 'signed in at mellon');
  const running = await startApache(directory, config, `${origin}/mellon/metadata`);
  return {
    name: 'mod_auth_mellon',
    origin,
    metadataUrl: `${origin}/mellon/metadata`,
    protectedUrl: `${origin}/private/`,
    stop: running.stop,
  };
}

function startApache(directory: string, config: string, url: string): Promise<Running> {
  demand('/usr/sbin/apache2', 'apache2');
  writeFileSync(join(directory, 'apache.conf'), config);
  return run('/usr/sbin/apache2', ['-f', join(directory, 'apache.conf'), '-DFOREGROUND'], { url });
}

/** Shibboleth SP (OpenSAML) in Apache with its daemon: asks by Redirect or POST, decrypts, logs out by Redirect. */
export async function startShibboleth(
  port: number,
  { idpMetadata, idpEntityId }: { idpMetadata: string; idpEntityId: string },
): Promise<ServiceProvider> {
  demand('/usr/sbin/shibd', 'libapache2-mod-shib');
  const directory = scratch('shibboleth');
  const { key, certificate } = makeKeyPair(directory, 'shibboleth');
  chmodSync(key, 0o644);
  const origin = `http://localhost:${port}`;
  writeFileSync(join(directory, 'idp.xml'), idpMetadata);
  writeFileSync(
    join(directory, 'shibboleth2.xml'),
    shibbolethConfig({ directory, origin, key, certificate, idpEntityId }),
  );
  writeFileSync(join(directory, 'attribute-map.xml'), ATTRIBUTE_MAP);
  writeFileSync(
    join(directory, 'shibd.logger'),
    'log4j.rootCategory=WARN, console\nlog4j.appender.console=org.apache.log4j.ConsoleAppender\nlog4j.appender.console.layout=org.apache.log4j.BasicLayout\n',
  );
  const socket = join(directory, 'shibd.sock');
  const daemon = await startShibd(directory, socket);
  const config = apacheConfig(
    directory,
    port,
    [`LoadModule mod_shib ${MODULES}/mod_shib.so`],
    `
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
</Location>
`,
  );
  mkdirSync(join(directory, 'www/private'));
  writeFileSync(join(directory, 'www/private/index.html'), 'signed in at shibboleth');
  const running = await startApache(directory, config, `${origin}/`);
  const stop = async (): Promise<void> => {
    await running.stop();
    await daemon.stop();
  };
  return {
    name: 'Shibboleth SP',
    origin,
    metadataUrl: `${origin}/Shibboleth.sso/Metadata`,
    protectedUrl: `${origin}/private/`,
    stop,
  };
}

async function startShibd(directory: string, socket: string): Promise<{ stop(): Promise<void> }> {
  const { spawn } = await import('node:child_process');
  const { existsSync } = await import('node:fs');
  const { setTimeout: pause } = await import('node:timers/promises');
  const child = spawn(
    '/usr/sbin/shibd',
    ['-f', '-F', '-c', join(directory, 'shibboleth2.xml'), '-p', join(directory, 'shibd.pid')],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let tries = 0; tries < 300 && !existsSync(socket); tries++) {
    if (child.exitCode !== null) throw new Error(`shibd ended at once:\n${said}`);
    await pause(100);
  }
  chmodSync(socket, 0o777);
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await pause(200);
      child.kill('SIGKILL');
    },
  };
}

const ATTRIBUTE_MAP = `<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Attribute name="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" id="persistent-id">
    <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name" defaultQualifiers="true"/>
  </Attribute>
  <Attribute name="mail" nameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified" id="mail"/>
</Attributes>`;

const shibbolethConfig = ({
  directory,
  origin,
  key,
  certificate,
  idpEntityId,
}: {
  directory: string;
  origin: string;
  key: string;
  certificate: string;
  idpEntityId: string;
}): string => `
<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180" logger="${directory}/shibd.logger">
  <OutOfProcess logger="${directory}/shibd.logger"/>
  <InProcess logger="${directory}/shibd.logger"/>
  <UnixListener address="${directory}/shibd.sock"/>
  <ApplicationDefaults entityID="${origin}/shibboleth" REMOTE_USER="persistent-id mail" signing="true" encryption="false">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" handlerSSL="false" cookieProps="http" redirectLimit="none">
      <SSO entityID="${idpEntityId}">SAML2</SSO>
      <Logout>SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
      <Handler type="Session" Location="/Session" showAttributeValues="true"/>
    </Sessions>
    <Errors supportContact="root@localhost"/>
    <MetadataProvider type="XML" path="${directory}/idp.xml"/>
    <AttributeExtractor type="XML" path="${directory}/attribute-map.xml"/>
    <CredentialResolver type="File" use="signing" key="${key}" certificate="${certificate}"/>
    <CredentialResolver type="File" use="encryption" key="${key}" certificate="${certificate}"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="/etc/shibboleth/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" reloadChanges="false" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>
`;
