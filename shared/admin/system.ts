import * as z from 'zod/mini';
import { certificateFacts } from '../apps/app-certificate.ts';
import { pageOfHour } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { pemOf } from '../keys/certificate.ts';
import { KEY_RING_KEY, keyRingOf } from '../keys/key-ring.ts';
import { addressesOf } from '../sign-in/ports.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import { one, pages } from './answers.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { listOf, pageOf } from './paging.ts';
import { eventAnswer, identityAnswer } from './system-schemas.ts';

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

const HOUR = z
  .string()
  .check(
    z.refine(
      (hour) => /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(hour) && !Number.isNaN(Date.parse(`${hour}:00:00Z`)),
      'An hour in UTC, as 2026-11-24T15.',
    ),
  );

async function events(call: Call<never>): Promise<Answered> {
  const { ports, query } = call;
  const hour = query.get('hour') ?? ports.now().toISOString().slice(0, 13);
  return listOf(await pageOfHour(ports.table, hour, pageOf(call)));
}

/** Operations on what Samlet is, and what was done with it. */
export const SYSTEM_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/identity',
    summary: 'Gives our entity ID, addresses and certificates.',
    permission: 'identity.read',
    answers: one(identityAnswer),
    run: identity,
  },
  {
    route: 'GET /admin/v1/audit/events',
    summary: 'Lists the audit events of one hour, oldest first.',
    permission: 'audit.read',
    query: {
      hour: { description: 'The hour in UTC, as 2026-11-24T15; the present one if it is not said.', schema: HOUR },
    },
    answers: pages(eventAnswer),
    run: events,
  },
];
