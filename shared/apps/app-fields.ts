import { isAppUrl, isBrokenAddress, isClientVpnAcs } from './address.ts';
import type { App, AppFields } from './app.ts';
import { certificateOf, type CertificateUse } from './app-certificate.ts';
import { type Fault, Refusal } from '../base/refusal.ts';

/** What an app has unless it is said otherwise, and has again when it is taken away. */
export const APP_DEFAULTS = {
  enabled: true,
  showInPortal: true,
  signingCertificates: [],
  requestsSigned: false,
  signAssertion: true,
  signResponse: false,
  nameIdFormat: 'persistent',
  attributes: [],
  idpInitiated: false,
  overrideRelayState: false,
} as const satisfies Partial<App>;

const URL_FAULT = 'This must be an https address in plain ASCII, without user name, fragment, wildcard or `..`.';
const CERTIFICATE_FAULTS: Readonly<Record<CertificateUse, string>> = {
  signing: 'This is not one certificate with an RSA key of 2,048 to 8,192 bits, or a key on P-256 or P-384.',
  encryption: 'This is not one certificate with an RSA key of 2,048 to 8,192 bits.',
};

/**
 * Checks what a schema cannot see, and brings certificates into one form.
 *
 * @throws {Refusal} INPUT_INVALID naming every field that is wrong
 */
export function checkedApp<T extends Partial<AppFields>>(
  fields: T,
  { baseUrl, entityId }: { readonly baseUrl: string; readonly entityId: string },
): T {
  const faults: Fault[] = [];
  checkUrls(fields, { baseUrl, entityId }, faults);
  if (typeof fields.relayState === 'string' && isBrokenAddress(fields.relayState))
    faults.push({ pointer: '/relayState', detail: 'This begins like an address, but is none.' });
  checkAcs(fields.acs ?? [], faults);
  const certificate = (text: string, use: CertificateUse, pointer: string): string => {
    const der = certificateOf(text, use);
    if (der === undefined) faults.push({ pointer, detail: CERTIFICATE_FAULTS[use] });
    return der ?? '';
  };
  const signing = fields.signingCertificates?.map((text, index) =>
    certificate(text, 'signing', `/signingCertificates/${index}`),
  );
  const encryption = fields.encryptionCertificate;
  const metadata = fields.metadataCertificate;
  const checked = {
    ...fields,
    ...(signing ? { signingCertificates: [...new Set(signing)] } : {}),
    ...(encryption ? { encryptionCertificate: certificate(encryption, 'encryption', '/encryptionCertificate') } : {}),
    ...(metadata ? { metadataCertificate: certificate(metadata, 'signing', '/metadataCertificate') } : {}),
  };
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the app is not right', { faults });
  return checked;
}

function checkUrls(
  fields: Partial<AppFields>,
  { baseUrl, entityId }: { readonly baseUrl: string; readonly entityId: string },
  faults: Fault[],
): void {
  const url = (text: string | undefined | null, pointer: string): void => {
    if (typeof text === 'string' && !isAppUrl(text, baseUrl)) faults.push({ pointer, detail: URL_FAULT });
  };
  fields.acs?.forEach((acs, index) => {
    if (!isClientVpnAcs(entityId, acs.url)) url(acs.url, `/acs/${index}/url`);
  });
  url(fields.logout?.url, '/logout/url');
  url(fields.logout?.responseUrl, '/logout/responseUrl');
  url(fields.startUrl, '/startUrl');
  url(fields.metadataUrl, '/metadataUrl');
}

function checkAcs(acs: AppFields['acs'], faults: Fault[]): void {
  const fault = (detail: string): number => faults.push({ pointer: '/acs', detail });
  if (new Set(acs.map(({ index }) => index)).size !== acs.length) fault('Each address has an index of its own.');
  if (new Set(acs.map(({ url }) => url)).size !== acs.length) fault('Each address stands here once.');
  if (acs.filter(({ isDefault }) => isDefault).length > 1) fault('One address at the most is the default.');
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
  if (app.metadataCertificate !== undefined && app.metadataUrl === undefined) {
    faults.push({ pointer: '/metadataUrl', detail: 'A certificate for metadata needs the address of the metadata.' });
  }
  if (app.overrideRelayState && app.relayState === undefined) {
    faults.push({
      pointer: '/relayState',
      detail: 'Without a RelayState of its own there is nothing to override with.',
    });
  }
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the app is not right', { faults });
}
