import { type App, appKey, appOf } from '../../shared/apps/app.ts';
import { Refusal } from '../../shared/base/refusal.ts';
import { text } from '../../shared/http/reply.ts';
import type { Handler } from '../../shared/http/web.ts';
import { pemOf } from '../../shared/keys/certificate.ts';
import { type KeyRing, KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import { writeMetadata } from '../../shared/saml/metadata.ts';
import { addressesOf } from '../../shared/sign-in/ports.ts';
import { SETTINGS_KEY, settingsOf } from '../../shared/sign-in/settings.ts';
import { brandingRoutes } from './branding.ts';
import { NAME_ID_FORMATS } from '../../shared/apps/app.ts';
import type { Table } from '../../shared/table/table.ts';

interface Sources {
  readonly table: Table;
  readonly baseUrl: string;
}

/** Public documents change with a key's roll-over alone; a minute in a cache does no harm. */
const PUBLIC = { 'cache-control': 'public, max-age=60' };

/** Our metadata (for all apps, or for one), and the certificates that apps are given. */
export const metadataRoutes = (sources: Sources): Readonly<Record<string, Handler>> => ({
  'GET /saml/metadata': async () => metadataReply(await foundations(sources), sources, 'samlet-metadata.xml'),

  'GET /saml/metadata/{appId}': async ({ params }) => {
    const appId = params['appId'] ?? '';
    if (!/^[a-z2-7]{26}$/.test(appId)) throw new Refusal('NOT_FOUND', 'no such app', { appId });
    const { app, ...found } = await foundations(sources, appId);
    if (!app?.enabled) throw new Refusal('NOT_FOUND', 'no such app', { appId });
    return metadataReply({ ...found, app }, sources, `samlet-metadata-${appId}.xml`);
  },

  'GET /saml/certificate': async () =>
    certificateReply((await foundations(sources)).keyRing.active.certificate, 'samlet.pem'),
  'GET /saml/certificate/next': async () =>
    certificateReply((await foundations(sources)).keyRing.next.certificate, 'samlet-next.pem'),
  ...brandingRoutes(sources),
});

interface Foundations {
  readonly keyRing: KeyRing;
  readonly entityId: string;
  readonly app?: App;
}

/** @throws {Refusal} NOT_READY until the first sign-in page was asked for: `sso` makes the certificates, we cannot sign */
async function foundations({ table }: Sources, appId?: string): Promise<Foundations> {
  const keys = [KEY_RING_KEY, SETTINGS_KEY, ...(appId ? [appKey(appId)] : [])];
  const [ringItem, settingsItem, appItem] = await table.findAll(keys);
  const keyRing = keyRingOf(ringItem);
  const settings = settingsOf(settingsItem);
  if (!keyRing || !settings) throw new Refusal('NOT_READY', 'the certificates are not made yet');
  const app = appOf(appItem);
  return { keyRing, entityId: settings.entityId, ...(app ? { app } : {}) };
}

function metadataReply({ keyRing, entityId, app }: Foundations, { baseUrl }: Sources, fileName: string) {
  const { sso, slo } = addressesOf(baseUrl);
  const xml = writeMetadata({
    entityId,
    ssoUrl: sso,
    sloUrl: slo,
    certificates: [keyRing.active.certificate, keyRing.next.certificate],
    wantAuthnRequestsSigned: app?.requestsSigned ?? false,
    nameIdFormats: app ? [NAME_ID_FORMATS[app.nameIdFormat]] : Object.values(NAME_ID_FORMATS),
  });
  return text(xml, 'application/samlmetadata+xml', {
    ...PUBLIC,
    'content-disposition': `inline; filename="${fileName}"`,
  });
}

const certificateReply = (certificate: string, fileName: string) =>
  text(pemOf(certificate), 'application/x-pem-file', {
    ...PUBLIC,
    'content-disposition': `attachment; filename="${fileName}"`,
  });
