import type { SealedRecord } from './chain.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Actor, AuditEvent } from './event.ts';
import type { LedgerEntry } from './ledger.ts';

/** The version of the Open Cybersecurity Schema Framework by which records are written (schema.ocsf.io). */
const VERSION = '1.3.0';

/** A record in OCSF. */
export type Ocsf = Readonly<Record<string, unknown>>;

interface Class {
  readonly uid: number;
  readonly name: string;
  readonly category: readonly [uid: number, name: string];
}

const IAM = [3, 'Identity & Access Management'] as const;
const APPLICATION = [6, 'Application Activity'] as const;

const ACCOUNT_CHANGE: Class = { uid: 3001, name: 'Account Change', category: IAM };
const AUTHENTICATION: Class = { uid: 3002, name: 'Authentication', category: IAM };
const USER_ACCESS: Class = { uid: 3005, name: 'User Access Management', category: IAM };
const GROUP_MANAGEMENT: Class = { uid: 3006, name: 'Group Management', category: IAM };
const API_ACTIVITY: Class = { uid: 6003, name: 'API Activity', category: APPLICATION };

/** Which class and activity an action is: the first beginning that fits. Everything else is activity of the API. */
const ACTIONS: readonly (readonly [beginning: string, of: Class, activity: number, name: string])[] = [
  ['sign-in.', AUTHENTICATION, 1, 'Logon'],
  ['challenge.', AUTHENTICATION, 99, 'Other'],
  ['session.end', AUTHENTICATION, 2, 'Logoff'],
  ['user.sessions-end', AUTHENTICATION, 2, 'Logoff'],
  ['user.create', ACCOUNT_CHANGE, 1, 'Create'],
  ['user.delete', ACCOUNT_CHANGE, 6, 'Delete'],
  ['password.reset-asked', ACCOUNT_CHANGE, 4, 'Password Reset'],
  ['password.', ACCOUNT_CHANGE, 3, 'Password Change'],
  ['user.', ACCOUNT_CHANGE, 99, 'Other'],
  ['owner.set-up', ACCOUNT_CHANGE, 1, 'Create'],
  ['group.member-add', GROUP_MANAGEMENT, 3, 'Add User'],
  ['group.member-remove', GROUP_MANAGEMENT, 4, 'Remove User'],
  ['group.create', GROUP_MANAGEMENT, 6, 'Create'],
  ['group.delete', GROUP_MANAGEMENT, 5, 'Delete'],
  ['group.', GROUP_MANAGEMENT, 99, 'Other'],
  ['app.assign', USER_ACCESS, 1, 'Assign Privileges'],
  ['app.unassign', USER_ACCESS, 2, 'Revoke Privileges'],
  ['aws-role.assign', USER_ACCESS, 1, 'Assign Privileges'],
  ['aws-role.unassign', USER_ACCESS, 2, 'Revoke Privileges'],
];

/** What an action of the API does, by its verb. */
const VERBS: Readonly<Record<string, readonly [activity: number, name: string]>> = {
  create: [1, 'Create'],
  export: [2, 'Read'],
  update: [3, 'Update'],
  change: [3, 'Update'],
  delete: [4, 'Delete'],
  revoke: [4, 'Delete'],
};

/** A record in OCSF: authentication, changes of accounts, groups and access, and for the rest activity of the API. */
export const ocsfOf = (sealed: SealedRecord, product: string): Ocsf =>
  sealed.kind === 'event' ? eventOcsf(sealed, product) : entryOcsf(sealed, product);

