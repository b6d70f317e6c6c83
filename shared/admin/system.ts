import { eventsOfHour } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { KEY_RING_KEY, keyRingOf } from '../keys/key-ring.ts';
import { addressesOf } from '../sign-in/ports.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import { listApiTokens, newApiToken, revokingToken, type Scope } from './api-token.ts';
import { type Answered, type Call, commitOr, eventOf, listOf, type Operation, pageOf } from './operation.ts';
import { newTokenSchema } from './schemas.ts';

async function createToken(call: Call<{ name: string; scopes: Scope[]; days?: number }>): Promise<Answered> {
  const { ports, body, actor } = call;
  const createdBy = actor.type === 'anonymous' ? '' : actor.id;
  const { text, token, write } = newApiToken({ ...body, days: body.days ?? 90, createdBy }, ports);
  await ports.table.commit([write, eventOf(call, 'api-token.create', `APITOKEN#${token.id}`, { after: { ...token } })]);
  return { status: 201, body: { ...token, token: text }, location: `/admin/v1/api-tokens/${token.id}` };
}

async function revokeToken(call: Call<never>): Promise<Answered> {
  const { ports, params } = call;
  const id = params['tokenId'] ?? '';
  const event = eventOf(call, 'api-token.revoke', `APITOKEN#${id}`);
  await commitOr(ports.table, [revokingToken(id), event], () => new Refusal('NOT_FOUND', 'no such token', { id }));
  return { status: 204 };
}

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
      certificates: { active: ring.active.certificate, next: ring.next.certificate },
    },
  };
}

async function events({ ports, query }: Call<never>): Promise<Answered> {
  const hour = query.get('hour') ?? ports.now().toISOString().slice(0, 13);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}$/.test(hour)) {
    throw new Refusal('INPUT_INVALID', 'hour', {
      faults: [{ pointer: '/hour', detail: 'An hour in UTC, as 2026-11-24T15.' }],
    });
  }
  return { body: { items: await eventsOfHour(ports.table, hour) } };
}

/** Operations on tokens, keys and the audit log. */
export const SYSTEM_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/api-tokens',
    summary: 'Lists API tokens, without their secrets.',
    scope: 'read',
    pages: true,
    run: async (call) => listOf(await listApiTokens(call.ports.table, pageOf(call))),
  },
  {
    route: 'POST /admin/v1/api-tokens',
    summary: 'Makes an API token; its text is shown this once.',
    scope: 'write',
    body: newTokenSchema,
    run: createToken,
  },
  {
    route: 'DELETE /admin/v1/api-tokens/{tokenId}',
    summary: 'Ends an API token at once.',
    scope: 'write',
    run: revokeToken,
  },
  {
    route: 'GET /admin/v1/identity',
    summary: 'Gives our entity ID, addresses and certificates.',
    scope: 'read',
    run: identity,
  },
  {
    route: 'GET /admin/v1/audit/events',
    summary: 'Lists the audit events of one hour (`hour`, in UTC; the present one by default).',
    scope: 'read',
    run: events,
  },
];
