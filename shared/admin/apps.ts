import { type App, type AppFields, appIdOf, appKey, appPartition, appsIn } from '../apps/app.ts';
import { followingAddress, metadataStatesIn } from '../apps/metadata/state.ts';
import { awsAccountsIn } from '../aws-access/aws-accounts.ts';
import { isSignInUrl, partitionOfAudience } from '../aws-access/partition.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import { policiesIn } from '../policy/policies.ts';
import { created, done, pages, versioned } from './answers.ts';
import { APP_DEFAULTS, checkedApp, checkWhole } from '../apps/app-fields.ts';
import { appAnswer, appPatchSchema, newAppSchema } from './app-schemas.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged, refuseTooLarge, stale } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { listOf, pageOf, prefixOf, prefixParameter } from './paging.ts';
import { type NewPolicy, policyWrites, withPolicy } from './policies.ts';
import { removeAssignments } from './removal.ts';

/** What a new app must say. */
export type NewApp = Partial<AppFields> & Pick<AppFields, 'name' | 'entityId' | 'acs'>;

/** The app that the path names, or NOT_FOUND. */
export const appIn = async (call: Call<never>): Promise<App> =>
  foundOr404(await appsIn(call.ports.table).find(param(call, 'appId')));

/** An app as the API answers it. */
export const appAnswered = (app: App): Answered => ({ body: app, version: app.version });

const refused = (faults: readonly Fault[]): Refusal => new Refusal('INPUT_INVALID', 'the app is not right', { faults });

const taken = (): Refusal =>
  new Refusal('ALREADY_EXISTS', 'uniqueness', {
    faults: [{ pointer: '/entityId', detail: 'There is an app of this entity ID.' }],
  });

/**
 * Registers an app, and with it the policy that it may bring.
 *
 * @throws {Refusal} INPUT_INVALID, ALREADY_EXISTS, VERSION_STALE if the policies were changed at this moment
 */