function eventOcsf(sealed: SealedRecord & { kind: 'event' }, product: string): Ocsf {
  const event = sealed.record;
  const known = ACTIONS.find(([beginning]) => event.action.startsWith(beginning));
  const verb = VERBS[event.action.split('.')[1] ?? ''] ?? ([99, 'Other'] as const);
  const [, of, activity, name] = known ?? [undefined, API_ACTIVITY, ...verb];
  const isRefused = event.outcome === 'refused';
  return {
    ...frame({ of, activity, name, at: event.at, uid: event.id, requestId: event.requestId, product }),
    severity_id: isRefused ? 2 : 1,
    severity: isRefused ? 'Low' : 'Informational',
    status_id: isRefused ? 2 : 1,
    status: isRefused ? 'Failure' : 'Success',
    ...(event.reason === undefined ? {} : { status_detail: event.reason }),
    message: `${event.action} ${event.target}`,
    actor: actorOf(event.actor),
    ...subjectOf(event, of),
    ...(event.ip === undefined ? {} : { src_endpoint: { ip: event.ip } }),
    ...(of === API_ACTIVITY ? { api: { operation: event.action }, resources: [{ uid: event.target }] } : {}),
    raw_data: canonicalJson(sealed),
  };
}

/** A signature is activity of the API, too: that of the key. */
function entryOcsf(sealed: SealedRecord & { kind: 'entry' }, product: string): Ocsf {
  const entry: LedgerEntry = sealed.record;
  const uid = `${entry.id}#${entry.kind}`;
  return {
    ...frame({ of: API_ACTIVITY, activity: 1, name: 'Create', at: entry.at, uid, requestId: entry.requestId, product }),
    severity_id: 1,
    severity: 'Informational',
    status_id: 1,
    status: 'Success',
    message: `signed ${entry.kind} ${entry.id}`,
    actor: entry.userId === undefined ? actorOf({ type: 'anonymous' }) : actorOf({ type: 'user', id: entry.userId }),
    api: { operation: `sign.${entry.kind}` },
    resources: [{ uid: entry.keyId }, ...(entry.appId === undefined ? [] : [{ uid: `APP#${entry.appId}` }])],
    raw_data: canonicalJson(sealed),
  };
}

interface Frame {
  readonly of: Class;
  readonly activity: number;
  readonly name: string;
  readonly at: string;
  readonly uid: string;
  readonly requestId: string;
  readonly product: string;
}

const frame = ({ of, activity, name, at, uid, requestId, product }: Frame): Ocsf => ({
  class_uid: of.uid,
  class_name: of.name,
  category_uid: of.category[0],
  category_name: of.category[1],
  activity_id: activity,
  activity_name: name,
  type_uid: of.uid * 100 + activity,
  type_name: `${of.name}: ${name}`,
  time: Date.parse(at),
  metadata: {
    version: VERSION,
    uid,
    correlation_uid: requestId,
    product: { name: 'Samlet', vendor_name: 'Samlet', uid: product },
  },
});

const actorOf = (actor: Actor): Ocsf =>
  actor.type === 'user' || actor.type === 'token'
    ? {
        user: {
          uid: actor.id,
          type: actor.type === 'user' ? 'User' : 'API token',
          type_id: actor.type === 'user' ? 1 : 99,
        },
      }
    : { app_name: actor.type === 'system' ? `Samlet ${actor.id}` : 'nobody' };

/** What classes of identity speak of: the user, the group, what was given. */
function subjectOf({ target, actor, details }: AuditEvent, of: Class): Ocsf {
  const [kind = '', ...rest] = target.split('#');
  const id = rest.join('#');
  const named = details?.['userId'];
  const user = kind === 'USER' ? id : typeof named === 'string' ? named : actor.type === 'user' ? actor.id : 'unknown';
  switch (of) {
    case AUTHENTICATION:
      return { user: { uid: user }, service: { name: target }, auth_protocol: 'SAML', auth_protocol_id: 5 };
    case ACCOUNT_CHANGE:
      return { user: { uid: user } };
    case GROUP_MANAGEMENT:
      return { group: { uid: id }, ...(typeof named === 'string' ? { user: { uid: named } } : {}) };
    case USER_ACCESS:
      return { user: { uid: user }, privileges: [target] };
    default:
      return {};
  }
}
