import {
  type App,
  appAssignmentKey,
  appIdOf,
  appKey,
  appOf,
  appPartition,
  GROUP_ASSIGNMENT_PREFIX,
} from '../apps/app.ts';
import {
  type AwsAccount,
  awsAccountKey,
  awsAccountOf,
  type AwsRole,
  awsRoleKey,
  awsRoleOf,
  awsRolePartition,
  type RoleAssignment,
  roleAssignmentKey,
  roleAssignmentOf,
} from '../aws-access/aws-account.ts';
import { PARTITIONS } from '../aws-access/partition.ts';
import { groupIdOf, MEMBERSHIP_PREFIX } from '../groups/group.ts';
import { type KeyRing, KEY_RING_KEY, keyRingOf } from '../keys/key-ring.ts';
import { parseClaim, provedSession, type Session, sessionKey, sessionOf } from '../sessions/session.ts';
import { type Policies, POLICIES_KEY, policiesOf } from '../policy/policies.ts';
import { type Item, type Key, listAll, type Table } from '../table/table.ts';
import { type User, userKey, userOf, userPartition } from '../users/user.ts';
import { keysIn, recentKey } from './portal.ts';
import { hold } from './presentation.ts';
import { SETTINGS_KEY, settingsOf, type TenantSettings } from './settings.ts';

/** What somebody wants to reach, by its keys. */
export type Goal =
  | { readonly kind: 'portal' }
  | {
      readonly kind: 'app';
      readonly appId: string;
      /** Where the request's ID is reserved once it was answered: a replay is seen before anything is signed. */
      readonly requestKey?: Key;
    }
  | { readonly kind: 'role'; readonly accountId: string; readonly roleName: string };

/** Everything that a decision and its response are made of, read at one moment. */
export interface Situation {
  readonly settings?: TenantSettings;
  readonly keyRing?: KeyRing;
  readonly policies: Policies;
  readonly user?: User;
  /** The browser's session: its secret was right, and neither the user's epoch nor everybody's has passed it. */
  readonly session?: Session;
  readonly groupIds: readonly string[];
  readonly app?: App;
  /** Whether the app is assigned to the user or to a group of theirs. */
  readonly isAssigned: boolean;
  readonly account?: AwsAccount;
  readonly role?: AwsRole;
  /** The assignments by which the user may take the role. */
  readonly roleAssignments: readonly RoleAssignment[];
  /** Whether the request's ID was reserved before. */
  readonly isReplayed: boolean;
  /** The doors that the user went through last. */
  readonly recent: readonly string[];
}

/** Who is asking: whoever the session's cookie claims to be, or a user who has just proved it; neither is a stranger. */
export interface Asker {
  readonly sessionText?: string;
  readonly userId?: string;
}

/**
 * Reads all that a decision goes by, in one parallel batch of consistent reads: the items by key, the user's
 * memberships, and the group assignments of the app or role. They are joined in memory; no index takes part. What the
 * cookie claims selects what is read, and counts only once the secret's hash has matched.
 */
export async function gather(table: Table, asker: Asker, goal: Goal): Promise<Situation> {
  const claim = asker.userId === undefined ? parseClaim(asker.sessionText) : undefined;
  const userId = asker.userId ?? claim?.userId;
  const keys = keysOf(goal, userId, claim?.sessionId);
  const [items, memberships, groupAssignments] = await Promise.all([
    table.findAll(keys),
    userId ? listAll(table, { pk: userPartition(userId), prefix: MEMBERSHIP_PREFIX }) : [],
    listGroupAssignments(table, goal),
  ]);
  const found = new Map(keys.map((key, index) => [nameOf(key), items[index]]));
  const at = (key: Key): Item | undefined => found.get(nameOf(key));
  hold(table, at(SETTINGS_KEY));
  const settings = settingsOf(at(SETTINGS_KEY));
  const user = userId ? userOf(at(userKey(userId))) : undefined;
  const session =
    claim && user ? aliveSession(claim, { user, settings, item: at(sessionKey(user.id, claim.sessionId)) }) : undefined;
  const isProved = asker.userId !== undefined || session !== undefined;
  if (!isProved || !user)
    return { ...common(settings, at, goal), groupIds: [], isAssigned: false, roleAssignments: [], recent: [] };
  const groupIds = memberships.map(groupIdOf);
  const theirs = groupAssignments.filter((item) => groupIds.includes(item.sk.slice(GROUP_ASSIGNMENT_PREFIX.length)));
  return {
    ...common(settings, at, goal),
    user,
    ...(session ? { session } : {}),
    groupIds,
    recent: keysIn(at(recentKey(user.id))),
    ...assignmentsOf(goal, { userId: user.id, theirs, at }),
  };
}

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

