import { type App, type AppFields, appIdOf, appsIn } from '../apps/app.ts';
import { APP_DEFAULTS, checkedApp } from '../apps/app-fields.ts';
import { releasedAttributes, releasedNameId } from '../apps/release.ts';
import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { firstSettings, SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import type { Table } from '../table/table.ts';
import { type User, usersIn } from '../users/user.ts';
import { one } from './answers.ts';
import { appPreviewAnswer, previewSchema } from './app-schemas.ts';
import { appIn } from './apps.ts';
import type { AdminPorts, Answered, Call, Operation, QueryParameter } from './operation.ts';
import { id } from './text-schemas.ts';

/** The user for whom something is previewed. */
export const PREVIEWED: Readonly<Record<'userId', QueryParameter>> = {
  userId: { description: 'The user whom the assertion would be about.', schema: id, isRequired: true },
};

/** The user that the query names. @throws {Refusal} INPUT_INVALID for one who does not exist */
export const previewedUser = ({ ports, query }: Call<never>): Promise<User> =>
  userFor(query.get('userId') ?? '', ports);

async function userFor(userId: string, { table }: AdminPorts): Promise<User> {
  const user = await usersIn(table).find(userId);
  if (user) return user;
  throw new Refusal('INPUT_INVALID', 'no such user', {
    faults: [{ pointer: '/userId', detail: 'There is no such user.' }],
  });
}

/** What an app would be told of a user, whether or not it is assigned to them, and what is to be said to that. */
async function previewOf(app: App, user: User, { table, now, baseUrl }: AdminPorts): Promise<Answered> {
  const groupIds = await groupsIn(table).ofUser(user.id);
  const groups = await groupsIn(table).findMany(groupIds);
  const principals = [
    { type: 'USER', id: user.id } as const,
    ...groupIds.map((groupId) => ({ type: 'GROUP', id: groupId }) as const),
  ];
  const isAssigned = await appsIn(table).isAssigned(app.id, principals);
  const names = new Map(groups.map((group) => [group.id, group.displayName]));
  const [nameId, attributes] = [releasedNameId(app, user), releasedAttributes(app.attributes, user, names)];
  const [{ findingsOf }, { previewChecks }, { presetOf }] = await Promise.all([
    import('../apps/findings.ts'),
    import('./preview-checks.ts'),
    import('../apps/catalogue/catalogue.ts'),
  ]);
  const relayState = app.idpInitiated || app.overrideRelayState ? app.relayState : undefined;
  return {
    body: {
      isAssigned,
      audience: app.entityId,
      nameId,
      attributes,
      ...(relayState === undefined ? {} : { relayState }),
      findings: findingsOf({ app, user, isAssigned, nameId, attributes }, presetOf(app.presetId ?? '')),
      checks: previewChecks(
        { app, nameId, attributes, ...(relayState === undefined ? {} : { relayState }) },
        { issuer: await issuerOf(table, baseUrl), now: now() },
      ),
    },
  };
}

/** Who we are in assertions; before the first start, who we would be. */
export async function issuerOf(table: Table, baseUrl: string): Promise<string> {
  const [item] = await table.findAll([SETTINGS_KEY]);
  return (settingsOf(item) ?? firstSettings(baseUrl)).entityId;
}

async function preview(call: Call<never>): Promise<Answered> {
  const [app, user] = await Promise.all([appIn(call), previewedUser(call)]);
  if (app.kind === 'aws') {
    throw new Refusal('CONFLICT', 'AWS is told of roles', {
      faults: [{ pointer: '', detail: 'AWS is told of one role: preview that.' }],
    });
  }
  return previewOf(app, user, call.ports);
}

/** A form that is not sent yet; what it does not say has the default that it would have. */
async function previewDraft(
  call: Call<{ app: Partial<AppFields> & Pick<AppFields, 'entityId'>; userId: string }>,
): Promise<Answered> {
  const { body, ports } = call;
  const user = await userFor(body.userId, ports);
  const at = ports.now().toISOString();
  const app: App = {
    ...APP_DEFAULTS,
    name: body.app.entityId,
    acs: [],
    ...checkedDraft(body.app, ports.baseUrl),
    kind: 'saml',
    id: appIdOf(body.app.entityId),
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  return previewOf(app, user, ports);
}

function checkedDraft<T extends Partial<AppFields> & Pick<AppFields, 'entityId'>>(app: T, baseUrl: string): T {
  try {
    return checkedApp(app, { baseUrl, entityId: app.entityId });
  } catch (error) {
    if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
    const faults = error.faults.map(({ pointer, detail }) => ({ pointer: `/app${pointer}`, detail }));
    throw new Refusal(error.code, error.message, { faults });
  }
}

/** Operations that show what an app is told. */
export const APP_VIEW_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/apps/{appId}/preview',
    summary: 'Shows what the app would be told of a user; a transient NameID is new each time.',
    permission: 'apps.read',
    query: PREVIEWED,
    answers: one(appPreviewAnswer),
    run: preview,
  },
  {
    route: 'POST /admin/v1/apps/preview',
    summary: 'Shows what an app would be told of a user if it were as it is sent here; nothing is kept.',
    permission: 'apps.read',
    body: previewSchema,
    example: {
      app: {
        entityId: 'https://wiki.example.org/saml/metadata',
        attributes: [{ name: 'mail', source: { from: 'profile', field: 'email' } }],
      },
      userId: 'abcdefghijklmnopqrstuvwxyz',
    },
    answers: one(appPreviewAnswer),
    run: previewDraft,
  },
];
