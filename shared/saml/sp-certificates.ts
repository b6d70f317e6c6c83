import { X509Certificate } from 'node:crypto';
import { NS } from './names.ts';
import { attributeOf, childOf, childrenOf } from './read.ts';
import type { XmlElement } from './tree.ts';

/** The keys of a service provider, as base64 DER certificates. */
export interface SpCertificates {
  /** What it signs with. */
  readonly signing: readonly string[];
  /** What may be encrypted to. */
  readonly encryption: readonly string[];
}

/** Takes down, in words for a person, what is wrong. */
export type Complain = (detail: string) => undefined;

const RSA_BITS = 2048;

/**
 * The certificates of a role's KeyDescriptors (Metadata 2.4.1.1). A key without `use` is for both (Kantara IIP-MD11): to
 * drop it would be to drop the check of signatures. A certificate only carries its key: who issued it, and when it ends,
 * says nothing (IIP-MD12).
 *
 * @param complain is told in words what is wrong with a key; such a key is not among the result
 */
export function certificatesOf(role: XmlElement, complain: Complain): SpCertificates {
  const signing = new Set<string>();
  const encryption = new Set<string>();
  for (const descriptor of childrenOf(role, NS.md, 'KeyDescriptor')) {
    const use = attributeOf(descriptor, 'use');
    const certificate = certificateOf(descriptor, use, complain);
    if (!certificate) continue;
    if (use !== 'encryption') signing.add(certificate.text);
    if (use !== 'signing' && certificate.type === 'rsa') encryption.add(certificate.text);
  }
  return { signing: [...signing], encryption: [...encryption] };
}

interface Certificate {
  readonly text: string;
  readonly type: string | undefined;
}

function certificateOf(descriptor: XmlElement, use: string | undefined, complain: Complain): Certificate | undefined {
  if (use !== undefined && use !== 'signing' && use !== 'encryption')
    return complain(`a KeyDescriptor is for “${use.slice(0, 40)}”; only signing and encryption exist`);
  const keyInfo = childOf(descriptor, NS.ds, 'KeyInfo');
  const data = keyInfo ? childrenOf(keyInfo, NS.ds, 'X509Data') : [];
  // The first is the key's own; those that follow belong to its issuers, who do not sign for the app.
  const [first] = data.flatMap((element) => childrenOf(element, NS.ds, 'X509Certificate'));
  if (!first) return complain('a KeyDescriptor holds no X509Certificate');
  return read(first.text.replaceAll(/[ \t\r\n]/g, ''), use, complain);
}

function read(text: string, use: string | undefined, complain: Complain): Certificate | undefined {
  const key = publicKeyOf(text);
  if (!key) return complain('a certificate cannot be read');
  const type = key.asymmetricKeyType;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (type === 'rsa' && bits < RSA_BITS)
    return complain(`a certificate's RSA key has ${bits} bits; ${RSA_BITS} are the least`);
  if (type !== 'rsa' && type !== 'ec') return complain(`a certificate's key is of the type ${type ?? 'unknown'}`);
  if (type === 'ec' && use === 'encryption') return complain('an encryption key must be an RSA key');
  return { text, type };
}

function publicKeyOf(text: string) {
  try {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
    return new X509Certificate(Buffer.from(text, 'base64')).publicKey;
  } catch {
    return undefined;
  }
}
