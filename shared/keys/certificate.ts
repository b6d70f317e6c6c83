import { createHash, randomBytes } from 'node:crypto';
import {
  bits,
  bitString,
  bool,
  explicitTag,
  integer,
  octetString,
  oid,
  sequence,
  set,
  utcOrGeneralizedTime,
  utf8,
} from './der.ts';

/** What a self-signed certificate says. */
export interface CertificateContent {
  /** The public key as DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** Subject and issuer: one common name. */
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A certificate that lacks only its signature. */
export interface PreparedCertificate {
  readonly serialNumber: string;
  /** SHA-256 of what is signed. */
  readonly digest: Buffer;
  /** The whole certificate, DER. */
  finish(signature: Uint8Array): Buffer;
}

const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), Buffer.from([5, 0]));

/**
 * Prepares a self-signed X.509 v3 certificate (RFC 5280) whose signature is made elsewhere: KMS makes no certificates,
 * but signs their digest. Service providers use it as a key with a name; AWS refuses repeated extensions, so there are
 * exactly three: basic constraints (no CA), key usage (digital signature), subject key identifier.
 */
export function prepareCertificate({
  publicKey,
  commonName,
  notBefore,
  notAfter,
}: CertificateContent): PreparedCertificate {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive and of full length (RFC 5280 section 4.1.2.2)
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
  const toBeSigned = sequence(
    explicitTag(0, integer(Buffer.from([2]))),
    integer(serial),
    SHA256_WITH_RSA,
    name,
    sequence(utcOrGeneralizedTime(notBefore), utcOrGeneralizedTime(notAfter)),
    name,
    Buffer.from(publicKey),
    explicitTag(3, extensions(publicKey)),
  );
  return {
    serialNumber: serial.toString('hex'),
    digest: createHash('sha256').update(toBeSigned).digest(),
    finish: (signature) => sequence(toBeSigned, SHA256_WITH_RSA, bitString(signature)),
  };
}

function extensions(publicKey: Uint8Array): Buffer {
  const keyIdentifier = createHash('sha1').update(publicKey).digest(); // an identifier, not a proof (RFC 5280 section 4.2.1.2)
  const digitalSignature = bits(Buffer.from([0x07, 0x80])); // seven unused bits, then bit 0
  return sequence(
    sequence(oid('2.5.29.19'), bool(true), octetString(sequence())),
    sequence(oid('2.5.29.15'), bool(true), octetString(digitalSignature)),
    sequence(oid('2.5.29.14'), octetString(octetString(keyIdentifier))),
  );
}

/** A base64 DER certificate as PEM (RFC 7468), for download. */
export const pemOf = (certificate: string): string =>
  `-----BEGIN CERTIFICATE-----\n${(certificate.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
