import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand } from './processes.ts';

const XMLLINT = '/usr/bin/xmllint';
const OPENSAML = '/usr/share/xml/opensaml';
const XMLTOOLING = '/usr/share/xml/xmltooling';

/** What xmllint says of documents against the OASIS schemas; nothing if all of them validate. */
export function schemaFaults(documents: readonly string[]): string {
  demand(XMLLINT, 'libxml2-utils');
  demand(`${OPENSAML}/saml-schema-protocol-2.0.xsd`, 'opensaml-schemas');
  demand(`${XMLTOOLING}/xmldsig-core-schema.xsd`, 'xmltooling-schemas');
  const directory = mkdtempSync(join(tmpdir(), 'samlet-schemas-'));
  try {
    return faultsIn(directory, documents);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The schemas name each other by http: xmllint is led to them by a catalog of our own. */
function faultsIn(directory: string, documents: readonly string[]): string {
  const paths = documents.map((xml, at) => {
    const path = join(directory, `${at}.xml`);
    writeFileSync(path, xml);
    return path;
  });
  const schema = join(directory, 'all.xsd');
  const catalog = join(directory, 'catalog.xml');
  writeFileSync(schema, allSchemas());
  writeFileSync(catalog, catalogOf());
  const { stdout, stderr } = spawnSync(XMLLINT, ['--nonet', '--noout', '--schema', schema, ...paths], {
    encoding: 'utf8',
    env: { ...process.env, XML_CATALOG_FILES: catalog },
    maxBuffer: 1 << 26,
  });
  const valid = new Set(`${stdout}${stderr}`.split('\n').filter((line) => line.endsWith(' validates')));
  const invalid = paths.filter((path) => !valid.has(`${path} validates`));
  // What it says of the schemas themselves is nobody's fault.
  const faults = stderr.split('\n').filter((line) => line.startsWith(directory) && !valid.has(line));
  return [...faults, ...invalid.map((path) => `${path} does not validate`)].join('\n');
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