export async function register(
  call: Call<never>,
  { policy, ...fields }: NewApp & { readonly policy?: Omit<NewPolicy, 'apps'> },
): Promise<Answered> {
  const { table, now, baseUrl } = call.ports;
  if (fields.entityId.startsWith('urn:amazon:webservices') && !fields.entityId.includes('clientvpn'))
    throw refused([{ pointer: '/entityId', detail: 'AWS accounts are added under /admin/v1/aws/accounts.' }]);
  const at = now().toISOString();
  const app: App = {
    ...APP_DEFAULTS,
    ...checkedApp(fields, { baseUrl, entityId: fields.entityId }),
    kind: 'saml',
    id: appIdOf(fields.entityId),
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  checkWhole(app);
  refuseTooLarge(app);
  if (!(await appsIn(table).find(app.id))) await removeAssignments(table, appPartition(app.id), appKey(app.id));
  const its = policy ? await policyOfApp(call, app.id, policy) : undefined;
  const event = eventOf(call, 'app.create', `APP#${app.id}`, {
    after: { ...app, ...(its ? { policy: its.policy } : {}) },
  });
  const creating = [...appsIn(table).creating(app), ...followingAddress(table, undefined, app, now())];
  await commitOr(table, [...creating, ...(its ? [its.write] : []), event], ({ index }) =>
    index < creating.length ? taken() : stale(),
  );
  return { ...appAnswered(app), location: `/admin/v1/apps/${app.id}` };
}

/** The policy of a new app alone, last before the default, and the write that adds it. */
async function policyOfApp(call: Call<never>, appId: string, fields: Omit<NewPolicy, 'apps'>) {
  if (!call.caller.permissions.has('policies.write')) throw new Refusal('FORBIDDEN', 'the caller keeps no policies');
  const before = await policiesIn(call.ports.table).find();
  const { policies, policy } = withPolicy(before, { ...fields, apps: [appId] }, call.ports.ids.id(), '/policy');
  return { policy, write: await policyWrites(call, before, policies) };
}

/** Changes an app that is registered. @throws {Refusal} INPUT_INVALID, VERSION_STALE */
export async function change(call: Call<never>, patch: Readonly<Record<string, unknown>>): Promise<Answered> {
  const { table, now, baseUrl } = call.ports;
  const before = await appIn(call);
  checkVersion(call.versions, before);
  checkAwsPatch(before, patch);
  const checked = checkedApp(patch as Partial<AppFields>, { baseUrl, entityId: before.entityId });
  const after: App = {
    ...merged(before, checked as Record<string, unknown>, APP_DEFAULTS),
    updatedAt: now().toISOString(),
    version: before.version + 1,
  };
  checkWhole(after);
  refuseTooLarge(after);
  const event = eventOf(call, 'app.update', `APP#${before.id}`, differenceOf(before, after));
  const following = followingAddress(table, before, after, now());
  await commitOr(table, [...appsIn(table).changing(before, after), ...following, event], stale);
  return appAnswered(after);
}

/** What may be changed of AWS as an app: the rest follows from the accounts, their roles and assignments. */
const OF_AWS = new Set(['name', 'description', 'notes', 'enabled', 'acs']);

/** An AWS assertion goes to AWS alone, whoever edits the app. */
function checkAwsPatch({ kind, entityId }: App, patch: Readonly<Record<string, unknown>>): void {
  if (kind !== 'aws') return;
  const partition = partitionOfAudience(entityId) ?? 'aws';
  const fixed = Object.keys(patch)
    .filter((field) => !OF_AWS.has(field))
    .map((field) => ({ pointer: `/${field}`, detail: 'This follows from the AWS accounts and cannot be set.' }));
  const elsewhere = ((patch['acs'] ?? []) as AppFields['acs']).flatMap(({ url }, index) =>
    isSignInUrl(partition, url)
      ? []
      : [{ pointer: `/acs/${index}/url`, detail: `This is no sign-in endpoint of the partition ${partition}.` }],
  );
  if (fixed.length + elsewhere.length > 0) throw refused([...fixed, ...elsewhere]);
}

/**
 * The app goes first: from then on nobody gets in. Its assignments follow; a call that died in between is finished by
 * another, also when the app itself is gone already.
 */
async function remove(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const id = param(call, 'appId');
  const app = await appsIn(ports.table).find(id);
  if (app) {
    checkVersion(versions, app);
    await refuseIfNeeded(app, call);
    const event = eventOf(call, 'app.delete', `APP#${id}`, { before: { name: app.name, entityId: app.entityId } });
    const forgetting = app.metadataUrl ? metadataStatesIn(ports.table).removing(id) : [];
    await commitOr(ports.table, [...appsIn(ports.table).deleting(app), ...forgetting, event], stale);
  }
  const swept = await removeAssignments(ports.table, appPartition(id), appKey(id));
  if (!app && swept === 0) throw new Refusal('NOT_FOUND', 'no such app', { id });
  return {};
}

/** The app of a partition stays as long as an account of the partition does: without it no role can be taken. */
async function refuseIfNeeded({ kind, entityId }: App, { ports }: Call<never>): Promise<void> {
  if (kind !== 'aws') return;
  const partition = partitionOfAudience(entityId);
  let after: string | undefined;
  do {
    const page = await awsAccountsIn(ports.table).list({ limit: 200, ...(after ? { after } : {}) });
    if (page.items.some((account) => account.partition === partition)) {
      throw new Refusal('CONFLICT', 'the partition has accounts', {
        faults: [{ pointer: '', detail: 'AWS accounts need this app: delete them first, or disable the app.' }],
      });
    }
    after = page.next;
  } while (after);
}

/** Whoever is confined to some apps is shown those; a page may hold fewer than it might, or none. */
async function list(call: Call<never>): Promise<Answered> {
  const { apps } = call.caller;
  const { items, ...rest } = await appsIn(call.ports.table).list({ ...pageOf(call), ...prefixOf(call, 'name') });
  return listOf({ ...rest, items: apps ? items.filter(({ id }) => apps.has(id)) : items });
}

/** Fields of an app that say where assertions go, and whose word is taken for the app's; published metadata says both. */
const DOORS = [
  'entityId',
  'acs',
  'logout',
  'requestsSigned',
  'signingCertificates',
  'encryptionCertificate',
  'metadataUrl',
];

/** Operations on apps. */
export const APP_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/apps',
    summary: 'Lists apps in order of name.',
    permission: 'apps.read',
    query: { name: prefixParameter('Chooses apps whose name begins so.') },
    answers: pages(appAnswer),
    run: list,
  },
  {
    route: 'POST /admin/v1/apps',
    summary: 'Registers an app by its fields, and in the same step the policy that is to hold for it.',
    permission: 'apps.create',
    body: newAppSchema,
    example: {
      name: 'Wiki',
      entityId: 'https://wiki.example.org/saml/metadata',
      acs: [{ url: 'https://wiki.example.org/saml/acs', index: 0, isDefault: true }],
      nameIdFormat: 'emailAddress',
      attributes: [
        { name: 'mail', source: { from: 'profile', field: 'email' } },
        { name: 'groups', source: { from: 'groups' } },
      ],
      policy: { name: 'Wiki', groups: 'all', firstFactor: 'password' },
    },
    answers: created(appAnswer),
    run: (call) => register(call, call.body),
  },
  {
    route: 'GET /admin/v1/apps/{appId}',
    summary: 'Gives an app.',
    permission: 'apps.read',
    answers: versioned(appAnswer),
    run: async (call) => appAnswered(await appIn(call)),
  },
  {
    route: 'PATCH /admin/v1/apps/{appId}',
    summary: 'Changes fields of an app; `null` takes one away, or back to its default. Lists are replaced as a whole.',
    permission: 'apps.write',
    isSensitive: DOORS,
    body: appPatchSchema,
    example: { enabled: false },
    needsVersion: true,
    answers: versioned(appAnswer),
    run: (call) => change(call, call.body),
  },
  {
    route: 'DELETE /admin/v1/apps/{appId}',
    summary: 'Deletes an app with its assignments.',
    permission: 'apps.write',
    isSensitive: true,
    needsVersion: true,
    answers: done,
    run: remove,
  },
];
