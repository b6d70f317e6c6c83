import { X509Certificate } from 'node:crypto';
import type { App, AppFields } from '../apps/app.ts';
import { type Fault, Refusal } from '../base/refusal.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Tells whether an address may be registered: https, without user info, fragment or wildcard. Where Samlet itself runs
 * on plain http, which is on a developer's machine alone, loopback addresses may do so, too.
 */
export function isAppUrl(text: string, baseUrl: string): boolean {
  if (!URL.canParse(text) || text.includes('*') || /[\s\\]/.test(text)) return false;
  const { protocol, username, password, hash, hostname } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && baseUrl.startsWith('http:') && LOOPBACK.has(hostname));
}

/**
 * A certificate as base64 DER, from PEM or from what metadata holds; `undefined` for what Samlet cannot verify with, or
 * encrypt to: that takes an RSA key, and with another every sign-in to the app would fail.
 */
export function certificateOf(text: string, use: 'signing' | 'encryption' = 'signing'): string | undefined {
  const base64 = text.replaceAll(/-----(?:BEGIN|END) CERTIFICATE-----|\s/g, '');
  try {
    const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'));
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
    const isStrong = (type === 'ec' && use === 'signing') || (type === 'rsa' && (details?.modulusLength ?? 0) >= 2048);
    return isStrong ? base64 : undefined;
  } catch {
    return undefined; // whatever is wrong with it, it is no certificate that can be used
  }
}

const URL_FAULT = 'This must be an https address without user name, fragment or wildcard.';
const CERTIFICATE_FAULTS = {
  signing: 'This is not a certificate with an RSA key of 2,048 bits or more, or an EC key.',
  encryption: 'This is not a certificate with an RSA key of 2,048 bits or more.',
};

/**
 * Checks what a schema cannot see, and brings certificates into one form.
 *
 * @throws {Refusal} INPUT_INVALID naming every field that is wrong
 */
export function checkedApp<T extends Partial<AppFields>>(fields: T, baseUrl: string): T {
  const faults: Fault[] = [];
  const url = (text: string | undefined | null, pointer: string): void => {
    if (text && !isAppUrl(text, baseUrl)) faults.push({ pointer, detail: URL_FAULT });
  };
  const certificate = (text: string, pointer: string, use: 'signing' | 'encryption'): string => {
    const der = certificateOf(text, use);
    if (der === undefined) faults.push({ pointer, detail: CERTIFICATE_FAULTS[use] });
    return der ?? '';
  };
  fields.acs?.forEach((acs, index) => url(acs.url, `/acs/${index}/url`));
  url(fields.logout?.url, '/logout/url');
  url(fields.logout?.responseUrl, '/logout/responseUrl');
  url(fields.startUrl, '/startUrl');
  if (new Set(fields.acs?.map(({ index }) => index)).size !== (fields.acs?.length ?? 0)) {
    faults.push({ pointer: '/acs', detail: 'Each address has an index of its own.' });
  }
  const checked = {
    ...fields,
    ...(fields.signingCertificates
      ? {
          signingCertificates: fields.signingCertificates.map((text, index) =>
            certificate(text, `/signingCertificates/${index}`, 'signing'),
          ),
        }
      : {}),
    ...(fields.encryptionCertificate
      ? { encryptionCertificate: certificate(fields.encryptionCertificate, '/encryptionCertificate', 'encryption') }
      : {}),
  };
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the app is not right', { faults });
  return checked;
}

/**
 * Checks the fields against one another.
 *
 * @throws {Refusal} INPUT_INVALID
 */
export function checkWhole(app: App): void {
  const faults: Fault[] = [];
  if (!app.signAssertion && !app.signResponse)
    faults.push({ pointer: '/signAssertion', detail: 'The assertion or the response must be signed.' });
  if (app.requestsSigned && app.signingCertificates.length === 0) {
    faults.push({ pointer: '/signingCertificates', detail: 'Without a certificate no request can be verified.' });
  }
  if (app.requestsSigned && app.idpInitiated) {
    faults.push({ pointer: '/idpInitiated', detail: 'An app that signs its requests takes no unsolicited response.' });
  }
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the app is not right', { faults });
}
