import { spawnSync } from 'node:child_process';
import type { KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand } from './processes.ts';

/** The elements whose ID a signature of ours may name. */
export const SIGNED_ELEMENTS = ['Assertion', 'Response', 'LogoutRequest', 'LogoutResponse'] as const;

/** One of {@link SIGNED_ELEMENTS}. */
export type SignedElement = (typeof SIGNED_ELEMENTS)[number];

/** What xmlsec1 found. */
export interface Verified {
  /** In how many documents the signature holds. */
  readonly ok: number;
  /** What it said. */
  readonly output: string;
}

const XMLSEC = '/usr/bin/xmlsec1';
const BATCH = 100;

/**
 * Has xmlsec1 verify the signature of the element of this name in each document. The certificate within is not asked:
 * only the RSA key given here may verify.
 */
export function verifiedByXmlsec(documents: readonly string[], element: SignedElement, key: KeyObject): Verified {
  demand(XMLSEC, 'xmlsec1');
  const directory = mkdtempSync(join(tmpdir(), 'samlet-xmlsec-'));
  try {
    const keyFile = join(directory, 'key.pem');
    writeFileSync(keyFile, key.export({ type: 'spki', format: 'pem' }));
    const paths = documents.map((xml, at) => save(join(directory, `${at}.xml`), xml));
    const outputs = batchesOf(paths).map((batch) => verify(batch, element, keyFile));
    const output = outputs.join('');
    return { ok: output.split('\n').filter((line) => line === 'OK').length, output };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function save(path: string, xml: string): string {
  writeFileSync(path, xml);
  return path;
}

const batchesOf = (paths: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(paths.length / BATCH) }, (_, at) => paths.slice(at * BATCH, (at + 1) * BATCH));

function verify(paths: readonly string[], element: SignedElement, keyFile: string): string {
  const namespace = `urn:oasis:names:tc:SAML:2.0:${element === 'Assertion' ? 'assertion' : 'protocol'}`;
  const { stdout, stderr } = spawnSync(
    XMLSEC,
    [
      '--verify', '--pubkey-pem', keyFile, '--enabled-key-data', 'rsa', '--id-attr:ID', `${namespace}:${element}`,
      '--node-xpath', `//*[local-name()='${element}']/*[local-name()='Signature']`, ...paths,
    ], // prettier-ignore
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  return `${stdout}${stderr}\n`;
}
