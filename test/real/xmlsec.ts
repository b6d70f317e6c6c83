/**
 * Random signed documents, held against tools that nobody here wrote: `xmlsec1` verifies every signature, `xmllint`
 * validates metadata, responses, errors and logout messages against the OASIS schemas. Usage: `node test/real/xmlsec.ts
 * [documents] [seed]`; ends with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { later } from '../../shared/base/clock.ts';
import { encryptAssertion, type KeyTransport } from '../../shared/saml/encrypt.ts';
import { writeLogoutRequest, writeLogoutResponse } from '../../shared/saml/logout.ts';
import { writeMetadata } from '../../shared/saml/metadata.ts';
import { NAME_ID_FORMAT } from '../../shared/saml/names.ts';
import { writeErrorResponse } from '../../shared/saml/response.ts';
import {
  ACS,
  IDP,
  respond,
  responseContent,
  signed,
  SP,
  TEST_CERTIFICATE,
  TEST_PUBLIC_KEY,
} from '../saml/out/documents.ts';
import { anyAssertion } from '../saml/out/random.ts';
import { demand } from './kit/processes.ts';

const XMLSEC = '/usr/bin/xmlsec1';
const XMLLINT = '/usr/bin/xmllint';
const OPENSAML = '/usr/share/xml/opensaml';
const XMLTOOLING = '/usr/share/xml/xmltooling';
const BATCH = 100;

demand(XMLSEC, 'xmlsec1');
demand(XMLLINT, 'libxml2-utils');
demand(`${OPENSAML}/saml-schema-protocol-2.0.xsd`, 'opensaml-schemas');
demand(`${XMLTOOLING}/xmldsig-core-schema.xsd`, 'xmltooling-schemas');

/** The elements whose ID a signature may name, and which of them carry one. */
type Signed = 'Assertion' | 'Response' | 'LogoutRequest' | 'LogoutResponse';

interface Sample {
  readonly xml: string;
  readonly signatures: readonly Signed[];
}

type Content = Parameters<typeof respond>[0];

const plain =
  ({ response, assertion }: { response: boolean; assertion: boolean }) =>
  (content: Content): Sample => ({
    xml: respond(content, { response, assertion }),
    signatures: [...(assertion ? (['Assertion'] as const) : []), ...(response ? (['Response'] as const) : [])],
  });

const sealed =
  (transport: KeyTransport) =>
  (content: Content): Sample => ({
    xml: respond(content, { assertion: true, response: true }, (inner) =>
      encryptAssertion(inner, TEST_CERTIFICATE, 'aes256-gcm', transport),
    ),
    signatures: ['Response'],
  });

const KINDS: readonly ((content: Content) => Sample)[] = [
  plain({ assertion: true, response: false }),
  plain({ assertion: false, response: true }),
  plain({ assertion: true, response: true }),
  sealed('rsa-oaep-mgf1p'),
  sealed('rsa-oaep-sha256'),
  ({ nameId, acsUrl: destination }) => ({
    xml: signed(
      writeErrorResponse(responseContent({ destination }), {
        top: 'Responder',
        second: 'NoPassive',
        message: nameId.value,
      }),
    ).wire,
    signatures: ['Response'],
  }),
  ({ nameId, sessionIndex, issuedAt, acsUrl: destination }) => ({
    xml: signed(writeLogoutRequest({ ...bare(destination), nameId, sessionIndex, notOnOrAfter: later(issuedAt, 300) }))
      .wire,
    signatures: ['LogoutRequest'],
  }),
  ({ acsUrl: destination }) => ({
    xml: signed(writeLogoutResponse(responseContent({ destination }), 'partial')).wire,
    signatures: ['LogoutResponse'],
  }),
];

function bare(destination: string) {
  const { id, issuer, issuedAt } = responseContent();
  return { id, issuer, issuedAt, destination };
}

const sampleOf = (content: Content, at: number): Sample => {
  const kind = KINDS[at % KINDS.length];
  if (!kind) throw new Error('no such kind');
  return kind(content);
};

