import { certificateFacts } from '../apps/app-certificate.ts';
import { Refusal } from '../base/refusal.ts';
import { pemOf } from '../keys/certificate.ts';
import { KEY_RING_KEY, keyRingOf } from '../keys/key-ring.ts';
import { addressesOf } from '../sign-in/ports.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import { one } from './answers.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { identityAnswer } from './system-schemas.ts';

/** Our own side: who we are to every app, and the certificates that may sign. */
async function identity({ ports }: Call<never>): Promise<Answered> {
  const [settingsItem, ringItem] = await ports.table.findAll([SETTINGS_KEY, KEY_RING_KEY]);
  const settings = settingsOf(settingsItem);
  const ring = keyRingOf(ringItem);
  if (!settings || !ring) throw new Refusal('NOT_READY', 'the certificates are not made yet');
  const { sso, slo, metadata, certificate } = addressesOf(ports.baseUrl);
  return {
    body: {
      entityId: settings.entityId,
      loginUrl: sso,
      logoutUrl: slo,
      metadataUrl: metadata,
      certificateUrl: certificate,
      certificates: { active: shown(ring.active.certificate), next: shown(ring.next.certificate) },
    },
  };
}

function shown(der: string) {
  const { use: _signing, ...facts } = certificateFacts(der, 'signing');
  return { ...facts, pem: pemOf(der) };
}

/** Operations on what Samlet is. */
export const SYSTEM_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/identity',
    summary: 'Gives our entity ID, addresses and certificates.',
    permission: 'identity.read',
    answers: one(identityAnswer),
    run: identity,
  },
];
