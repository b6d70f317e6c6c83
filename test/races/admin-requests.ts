import { policiesIn } from '../../shared/policy/policies.ts';
import { SETTINGS_KEY } from '../../shared/settings/section.ts';
import { suppressing } from '../../shared/mail/suppression.ts';
import { importCreating, newImport } from '../../shared/provisioning/import.ts';
import { jobCreating, newJob } from '../../shared/provisioning/job.ts';
import { metadataStatesIn } from '../../shared/apps/metadata/state.ts';
import { lettingIn } from '../../shared/sessions/console-session.ts';
import { newSession, sessionsIn } from '../../shared/sessions/session.ts';
import {
  accountId,
  api,
  arnsIn,
  asPrincipal,
  AT,
  type Given,
  type Made,
  type Making,
  name,
  newAccount,
  newApp,
  newGroup,
  newRole,
  ROLE_ASSIGNMENT,
  type Scene,
} from './scene.ts';

/** An operation on something that is prepared first. */
const operation =
  (route: string, given: (scene: Scene) => Promise<Given>): Making =>
  async (scene) => {
    const prepared = await given(scene);
    scene.begin();
    return api(scene.watched, route, prepared);
  };

const ofUser = async ({ world }: Scene): Promise<Given & { params: { userId: string } }> => {
  const { id, version } = await world.user(name());
  return { params: { userId: id }, version };
};
/** A session of a user, beside the API. */
async function openSession({ world: { table, ports } }: Scene, userId: string): Promise<string> {
  const { session } = newSession(
    { userId, proofs: [], epoch: 0, tenantEpoch: 0, seconds: 600, userAgent: 'test', network: '192.0.2.0/24' },
    ports,
  );
  await table.commit([sessionsIn(table).creating(session)]);
  return session.id;
}

const ofGroup = async (scene: Scene): Promise<Given> => {
  const { id, version } = await newGroup(scene);
  return { params: { groupId: id }, version };
};
const ofApp = async (scene: Scene): Promise<Given> => {
  const { id, version } = await newApp(scene);
  return { params: { appId: id }, version };
};
/** An app whose metadata is published, with an address more than it has. */
const ofPublished = async ({ world }: Scene): Promise<Given> => {
  const entityId = `https://${name()}.example.org`;
  const acs = [{ url: `${entityId}/acs`, index: 0 }];
  const app = await world.app({ entityId, acs, metadataUrl: `${entityId}/metadata` });
  return { params: { appId: app.id }, version: app.version };
};
/** An app whose metadata names a host that waits for somebody. */
const ofHeld = async (scene: Scene): Promise<Given> => {
  const { id: appId, version } = await newApp(scene);
  const acs = [{ url: `https://${name()}.example.org/acs`, index: 0 }];
  const held = { acs, hosts: ['new.example.org'], foundAt: new Date().toISOString() };
  const { table } = scene.world.ports;
  await table.commit(metadataStatesIn(table).putting({ appId, status: 'held', held, dueAt: 0 }));
  return { params: { appId }, version };
};
const ofAccount = async (scene: Scene): Promise<Given> => {
  const { id, version } = await newAccount(scene);
  return { params: { accountId: id }, version };
};
const ofRole = async (scene: Scene): Promise<Given> => ({ params: await newRole(scene), version: 1 });

const policiesVersion = async ({ world }: Scene): Promise<number> => (await policiesIn(world.table).find()).version;
const settingsVersion = async ({ world }: Scene): Promise<number> =>
  (await world.table.findAll([SETTINGS_KEY]))[0]?.version ?? 0;
/** A picture of one point. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';
const ofPolicy = async (scene: Scene): Promise<Given> => {
  const given = { version: await policiesVersion(scene), body: { name: name(), apps: ['aws'] } };
  const { id } = await api<Made>(scene.world.ports, 'POST /admin/v1/policies', given);
  return { params: { policyId: id }, version: given.version + 1 };
};

/** The parameters of something that goes into something else, done already if it is to be undone. */
const joined =
  (route: string, into: (scene: Scene) => Promise<Given>, isDone: boolean, as: (userId: string) => object) =>
  async (scene: Scene): Promise<Given> => {
    const { id } = await scene.world.user(name());
    const { params } = await into(scene);
    const given = { params: { ...params, ...as(id) }, body: {} };
    if (isDone) await api(scene.world.ports, `PUT ${route}`, given);
    return given;
  };
const asMember = (userId: string) => ({ userId });
const MEMBERS = `${AT.groups}/{groupId}/members/{userId}`;
const APP_ASSIGNMENT = `${AT.apps}/{appId}/assignments/{principals}/{principalId}`;