const count = Number(process.argv[2] ?? 2000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const directory = mkdtempSync(join(tmpdir(), 'samlet-xmlsec-'));
let passed = 0;
let failed = 0;
const said: string[] = [];

try {
  const contents = fc.sample(anyAssertion, { numRuns: count, seed });
  verifyAll(contents.map(sampleOf));
  // Addresses are of the type anyURI in the schemas, and come from the registry, not from strangers.
  validateAll([
    ...contents.slice(0, 500).map((content, at) => sampleOf({ ...content, acsUrl: ACS, audience: SP }, at).xml),
    metadata(),
  ]);
  refuseTheFlipped(contents[0]);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
for (const line of said) console.error(line);
console.log(`seed ${seed}\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > count ? 0 : 1;

function tally(name: string, { ok, of, output }: { ok: number; of: number; output: string }): void {
  passed += ok;
  failed += of - ok;
  if (ok < of && said.length < 5) said.push(`${name}: ${of - ok} of ${of} failed\n${output.slice(-2000)}`);
}

function save(samples: readonly string[], name: string): string[] {
  return samples.map((xml, at) => {
    const path = join(directory, `${name}-${at}.xml`);
    writeFileSync(path, xml);
    return path;
  });
}

/** Verifies each signature of each sample: those of one kind in batches, by the key that we know. */
function verifyAll(samples: readonly Sample[]): void {
  const paths = save(
    samples.map(({ xml }) => xml),
    'signed',
  );
  for (const element of ['Assertion', 'Response', 'LogoutRequest', 'LogoutResponse'] as const) {
    const chosen = paths.filter((_, at) => samples[at]?.signatures.includes(element));
    for (let from = 0; from < chosen.length; from += BATCH) {
      const batch = chosen.slice(from, from + BATCH);
      tally(`xmlsec1 ${element}`, { ...xmlsec(element, batch), of: batch.length });
    }
  }
}

/** Runs xmlsec1 over files. The certificate within them is not asked: only the RSA key given by us may verify. */
function xmlsec(element: Signed, paths: readonly string[]): { ok: number; output: string } {
  const key = join(directory, 'key.pem');
  writeFileSync(key, TEST_PUBLIC_KEY.export({ type: 'spki', format: 'pem' }));
  const namespace = `urn:oasis:names:tc:SAML:2.0:${element === 'Assertion' ? 'assertion' : 'protocol'}`;
  const { stdout, stderr } = spawnSync(
    XMLSEC,
    [
      '--verify', '--pubkey-pem', key, '--enabled-key-data', 'rsa', '--id-attr:ID', `${namespace}:${element}`,
      '--node-xpath', `//*[local-name()='${element}']/*[local-name()='Signature']`, ...paths,
    ], // prettier-ignore
    { encoding: 'utf8' },
  );
  const output = `${stdout}${stderr}`;
  return { ok: output.split('\n').filter((line) => line === 'OK').length, output };
}

/** Tools that accept everything would pass all that is above. */
function refuseTheFlipped(content: Content | undefined): void {
  if (!content) throw new Error('nothing was sampled');
  const xml = respond(content, { assertion: true, response: false });
  const flipped = xml.replace(/(<saml:Assertion [^>]*)2026-11-24/, '$12026-11-25');
  const { ok, output } = xmlsec('Assertion', save([flipped], 'flipped'));
  tally('xmlsec1 refuses a flipped byte', { ok: ok === 0 ? 1 : 0, of: 1, output });
  const misnamed = validate(save([metadata().replaceAll('md:NameIDFormat', 'md:NameIdFormat')], 'misnamed'));
  tally('xmllint refuses a misnamed element', { ok: misnamed.ok === 0 ? 1 : 0, of: 1, output: misnamed.output });
}

function validateAll(documents: readonly string[]): void {
  const paths = save(documents, 'valid');
  for (let from = 0; from < paths.length; from += BATCH) {
    const batch = paths.slice(from, from + BATCH);
    tally('xmllint', { ...validate(batch), of: batch.length });
  }
}

/** Validates against the schemas, which xmllint is led to by a catalog of our own: they name each other by http. */
function validate(paths: readonly string[]): { ok: number; output: string } {
  const schema = join(directory, 'all.xsd');
  const catalog = join(directory, 'catalog.xml');
  writeFileSync(schema, allSchemas());
  writeFileSync(catalog, catalogOf());
  const { stdout, stderr } = spawnSync(XMLLINT, ['--nonet', '--noout', '--schema', schema, ...paths], {
    encoding: 'utf8',
    env: { ...process.env, XML_CATALOG_FILES: catalog },
  });
  const lines = `${stdout}${stderr}`.split('\n');
  const ok = paths.filter((path) => lines.includes(`${path} validates`)).length;
  return { ok, output: lines.filter((line) => !line.endsWith(' validates')).join('\n') };
}

function allSchemas(): string {
  const imports = [
    ['urn:oasis:names:tc:SAML:2.0:protocol', `${OPENSAML}/saml-schema-protocol-2.0.xsd`],
    ['urn:oasis:names:tc:SAML:2.0:metadata', `${OPENSAML}/saml-schema-metadata-2.0.xsd`],
    ['urn:oasis:names:tc:SAML:metadata:ui', `${OPENSAML}/sstc-saml-metadata-ui-v1.0.xsd`],
    ['http://www.w3.org/2009/xmlenc11#', `${XMLTOOLING}/xenc11-schema.xsd`],
  ].map(([namespace, path]) => `<import namespace="${namespace}" schemaLocation="file://${path}"/>`);
  return `<schema xmlns="http://www.w3.org/2001/XMLSchema">${imports.join('')}</schema>`;
}

function catalogOf(): string {
  const places = [
    ['http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd', 'xmldsig-core-schema.xsd'],
    ['http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd', 'xenc-schema.xsd'],
    ['http://www.w3.org/2001/xml.xsd', 'xml.xsd'],
  ].map(([systemId, file]) => `<system systemId="${systemId}" uri="file://${XMLTOOLING}/${file}"/>`);
  return `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${places.join('')}</catalog>`;
}

function metadata(): string {
  return writeMetadata({
    entityId: IDP,
    ssoUrl: 'https://idp.example.org/saml/sso',
    sloUrl: 'https://idp.example.org/saml/slo',
    certificates: [TEST_CERTIFICATE, TEST_CERTIFICATE],
    wantAuthnRequestsSigned: true,
    nameIdFormats: Object.values(NAME_ID_FORMAT),
    validUntil: later(new Date(), 3600),
    displayName: 'Büro',
    errorUrl: 'https://idp.example.org/error',
  });
}
