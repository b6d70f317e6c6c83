import { X509Certificate } from 'node:crypto';

/** What a certificate of an app is for. */
export type CertificateUse = 'signing' | 'encryption';

const PEM = /^\s*-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END CERTIFICATE-----\s*$/;
const RSA_BITS = { least: 2048, most: 8192 };
const CURVES = new Set(['prime256v1', 'secp384r1']);

/**
 * A certificate as base64 DER, from PEM or from what metadata holds; `undefined` for what Samlet cannot use it for: to
 * verify with, an RSA key of 2,048 to 8,192 bits or a key on P-256 or P-384; to encrypt to, such an RSA key alone.
 */
export function certificateOf(text: string, use: CertificateUse): string | undefined {
  const base64 = (PEM.exec(text)?.[1] ?? text).replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    return isUsable(certificate, use) ? certificate.raw.toString('base64') : undefined;
  } catch {
    return undefined; // whatever is wrong with it, it is no certificate that can be used
  }
}

function isUsable({ publicKey }: X509Certificate, use: CertificateUse): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: { modulusLength = 0, namedCurve = '' } = {} } = publicKey;
  if (type === 'rsa') return modulusLength >= RSA_BITS.least && modulusLength <= RSA_BITS.most;
  return use === 'signing' && type === 'ec' && CURVES.has(namedCurve);
}

/** What an administrator wants to know of a certificate. Times are ISO 8601 in UTC. */
export interface CertificateFacts {
  readonly use: CertificateUse;
  readonly subject: string;
  readonly serialNumber: string;
  readonly key: string;
  readonly notBefore: string;
  /** When it says to end. It goes on to verify: it carries a key, and whoever registered it vouches for that (Kantara IIP-MD12). */
  readonly notAfter: string;
  /** SHA-256 of the DER, in hexadecimal with colons. */
  readonly fingerprint: string;
}

/** The facts of a certificate that is registered. */
export function certificateFacts(der: string, use: CertificateUse): CertificateFacts {
  const certificate = new X509Certificate(Buffer.from(der, 'base64'));
  const { asymmetricKeyType: type, asymmetricKeyDetails: { modulusLength, namedCurve } = {} } = certificate.publicKey;
  return {
    use,
    subject: certificate.subject.replaceAll('\n', ', '),
    serialNumber: certificate.serialNumber,
    key: `${type ?? 'unknown'} ${String(modulusLength ?? namedCurve ?? '')}`.trim(),
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    fingerprint: certificate.fingerprint256,
  };
}