const GIVEN: Readonly<Record<string, (scene: Scene) => Promise<Given>>> = {
  [`POST ${AT.users}`]: () => {
    const userName = name();
    return Promise.resolve({ body: { userName, email: `${userName}@example.org` } });
  },
  [`PATCH ${AT.users}/{userId}`]: async (scene) => ({ ...(await ofUser(scene)), body: { title: 'Gardener' } }),
  [`DELETE ${AT.users}/{userId}`]: ofUser,
  [`POST ${AT.users}/{userId}/activation`]: ofUser,
  [`DELETE ${AT.users}/{userId}/sessions`]: ofUser,
  [`DELETE ${AT.users}/{userId}/sessions/{sessionId}`]: async (scene) => {
    const { params } = await ofUser(scene);
    const sessionId = await openSession(scene, params.userId);
    return { params: { ...params, sessionId } };
  },
  [`POST ${AT.groups}`]: () => Promise.resolve({ body: { displayName: name() } }),
  [`PATCH ${AT.groups}/{groupId}`]: async (scene) => ({ ...(await ofGroup(scene)), body: { description: 'Gardens' } }),
  [`DELETE ${AT.groups}/{groupId}`]: ofGroup,
  [`PUT ${MEMBERS}`]: joined(MEMBERS, ofGroup, false, asMember),
  [`DELETE ${MEMBERS}`]: joined(MEMBERS, ofGroup, true, asMember),
  [`POST ${AT.apps}`]: () => {
    const entityId = `https://${name()}.example.org`;
    const acs = [{ url: `${entityId}/acs`, index: 0, isDefault: true }];
    return Promise.resolve({ body: { name: 'App', entityId, acs } });
  },
  [`PUT ${AT.apps}/{appId}/metadata`]: async (scene) => {
    const entityId = `https://${name()}.example.org`;
    const { id, version } = await scene.world.app({ entityId });
    return { params: { appId: id }, version, body: { xml: metadataOf(entityId) } };
  },
  [`POST ${AT.apps}/{appId}/metadata/refresh`]: ofPublished,
  [`POST ${AT.apps}/{appId}/metadata/held`]: ofHeld,
  [`DELETE ${AT.apps}/{appId}/metadata/held`]: ofHeld,
  [`POST ${AT.apps}/{appId}/duplicate`]: async (scene) => ({
    ...(await ofApp(scene)),
    body: { name: 'Copy', entityId: `https://${name()}.example.org` },
  }),
  [`POST ${AT.apps}/metadata`]: () => Promise.resolve({ body: { xml: metadataOf(`https://${name()}.example.org`) } }),
  [`PATCH ${AT.apps}/{appId}`]: async (scene) => ({ ...(await ofApp(scene)), body: { name: 'Renamed' } }),
  [`DELETE ${AT.apps}/{appId}`]: ofApp,
  [`PUT ${APP_ASSIGNMENT}`]: joined(APP_ASSIGNMENT, ofApp, false, asPrincipal),
  [`DELETE ${APP_ASSIGNMENT}`]: joined(APP_ASSIGNMENT, ofApp, true, asPrincipal),
  [`POST ${AT.accounts}`]: async (scene) => {
    await newAccount(scene);
    return { body: { id: accountId(), name: name() } };
  },
  [`PATCH ${AT.accounts}/{accountId}`]: async (scene) => ({ ...(await ofAccount(scene)), body: { name: name() } }),
  [`DELETE ${AT.accounts}/{accountId}`]: ofAccount,
  [`POST ${AT.accounts}/{accountId}/roles`]: async (scene) => {
    const { id } = await newAccount(scene);
    return { params: { accountId: id }, body: arnsIn(id) };
  },
  'POST /admin/v1/aws/roles/import': async (scene) => {
    const { id } = await newAccount(scene);
    const { roleArn, providerArn } = arnsIn(id);
    return { body: { text: `# pasted\n[${providerArn},${roleArn}]\n` } };
  },
  'POST /admin/v1/aws/assignments': async (scene) => {
    const { accountId: account, roleName } = await newRole(scene);
    const { id } = await scene.world.user(name());
    const principal = { type: 'USER', id };
    return { body: { changes: [{ do: 'assign', accountId: account, roleName, principal }] } };
  },
  [`PATCH ${AT.role}`]: async (scene) => ({ ...(await ofRole(scene)), body: { description: 'Reads' } }),
  [`DELETE ${AT.role}`]: ofRole,
  [`PUT ${ROLE_ASSIGNMENT}`]: joined(ROLE_ASSIGNMENT, ofRole, false, asPrincipal),
  [`DELETE ${ROLE_ASSIGNMENT}`]: joined(ROLE_ASSIGNMENT, ofRole, true, asPrincipal),
  'PUT /admin/v1/administrators/{userId}': async (scene) => ({ ...(await ofUser(scene)), body: { role: 'auditor' } }),
  'DELETE /admin/v1/administrators/{userId}': async (scene) => {
    const { params } = await ofUser(scene);
    const body = { role: 'help-desk' };
    const { version } = await api<Made>(scene.world.ports, 'PUT /admin/v1/administrators/{userId}', { params, body });
    return { params, version };
  },
  'DELETE /admin/v1/me/session': async ({ world: { table, ports } }) => {
    const at = ports.now().toISOString();
    const { claim, write } = lettingIn({ userId: name(), id: name(), expiresAt: 4_000_000_000 }, at, ports);
    await table.commit([write]);
    const { userId, sessionId } = claim;
    const session = {
      userId,
      sessionId,
      secretHash: '',
      provedAt: at,
      seenAt: at,
      expiresAt: 4_000_000_000,
      version: 1,
    };
    return { caller: { session } };
  },
  'POST /admin/v1/policies': async (scene) => ({ version: await policiesVersion(scene), body: { name: name() } }),
  'PATCH /admin/v1/policies/{policyId}': async (scene) => ({ ...(await ofPolicy(scene)), body: { access: 'deny' } }),
  'DELETE /admin/v1/policies/{policyId}': ofPolicy,
  'PUT /admin/v1/policies/order': async (scene) => {
    await ofPolicy(scene);
    const { policies, version } = await policiesIn(scene.world.table).find();
    return { version, body: { order: policies.map(({ id }) => id) } };
  },
  'PATCH /admin/v1/settings': async (scene) => ({
    version: await settingsVersion(scene),
    body: { branding: { organisation: name() } },
  }),
  'PUT /admin/v1/settings/logo': async (scene) => ({ version: await settingsVersion(scene), body: { image: PIXEL } }),
  'DELETE /admin/v1/settings/logo': async (scene) => {
    const given = { version: await settingsVersion(scene), body: { image: PIXEL } };
    await api(scene.world.ports, 'PUT /admin/v1/settings/logo', given);
    return { version: given.version + 1 };
  },
  'POST /admin/v1/settings/mail/test': async ({ world }) => ({
    body: { kind: 'welcome' },
    root: (await world.user(name())).id,
  }),
  'DELETE /admin/v1/sessions': async (scene) => ({ version: await settingsVersion(scene) }),
  'PUT /admin/v1/config': () => Promise.resolve({ body: { samlet: 1, groups: [{ displayName: name() }] } }),
  'POST /admin/v1/config/plans/{planId}/apply': async ({ world }) => {
    const body = { samlet: 1, groups: [{ displayName: name() }] };
    const plan = await api<Made & { planHash: string }>(world.ports, 'PUT /admin/v1/config', { body });
    return { params: { planId: plan.id }, body: { planHash: plan.planHash } };
  },
  'POST /admin/v1/api-tokens': () => Promise.resolve({ body: { name: name(), scopes: ['read'] } }),
  'POST /admin/v1/imports': () => Promise.resolve({ body: { fileName: 'people.csv' } }),
  'POST /admin/v1/imports/{importId}/start': async ({ world }) => {
    const made = newImport({ by: { type: 'system', id: 'test' } }, world.ports);
    await world.table.commit([importCreating(made)]);
    return { params: { importId: made.id }, body: { mode: 'dry-run' } };
  },
  'POST /admin/v1/onboarding/actions': () => Promise.resolve({ body: { action: 'send', status: 'not-invited' } }),
  [`DELETE ${AT.users}/{userId}/mail-suppression`]: async ({ world }) => {
    const { id, email } = await world.user(name());
    const at = world.ports.now().toISOString();
    await world.table.commit([suppressing({ address: email, reason: 'bounced', at })]);
    return { params: { userId: id } };
  },
  'POST /admin/v1/jobs/{jobId}/cancel': async ({ world }) => {
    const asked = {
      kind: 'nothing',
      input: {},
      by: { type: 'system', id: 'test' },
      root: 'iam',
      requestId: 'r',
    } as const;
    const job = newJob(asked, world.ports);
    await world.table.commit(jobCreating(job));
    return { params: { jobId: job.id } };
  },
  'DELETE /admin/v1/api-tokens/{tokenId}': async ({ world }) => {
    const body = { name: name(), scopes: ['read'] };
    const { id } = await api<Made>(world.ports, 'POST /admin/v1/api-tokens', { body });
    return { params: { tokenId: id } };
  },
};

const metadataOf = (entityId: string): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">` +
  `<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
  `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ` +
  `Location="${entityId}/acs" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>`;

/** Every operation of the admin API that changes something, by its route. */
export const ADMIN_REQUESTS: Readonly<Record<string, Making>> = Object.fromEntries(
  Object.entries(GIVEN).map(([route, given]) => [route, operation(route, given)]),
);
