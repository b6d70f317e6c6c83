import { sha256Text } from '../../base/bytes.ts';
import { type Fault, Refusal } from '../../base/refusal.ts';
import { hostsOf } from '../address.ts';
import type { App } from '../app.ts';
import { checkedApp, checkWhole } from '../app-fields.ts';
import type { MetadataFields } from './fields.ts';
import type { HeldChange } from './state.ts';

/** What is taken of a document by itself, and what waits for somebody. */
export interface Taken {
  readonly app: App;
  readonly held?: HeldChange;
}

/** As many as an app may have, whoever registers it. */
const MOST = { acs: 50, certificates: 10 } as const;

/**
 * Takes keys and addresses out of published metadata. It never makes an app weaker: what must be signed or encrypted
 * stays so whatever the document leaves out. Addresses on hosts that the app never had are held, since whoever takes over
 * the document's host would else be sent everybody's assertions.
 *
 * @throws {Refusal} INPUT_INVALID for what no app may have
 */
export function takenFrom(app: App, fields: MetadataFields, { baseUrl, at }: { baseUrl: string; at: string }): Taken {
  refuseTooMany(fields);
  const checked = checkedApp(fields, { baseUrl, entityId: app.entityId });
  const held = heldOf(app, checked, at);
  const requestsSigned = app.requestsSigned || checked.requestsSigned;
  const logout = held?.logout ? app.logout : checked.logout;
  const { logout: _before, ...rest } = app;
  const after: App = {
    ...rest,
    ...(held?.acs ? {} : { acs: checked.acs }),
    ...(logout ? { logout } : {}),
    signingCertificates: checked.signingCertificates,
    ...(checked.encryptionCertificate ? { encryptionCertificate: checked.encryptionCertificate } : {}),
    requestsSigned,
    idpInitiated: app.idpInitiated && !requestsSigned,
  };
  checkWhole(after);
  return { app: after, ...(held ? { held } : {}) };
}

function heldOf(app: App, { acs, logout }: MetadataFields, foundAt: string): HeldChange | undefined {
  const known = hostsOf(app.acs.map(({ url }) => url));
  const knownOut = new Set([...known, ...hostsOf(addressesOf(app.logout))]);
  const newAcs = [...hostsOf(acs.map(({ url }) => url))].filter((host) => !known.has(host));
  const newOut = [...hostsOf(addressesOf(logout))].filter((host) => !knownOut.has(host));
  if (newAcs.length + newOut.length === 0) return undefined;
  return {
    ...(newAcs.length > 0 ? { acs } : {}),
    ...(newOut.length > 0 && logout ? { logout } : {}),
    hosts: [...new Set([...newAcs, ...newOut])],
    foundAt,
  };
}

const addressesOf = (logout: App['logout']): string[] =>
  logout ? [logout.url, ...(logout.responseUrl ? [logout.responseUrl] : [])] : [];

function refuseTooMany({ acs, signingCertificates }: MetadataFields): void {
  const faults: Fault[] = [
    ...(acs.length > MOST.acs ? [{ pointer: '/acs', detail: `Addresses at the most: ${MOST.acs}.` }] : []),
    ...(signingCertificates.length > MOST.certificates
      ? [{ pointer: '/signingCertificates', detail: `Certificates at the most: ${MOST.certificates}.` }]
      : []),
  ];
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'more than an app may have', { faults });
}

/** What tells one held change from another, whatever order their fields were kept in. */
export const digestOf = ({ acs = [], logout }: HeldChange): string =>
  sha256Text(
    JSON.stringify([
      acs.map(({ url, index, isDefault = false }) => [url, index, isDefault]),
      logout ? [logout.binding, logout.url, logout.responseUrl ?? null] : null,
    ]),
  );

/** The fields that a refresh may change, for the event. */
export const REFRESHED = ['acs', 'logout', 'signingCertificates', 'encryptionCertificate', 'requestsSigned', 'idpInitiated'] as const; // prettier-ignore
