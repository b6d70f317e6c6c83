import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceProvider } from './apache.ts';
import { demand, makeKeyPair, run } from './processes.ts';

const WWW = '/usr/share/simplesamlphp/www';

/** SimpleSAMLphp as a service provider on PHP's own server: signed requests, NameID by policy, encrypted assertions. */
export async function startSimpleSamlPhp(
  port: number,
  { idpMetadata, idpEntityId }: { idpMetadata: string; idpEntityId: string },
): Promise<ServiceProvider> {
  demand(WWW, 'simplesamlphp');
  demand('/usr/bin/php', 'php-cli');
  const directory = mkdtempSync(join(tmpdir(), 'samlet-ssp-'));
  for (const name of ['config', 'cert', 'log', 'data', 'tmp', 'sessions']) mkdirSync(join(directory, name));
  makeKeyPair(join(directory, 'cert'), 'sp');
  const origin = `http://localhost:${port}`;
  writeFileSync(join(directory, 'idp.xml'), idpMetadata);
  writeFileSync(join(directory, 'config/config.php'), configOf(directory, origin));
  writeFileSync(join(directory, 'config/authsources.php'), authSourcesOf(origin, idpEntityId));
  const args = ['-d', `session.save_path=${directory}/sessions`, '-S', `localhost:${port}`, '-t', WWW];
  const running = await run('/usr/bin/php', args, {
    url: `${origin}/`,
    env: { SIMPLESAMLPHP_CONFIG_DIR: join(directory, 'config') },
  });
  return {
    name: 'SimpleSAMLphp',
    origin,
    metadataUrl: `${origin}/module.php/saml/sp/metadata.php/samlet`,
    protectedUrl: `${origin}/module.php/core/authenticate.php?as=samlet`,
    stop: running.stop,
  };
}

const configOf = (directory: string, origin: string): string => `<?php
$config = [
  'baseurlpath' => '${origin}/',
  'certdir' => '${directory}/cert/', 'loggingdir' => '${directory}/log/', 'datadir' => '${directory}/data/', 'tempdir' => '${directory}/tmp/',
  'technicalcontact_name' => 'test', 'technicalcontact_email' => 'na@example.org', 'timezone' => 'UTC',
  'secretsalt' => 'only-for-this-test-run', 'auth.adminpassword' => 'only-for-this-test-run',
  'logging.level' => 7, 'logging.handler' => 'file', 'debug' => ['saml' => true, 'backtraces' => true, 'validatexml' => false],
  'showerrors' => true, 'errorreporting' => false, 'enable.saml20-idp' => false,
  'session.cookie.secure' => false, 'session.cookie.samesite' => null, 'session.phpsession.cookiename' => 'SSP', 'session.cookie.name' => 'SSPID',
  'session.phpsession.savepath' => '${directory}/sessions', 'store.type' => 'phpsession', 'language.default' => 'en', 'language.available' => ['en'],
  'metadata.sources' => [['type' => 'xml', 'file' => '${directory}/idp.xml']],
  'trusted.url.domains' => null,
];
`;

const authSourcesOf = (origin: string, idpEntityId: string): string => `<?php
$config = [
  'admin' => ['core:AdminPassword'],
  'samlet' => [
    'saml:SP', 'entityID' => '${origin}/samlet', 'idp' => '${idpEntityId}',
    'privatekey' => 'sp.key', 'certificate' => 'sp.crt',
    'sign.authnrequest' => true, 'sign.logout' => true, 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'assertion.encryption' => true, 'WantAssertionsSigned' => true,
    'NameIDPolicy' => ['Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'AllowCreate' => true],
  ],
];
`;
