import {
  type App,
  type AppFields,
  appIdOf,
  appKey,
  appPartition,
  appsIn,
  NAME_ID_FORMATS,
  type NameIdFormat,
  type Principal,
} from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import { readSpMetadata } from '../saml/sp-metadata.ts';
import { addressesOf } from '../sign-in/ports.ts';
import type { ConditionFailed } from '../table/table.ts';
import { checkedApp, checkWhole } from './app-fields.ts';
import { sweepAssignments } from './assignments.ts';
import {
  type Answered,
  type Call,
  checkVersion,
  commitOr,
  differenceOf,
  eventOf,
  foundOr404,
  listOf,
  merged,
  type Operation,
  pageOf,
} from './operation.ts';
import { appPatchSchema, metadataSchema, newAppSchema } from './schemas.ts';
import { prefixOf } from './users.ts';

type NewApp = Partial<AppFields> & Pick<AppFields, 'name' | 'entityId' | 'acs'>;

const DEFAULTS = {
  kind: 'saml',
  enabled: true,
  signingCertificates: [],
  requestsSigned: false,
  signAssertion: true,
  signResponse: false,
  nameIdFormat: 'persistent',
  attributes: [],
  idpInitiated: false,
  overrideRelayState: false,
} as const satisfies Partial<App>;

const appIn = async ({ params, ports }: Call<never>): Promise<App> =>
  foundOr404(await appsIn(ports.table).find(params['appId'] ?? ''));

const answer = (app: App, status: Answered['status'] = 200): Answered => ({
  status,
  body: app,
  version: app.version,
  ...(status === 201 ? { location: `/admin/v1/apps/${app.id}` } : {}),
});

const taken = (): Refusal =>
  new Refusal('ALREADY_EXISTS', 'uniqueness', {
    faults: [{ pointer: '/entityId', detail: 'There is an app of this entity ID.' }],
  });
const stale = (_failed: ConditionFailed): Refusal =>
  new Refusal('VERSION_STALE', 'the app was changed by somebody else');

