import { appsIn } from '../apps/app.ts';
import { certificateFacts } from '../apps/app-certificate.ts';
import { releasedAttributes, releasedNameId } from '../apps/release.ts';
import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import { addressesOf } from '../sign-in/ports.ts';
import { SETTINGS_KEY, settingsOf } from '../sign-in/settings.ts';
import { type User, usersIn } from '../users/user.ts';
import { one } from './answers.ts';
import { appPreviewAnswer, certificatesAnswer, ourSideAnswer } from './app-schemas.ts';
import { appIn } from './apps.ts';
import type { Answered, Call, Operation, QueryParameter } from './operation.ts';
import { id } from './text-schemas.ts';

/** The user for whom something is previewed. */
export const PREVIEWED: Readonly<Record<'userId', QueryParameter>> = {
  userId: { description: 'The user whom the assertion would be about.', schema: id, isRequired: true },
};

/** The user that the query names. @throws {Refusal} INPUT_INVALID for one who does not exist */
export async function previewedUser({ ports, query }: Call<never>): Promise<User> {
  const user = await usersIn(ports.table).find(query.get('userId') ?? '');
  if (user) return user;
  throw new Refusal('INPUT_INVALID', 'no such user', {
    faults: [{ pointer: '/userId', detail: 'There is no such user.' }],
  });
}

/** What an app would be told of a user, whether or not it is assigned to them. */
async function preview(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const [app, user] = await Promise.all([appIn(call), previewedUser(call)]);
  if (app.kind === 'aws') {
    throw new Refusal('CONFLICT', 'AWS is told of roles', {
      faults: [{ pointer: '', detail: 'AWS is told of one role: preview that.' }],
    });
  }
  const groupIds = await groupsIn(table).ofUser(user.id);
  const groups = await groupsIn(table).findMany(groupIds);
  const principals = [
    { type: 'USER', id: user.id } as const,
    ...groupIds.map((groupId) => ({ type: 'GROUP', id: groupId }) as const),
  ];
  const isAssigned = await appsIn(table).isAssigned(app.id, principals);
  const relayState = app.idpInitiated || app.overrideRelayState ? app.relayState : undefined;
  return {
    body: {
      isAssigned,
      audience: app.entityId,
      nameId: releasedNameId(app, user),
      attributes: releasedAttributes(
        app.attributes,
        user,
        new Map(groups.map((group) => [group.id, group.displayName])),
      ),
      ...(relayState === undefined ? {} : { relayState }),
    },
  };
}

/** What the app's administrator must be told of us. */
async function ourSide(call: Call<never>): Promise<Answered> {
  const { table, baseUrl } = call.ports;
  const app = await appIn(call);
  const settings = settingsOf((await table.findAll([SETTINGS_KEY]))[0]);
  const { sso, slo, metadata, certificate } = addressesOf(baseUrl);
  return {
    body: {
      ...(settings ? { entityId: settings.entityId } : {}),
      loginUrl: sso,
      logoutUrl: slo,
      metadataUrl: `${metadata}/${app.id}`,
      certificateUrl: certificate,
      ...(app.idpInitiated && app.kind === 'saml' ? { launchUrl: `${baseUrl}/go/apps/${app.id}` } : {}),
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

/** Operations that show what an app is told, and what it must be told of us. */
export const APP_VIEW_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/apps/{appId}/idp',
    summary: 'Gives the addresses that the app is set up with.',
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
  {
    route: 'GET /admin/v1/apps/{appId}/preview',
    summary: 'Shows what the app would be told of a user; a transient NameID is new each time.',
    permission: 'apps.read',
    query: PREVIEWED,
    answers: one(appPreviewAnswer),
    run: preview,
  },
];
