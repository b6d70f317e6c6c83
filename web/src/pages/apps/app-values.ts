import type { Thing } from '../../api/client.ts';

/** An app as a form holds it: what the API takes, with its defaults said. */
export type AppValues = Omit<Partial<Thing<'NewApp'>>, 'policy'>;

/** What the API fills in where nothing is said: the form shows it. */
const DEFAULTS = {
  enabled: true,
  showInPortal: true,
  signAssertion: true,
  signResponse: false,
  requestsSigned: false,
  idpInitiated: false,
  overrideRelayState: false,
  nameIdFormat: 'persistent',
  attributes: [],
  signingCertificates: [],
} as const;

/** The values that a form begins with. */
export const startOf = (draft: AppValues): AppValues => ({
  ...structuredClone(DEFAULTS as unknown as AppValues),
  acs: [{ url: '', index: 0, isDefault: true }],
  ...draft,
});

/** What is said of an app that is there, without what the API keeps by itself. */
export function valuesOf({
  id: _id,
  kind: _kind,
  createdAt: _made,
  updatedAt: _changed,
  version: _version,
  ...app
}: Thing<'App'>): AppValues {
  return app;
}

/** What fields are called, for faults that stand on top. */
export const LABELS: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  notes: 'Notes',
  enabled: 'Enabled',
  showInPortal: 'Show in the portal',
  entityId: 'SP entity ID',
  acs: 'ACS URLs',
  logout: 'Logout URL',
  startUrl: 'Start URL',
  signAssertion: 'Sign assertion',
  signResponse: 'Sign response',
  requestsSigned: 'Requests must be signed',
  signingCertificates: 'Signing certificates',
  encryptionCertificate: 'Encryption certificate',
  encryptionAlgorithm: 'Encryption algorithm',
  nameIdFormat: 'NameID format',
  nameIdField: 'NameID source',
  attributes: 'Attributes',
  idpInitiated: 'IdP-initiated sign-in',
  relayState: 'RelayState',
  overrideRelayState: 'Override RelayState',
  relayStateHosts: 'Hosts of deep links',
  sessionSeconds: 'Session of the app',
  metadataUrl: 'Metadata URL',
  metadataCertificate: 'Metadata certificate',
};