async function register(call: Call<never>, fields: NewApp): Promise<Answered> {
  const { ports } = call;
  if (fields.entityId.startsWith('urn:amazon:webservices') && !fields.entityId.includes('clientvpn')) {
    throw new Refusal('INPUT_INVALID', 'AWS is no app of this kind', {
      faults: [{ pointer: '/entityId', detail: 'AWS accounts are added under /admin/v1/aws/accounts.' }],
    });
  }
  const at = ports.now().toISOString();
  const app: App = {
    ...DEFAULTS,
    ...checkedApp(fields, ports.baseUrl),
    id: appIdOf(fields.entityId),
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  checkWhole(app);
  await sweepAssignments(ports.table, appPartition(app.id), appKey(app.id));
  const event = eventOf(call, 'app.create', `APP#${app.id}`, { after: { ...app } });
  await commitOr(ports.table, [...appsIn(ports.table).creating(app), event], taken);
  return answer(app, 201);
}

/** Registers a service provider as its metadata describes it; what metadata does not say has Samlet's defaults. */
async function registerByMetadata(call: Call<{ xml: string; name?: string }>): Promise<Answered> {
  const metadata = readSpMetadata(call.body.xml, { now: call.ports.now() });
  const [encryptionCertificate] = metadata.encryptionCertificates;
  return register(call as Call<never>, {
    name: call.body.name ?? metadata.displayName ?? metadata.entityId.slice(0, 128),
    entityId: metadata.entityId,
    acs: metadata.acs,
    ...(metadata.logout ? { logout: metadata.logout } : {}),
    signingCertificates: metadata.signingCertificates,
    ...(encryptionCertificate ? { encryptionCertificate } : {}),
    requestsSigned: metadata.requestsSigned,
    ...nameIdFormatIn(metadata.nameIdFormats),
  });
}

/** The first of the formats that the metadata wishes for and that we issue. */
function nameIdFormatIn(wished: readonly string[]): { nameIdFormat?: NameIdFormat } {
  const known = Object.entries(NAME_ID_FORMATS).filter(([, uri]) => wished.includes(uri));
  const [first] = known.toSorted(([, a], [, b]) => wished.indexOf(a) - wished.indexOf(b));
  return first ? { nameIdFormat: first[0] as NameIdFormat } : {};
}

async function update(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const before = await appIn(call);
  checkVersion(version, before);
  const patch = checkedApp(call.body as Partial<AppFields>, ports.baseUrl);
  const after: App = { ...merged(before, patch), updatedAt: ports.now().toISOString(), version: before.version + 1 };
  checkWhole(after);
  const event = eventOf(call, 'app.update', `APP#${before.id}`, differenceOf(before, after));
  await commitOr(ports.table, [...appsIn(ports.table).changing(before, after), event], stale);
  return answer(after);
}

async function remove(call: Call<never>): Promise<Answered> {
  const { ports, version } = call;
  const app = await appIn(call);
  checkVersion(version, app);
  const event = eventOf(call, 'app.delete', `APP#${app.id}`, { before: { name: app.name, entityId: app.entityId } });
  await commitOr(ports.table, [...appsIn(ports.table).deleting(app), event], stale);
  await sweepAssignments(ports.table, appPartition(app.id), appKey(app.id));
  return { status: 204 };
}

const PRINCIPALS: ReadonlyMap<string, Principal['type']> = new Map([
  ['users', 'USER'],
  ['groups', 'GROUP'],
]);

/** The user or group that a path names. */
export function principalIn({ params }: Call<never>): Principal {
  const type = PRINCIPALS.get(params['principals'] ?? '');
  if (!type) throw new Refusal('NOT_FOUND', 'users or groups', { given: params['principals'] });
  return { type, id: params['principalId'] ?? '' };
}

async function assign(call: Call<never>): Promise<Answered> {
  const { ports, params } = call;
  const appId = params['appId'] ?? '';
  const principal = principalIn(call);
  const event = eventOf(call, 'app.assign', `APP#${appId}`, { after: { ...principal } });
  const writes = [...appsIn(ports.table).assigning(appId, principal, ports.now().toISOString()), event];
  await commitOr(
    ports.table,
    writes,
    () => new Refusal('NOT_FOUND', 'no such app, user or group', { appId, ...principal }),
  );
  return { status: 204 };
}

async function unassign(call: Call<never>): Promise<Answered> {
  const { ports, params } = call;
  const appId = params['appId'] ?? '';
  const principal = principalIn(call);
  const event = eventOf(call, 'app.unassign', `APP#${appId}`, { before: { ...principal } });
  await commitOr(
    ports.table,
    [...appsIn(ports.table).unassigning(appId, principal), event],
    () => new Refusal('NOT_FOUND', 'no such assignment', { appId }),
  );
  return { status: 204 };
}

/** What the app's administrator must be told of us. */
async function ourSide(call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const app = await appIn(call);
  const { sso, slo, metadata, certificate } = addressesOf(ports.baseUrl);
  return {
    body: {
      loginUrl: sso,
      logoutUrl: slo,
      metadataUrl: `${metadata}/${app.id}`,
      certificateUrl: certificate,
      ...(app.idpInitiated ? { launchUrl: `${ports.baseUrl}/go/apps/${app.id}` } : {}),
    },
  };
}

/** Operations on apps and their assignments. */
export const APP_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/apps',
    summary: 'Lists apps in order of name; `name` chooses those whose name begins so.',
    scope: 'read',
    pages: true,
    run: async (call) => listOf(await appsIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'name') })),
  },
  {
    route: 'POST /admin/v1/apps',
    summary: 'Registers an app by its fields.',
    scope: 'write',
    body: newAppSchema,
    run: (call) => register(call, call.body),
  },
  {
    route: 'POST /admin/v1/apps/metadata',
    summary: 'Registers an app by its SAML metadata.',
    scope: 'write',
    body: metadataSchema,
    run: registerByMetadata,
  },
  {
    route: 'GET /admin/v1/apps/{appId}',
    summary: 'Gives an app.',
    scope: 'read',
    run: async (call) => answer(await appIn(call)),
  },
  {
    route: 'PATCH /admin/v1/apps/{appId}',
    summary: 'Changes fields of an app; `null` takes one away.',
    scope: 'write',
    body: appPatchSchema,
    needsVersion: true,
    run: update,
  },
  {
    route: 'DELETE /admin/v1/apps/{appId}',
    summary: 'Deletes an app with its assignments.',
    scope: 'write',
    needsVersion: true,
    run: remove,
  },
  {
    route: 'GET /admin/v1/apps/{appId}/idp',
    summary: 'Gives the addresses that the app is set up with.',
    scope: 'read',
    run: ourSide,
  },
  {
    route: 'GET /admin/v1/apps/{appId}/assignments',
    summary: 'Lists the users and groups that an app is assigned to.',
    scope: 'read',
    pages: true,
    run: async (call) => {
      const app = await appIn(call);
      return listOf(await appsIn(call.ports.table).assignments(app.id, pageOf(call)));
    },
  },
  {
    route: 'PUT /admin/v1/apps/{appId}/assignments/{principals}/{principalId}',
    summary: 'Assigns an app to a user (`users`) or group (`groups`).',
    scope: 'write',
    run: assign,
  },
  {
    route: 'DELETE /admin/v1/apps/{appId}/assignments/{principals}/{principalId}',
    summary: 'Takes an assignment away.',
    scope: 'write',
    run: unassign,
  },
];
