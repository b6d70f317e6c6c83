import { certificateFacts } from '../apps/app-certificate.ts';
import { acsTextOf, stepValuesOf } from '../apps/catalogue/our-side.ts';
import { addressesOf } from '../sign-in/ports.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import type { Table } from '../table/table.ts';
import { one } from './answers.ts';
import { certificatesAnswer, ourSideAnswer } from './app-schemas.ts';
import { appIn } from './apps.ts';
import type { Answered, Call, Operation } from './operation.ts';

/** Our entity ID, from the first start on. */
export const entityIdIn = async (table: Table): Promise<string | undefined> =>
  settingsOf((await table.findAll([SETTINGS_KEY]))[0])?.entityId;

/** What the app's administrator must be told of us, and where both flows are tried. */
async function ourSide(call: Call<never>): Promise<Answered> {
  const { table, baseUrl } = call.ports;
  const [app, entityId] = await Promise.all([appIn(call), entityIdIn(table)]);
  const [{ presetOf }, { stepsOf }] = await Promise.all([
    import('../apps/catalogue/catalogue.ts'),
    import('../apps/catalogue/draft.ts'),
  ]);
  const { sso, slo, metadata, certificate } = addressesOf(baseUrl);
  const own = { sso, slo, metadata: `${metadata}/${app.id}`, certificate };
  const preset = presetOf(app.presetId ?? (app.kind === 'aws' ? 'aws-account' : 'custom'));
  const values = stepValuesOf(own, entityId, { entityId: app.entityId, acs: acsTextOf(app.acs) });
  return {
    body: {
      ...(entityId ? { entityId } : {}),
      loginUrl: sso,
      logoutUrl: slo,
      metadataUrl: own.metadata,
      certificateUrl: certificate,
      ...(app.idpInitiated && app.kind === 'saml' ? { launchUrl: `${baseUrl}/go/apps/${app.id}` } : {}),
      ...(app.startUrl ? { startUrl: app.startUrl } : {}),
      ...(app.presetId && preset ? { preset: { id: preset.id, name: preset.name } } : {}),
      steps: preset ? stepsOf(preset, values) : [],
      limits: preset?.limits ?? [],
    },
  };
}

async function certificates(call: Call<never>): Promise<Answered> {
  const { signingCertificates, encryptionCertificate } = await appIn(call);
  return {
    body: {
      items: [
        ...signingCertificates.map((der) => certificateFacts(der, 'signing')),
        ...(encryptionCertificate ? [certificateFacts(encryptionCertificate, 'encryption')] : []),
      ],
    },
  };
}

/** Operations that tell what the app must be told of us, and what its certificates say. */
export const APP_IDP_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/apps/{appId}/idp',
    summary:
      'Gives the addresses that the app is set up with, what is done on its side, and where both flows are tried.',
    permission: 'apps.read',
    answers: one(ourSideAnswer),
    run: ourSide,
  },
  {
    route: 'GET /admin/v1/apps/{appId}/certificates',
    summary: 'Tells what the certificates of an app say, and when they end.',
    permission: 'apps.read',
    answers: one(certificatesAnswer),
    run: certificates,
  },
];
