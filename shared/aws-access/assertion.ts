import type { ReleasedAttribute } from '../apps/release.ts';
import type { User } from '../users/user.ts';
import type { AwsAccount, AwsRole, RoleAssignment } from './aws-account.ts';
import { roleSessionName, sourceIdentity } from './session-name.ts';
import { TAG_LIMITS, tagValue } from './session-tags.ts';

const ATTRIBUTE = 'https://aws.amazon.com/SAML/Attributes/';

/** AWS's own bounds of a console session, in seconds (IAM User Guide, SessionDuration). */
export const SESSION_SECONDS = { min: 900, max: 43_200 } as const;

/** Who takes which role, by which assignments. */
export interface AwsTaking {
  readonly user: User;
  readonly account: AwsAccount;
  readonly role: AwsRole;
  readonly assignments: readonly RoleAssignment[];
}

/** What AWS is told. */
export interface AwsRelease {
  readonly attributes: readonly ReleasedAttribute[];
  readonly sessionSeconds: number;
  readonly relayState?: string;
}

/**
 * What an assertion for AWS holds beyond its NameID (IAM User Guide, "Configure SAML assertions"): exactly one role with
 * its provider, the session's name and length; tags and source identity only where the role's trust policy allows
 * them, since AWS refuses the whole sign-in otherwise. Of several assignments the longest session wins; of two that
 * are as long, the user's own, then the one whose group has the lesser ID: whoever asks, the same one.
 */
export function awsRelease({ user, role, assignments }: AwsTaking): AwsRelease {
  const best = assignments.toSorted((a, b) => secondsOf(b, role) - secondsOf(a, role) || byPrincipal(a, b))[0];
  const sessionSeconds = sessionSecondsOf(role, assignments);
  const relayState = best?.relayState;
  return {
    attributes: [
      one('Role', `${role.roleArn},${role.providerArn}`),
      one('RoleSessionName', roleSessionName(user.email)),
      one('SessionDuration', String(sessionSeconds)),
      ...(role.sourceIdentity ? [one('SourceIdentity', sourceIdentity(user.userName))] : []),
      ...(role.tagSession && best ? tagsOf(best, user) : []),
    ],
    sessionSeconds,
    ...(relayState === undefined ? {} : { relayState }),
  };
}

function byPrincipal({ principal: a }: RoleAssignment, { principal: b }: RoleAssignment): number {
  if (a.type !== b.type) return a.type === 'USER' ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

const one = (name: string, value: string): ReleasedAttribute => ({ name: `${ATTRIBUTE}${name}`, values: [value] });

/** How long a session lasts that a user opens by these assignments: the longest wins. */
export const sessionSecondsOf = (
  role: Pick<AwsRole, 'maxSessionSeconds'>,
  assignments: readonly Pick<RoleAssignment, 'sessionSeconds'>[],
): number =>
  assignments.length === 0
    ? secondsOf({}, role)
    : Math.max(...assignments.map((assignment) => secondsOf(assignment, role)));

/** An assignment's session, never longer than the role allows nor outside AWS's bounds. */
function secondsOf(
  { sessionSeconds }: Pick<RoleAssignment, 'sessionSeconds'>,
  { maxSessionSeconds }: Pick<AwsRole, 'maxSessionSeconds'>,
): number {
  const asked = Math.min(sessionSeconds ?? maxSessionSeconds, maxSessionSeconds);
  return Math.max(SESSION_SECONDS.min, Math.min(SESSION_SECONDS.max, asked));
}

/** Session tags that have a value for this user, and which of those outlive a change of role (`TransitiveTagKeys`). */
function tagsOf({ tags = {}, transitiveTagKeys = [] }: RoleAssignment, user: User): readonly ReleasedAttribute[] {
  const sent = Object.entries(tags)
    .map(([key, template]) => [key, tagValue(template, user)] as const)
    .filter(([, value]) => value !== '')
    .slice(0, TAG_LIMITS.tags);
  const transitive = transitiveTagKeys.filter((key) => sent.some(([sentKey]) => sentKey === key));
  return [
    ...sent.map(([key, value]) => one(`PrincipalTag:${key}`, value)),
    ...(transitive.length > 0 ? [{ name: `${ATTRIBUTE}TransitiveTagKeys`, values: transitive }] : []),
  ];
}
