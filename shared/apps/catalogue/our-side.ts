import type { App } from '../app.ts';
import type { StepValues } from './draft.ts';

/** Our own addresses, as sign-in/ gives them. */
interface Addresses {
  readonly sso: string;
  readonly slo: string;
  readonly metadata: string;
  readonly certificate: string;
}

/** The values that steps name: ours, and the app's. Before the first start there is no entity ID; then it is said so. */
export const stepValuesOf = (
  { sso, slo, metadata, certificate }: Addresses,
  entityId: string | undefined,
  app: StepValues['app'],
): StepValues => ({
  idp: {
    entityId: entityId ?? '(the entity ID, which Samlet has from its first start on)',
    loginUrl: sso,
    logoutUrl: slo,
    metadataUrl: metadata,
    certificateUrl: certificate,
  },
  app,
});

/** The addresses of an app in one text, the default first. */
export const acsTextOf = (acs: App['acs']): string =>
  acs
    .toSorted((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false))
    .map(({ url }) => url)
    .join(' or ');