function keysOf(goal: Goal, userId: string | undefined, sessionId: string | undefined): Key[] {
  const keys: Key[] = [SETTINGS_KEY, KEY_RING_KEY, POLICIES_KEY];
  if (userId) keys.push(userKey(userId));
  if (userId && sessionId) keys.push(sessionKey(userId, sessionId));
  if (goal.kind !== 'portal' && userId) keys.push(recentKey(userId));
  if (goal.kind === 'app') keys.push(appKey(goal.appId), ...(goal.requestKey ? [goal.requestKey] : []));
  if (goal.kind === 'app' && userId) keys.push(appAssignmentKey(goal.appId, { type: 'USER', id: userId }));
  if (goal.kind === 'role') {
    keys.push(awsAccountKey(goal.accountId), awsRoleKey(goal.accountId, goal.roleName), ...AWS_APPS.map(appKey));
    if (userId) keys.push(roleAssignmentKey(goal.accountId, goal.roleName, { type: 'USER', id: userId }));
  }
  return keys;
}

/** Which partition an account is in is known only when it has been read; so all three apps are read beside it. */
const AWS_APPS = Object.values(PARTITIONS).map(({ audience }) => appIdOf(audience));

function listGroupAssignments(table: Table, goal: Goal): Promise<Item[]> {
  if (goal.kind === 'portal') return Promise.resolve([]);
  const pk = goal.kind === 'app' ? appPartition(goal.appId) : awsRolePartition(goal.accountId, goal.roleName);
  return listAll(table, { pk, prefix: GROUP_ASSIGNMENT_PREFIX });
}

function aliveSession(
  claim: NonNullable<ReturnType<typeof parseClaim>>,
  { user, settings, item }: { user: User; settings: TenantSettings | undefined; item: Item | undefined },
): Session | undefined {
  const session = provedSession(claim, sessionOf(item));
  return session && settings && session.epoch >= user.epoch && session.tenantEpoch >= settings.epoch
    ? session
    : undefined;
}

type At = (key: Key) => Item | undefined;

function common(
  settings: TenantSettings | undefined,
  at: At,
  goal: Goal,
): Pick<Situation, 'settings' | 'keyRing' | 'policies' | 'app' | 'account' | 'role' | 'isReplayed'> {
  const keyRing = keyRingOf(at(KEY_RING_KEY));
  const account = goal.kind === 'role' ? awsAccountOf(at(awsAccountKey(goal.accountId))) : undefined;
  const role = goal.kind === 'role' ? awsRoleOf(at(awsRoleKey(goal.accountId, goal.roleName))) : undefined;
  const app = goal.kind === 'portal' ? undefined : appOf(at(appKey(appIdIn(goal, account, at))));
  return {
    isReplayed: goal.kind === 'app' && goal.requestKey !== undefined && at(goal.requestKey) !== undefined,
    policies: policiesOf(at(POLICIES_KEY)),
    ...(settings ? { settings } : {}),
    ...(keyRing ? { keyRing } : {}),
    ...(app ? { app } : {}),
    ...(account ? { account } : {}),
    ...(role ? { role } : {}),
  };
}

/** The app of an account's partition; for an unknown account that of any partition, so that it looks like a known one. */
function appIdIn(goal: Exclude<Goal, { kind: 'portal' }>, account: AwsAccount | undefined, at: At): string {
  if (goal.kind === 'app') return goal.appId;
  if (account) return appIdOf(PARTITIONS[account.partition].audience);
  return AWS_APPS.find((appId) => at(appKey(appId)) !== undefined) ?? '';
}

function assignmentsOf(
  goal: Goal,
  { userId, theirs, at }: { userId: string; theirs: readonly Item[]; at: At },
): Pick<Situation, 'isAssigned' | 'roleAssignments'> {
  const self = { type: 'USER', id: userId } as const;
  if (goal.kind === 'portal') return { isAssigned: false, roleAssignments: [] };
  if (goal.kind === 'app') {
    return {
      isAssigned: theirs.length > 0 || at(appAssignmentKey(goal.appId, self)) !== undefined,
      roleAssignments: [],
    };
  }
  const items = [at(roleAssignmentKey(goal.accountId, goal.roleName, self)), ...theirs];
  const roleAssignments = items.map((item) => roleAssignmentOf(item)).filter((assignment) => assignment !== undefined);
  return { isAssigned: roleAssignments.length > 0, roleAssignments };
}
