/** How one SimpleSAMLphp is set up. */
export interface SimpleSamlPhp {
  readonly directory: string;
  readonly origin: string;
  /** Samlet's entity ID. */
  readonly idp: string;
  /** The binding that it asks by. */
  readonly requests: 'Redirect' | 'POST';
  /** The NameID that it asks for. */
  readonly nameIdFormat: 'persistent' | 'transient';
}

/** `config.php`: without https, and saying all that it does. Cookies know no ports, so each server names its own. */
export const configOf = ({ directory, origin }: SimpleSamlPhp): string => `<?php
$config = [
  'baseurlpath' => '${origin}/',
  'certdir' => '${directory}/cert/', 'loggingdir' => '${directory}/log/', 'datadir' => '${directory}/data/', 'tempdir' => '${directory}/tmp/',
  'technicalcontact_name' => 'test', 'technicalcontact_email' => 'na@example.org', 'timezone' => 'UTC',
  'secretsalt' => 'only-for-this-test-run', 'auth.adminpassword' => 'only-for-this-test-run',
  'logging.level' => 7, 'logging.handler' => 'file', 'debug' => ['saml' => true, 'backtraces' => true, 'validatexml' => false],
  'showerrors' => true, 'errorreporting' => false, 'enable.saml20-idp' => false,
  'session.cookie.secure' => false, 'session.cookie.samesite' => null,
  'session.phpsession.cookiename' => 'SSP${new URL(origin).port}', 'session.cookie.name' => 'SSPID${new URL(origin).port}',
  'session.authtoken.cookiename' => 'SSPToken${new URL(origin).port}',
  'session.phpsession.savepath' => '${directory}/sessions', 'store.type' => 'phpsession',
  'language.default' => 'en', 'language.available' => ['en'],
  'metadata.sources' => [['type' => 'xml', 'file' => '${directory}/idp.xml']],
  'trusted.url.domains' => null,
];
`;

/** `authsources.php`: one service provider, which signs what it sends. */
export const authSourcesOf = ({ origin, idp, nameIdFormat }: SimpleSamlPhp): string => `<?php
$config = [
  'admin' => ['core:AdminPassword'],
  'samlet' => [
    'saml:SP', 'entityID' => '${origin}/samlet', 'idp' => '${idp}',
    'privatekey' => 'sp.key', 'certificate' => 'sp.crt',
    'sign.authnrequest' => true, 'sign.logout' => true, 'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'WantAssertionsSigned' => true,
    'NameIDPolicy' => ['Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:${nameIdFormat}', 'AllowCreate' => true],
  ],
];
`;

/** An application as its authors write it: what is none of its own pages is SimpleSAMLphp's. */
export const applicationOf = ({ origin }: SimpleSamlPhp): string => `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!in_array($path, ['/open', '/private', '/sign-out'])) return false;
require '/usr/share/simplesamlphp/lib/_autoload.php';
if ($path === '/open') exit('open to all');
$provider = new \\SimpleSAML\\Auth\\Simple('samlet');
if ($path === '/sign-out') $provider->logout('${origin}/open');
$wish = json_decode($_GET['wish'] ?? '{}', true);
$provider->requireAuth(array_filter([
  'ReturnTo' => '${origin}/private',
  'isPassive' => $wish['isPassive'] ?? false,
  'ForceAuthn' => $wish['forceAuthn'] ?? false,
  'saml:AuthnContextClassRef' => $wish['authnContext'] ?? null,
]));
$attributes = $provider->getAttributes();
header('Content-Type: application/json');
echo json_encode([
  'nameId' => $provider->getAuthData('saml:sp:NameID')->getValue(),
  'mail' => $attributes['mail'][0],
  'surname' => $attributes['sn'][0],
]);
`;
