import { profileValue, type ReleasedAttribute } from '../apps/release.ts';
import { PROFILE_FIELDS, type ProfileField } from '../apps/app.ts';
import type { User } from '../users/user.ts';
import type { AwsAccount, AwsRole, RoleAssignment } from './aws-account.ts';

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
 * them, since AWS refuses the whole sign-in otherwise. Of several assignments the longest session wins.
 */
export function awsRelease({ user, role, assignments }: AwsTaking): AwsRelease {
  const best = assignments.toSorted((a, b) => secondsOf(b, role) - secondsOf(a, role))[0];
  const sessionSeconds = sessionSecondsOf(role, assignments);
  const relayState = best?.relayState;
  const sessionName = roleSessionName(user.email);
  return {
    attributes: [
      one('Role', `${role.roleArn},${role.providerArn}`),
      one('RoleSessionName', sessionName),
      one('SessionDuration', String(sessionSeconds)),
      ...(role.sourceIdentity ? [one('SourceIdentity', sourceIdentity(user.userName))] : []),
      ...(role.tagSession ? tagsOf(best?.tags ?? {}, user) : []),
    ],
    sessionSeconds,
    ...(relayState === undefined ? {} : { relayState }),
  };
}

const one = (name: string, value: string): ReleasedAttribute => ({ name: `${ATTRIBUTE}${name}`, values: [value] });

/** How long a session lasts that a user opens by these assignments: the longest wins. */
export const sessionSecondsOf = (
  role: Pick<AwsRole, 'maxSessionSeconds'>,
  assignments: readonly Pick<RoleAssignment, 'sessionSeconds'>[],
): number =>
  assignments.length === 0
    ? role.maxSessionSeconds
    : Math.max(...assignments.map((assignment) => secondsOf(assignment, role)));

/** An assignment's session, never longer than the role allows nor outside AWS's bounds. */
function secondsOf(
  { sessionSeconds }: Pick<RoleAssignment, 'sessionSeconds'>,
  { maxSessionSeconds }: Pick<AwsRole, 'maxSessionSeconds'>,
): number {
  const asked = Math.min(sessionSeconds ?? maxSessionSeconds, maxSessionSeconds);
  return Math.max(SESSION_SECONDS.min, Math.min(SESSION_SECONDS.max, asked));
}

/**
 * A name in the form that AWS takes for sessions, `[a-zA-Z_0-9+=,.@-]{2,64}`: accents go, other characters become `-`, a
 * name that is too long keeps its beginning. An address that AWS takes already stays as it is.
 */
export function roleSessionName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w+=,.@-]+/g, '-');
  return plain.slice(0, 64).padEnd(2, '_');
}

/** A source identity: as a session name, and not of AWS's own prefix. */
export const sourceIdentity = (name: string): string => roleSessionName(name.replace(/^aws:/i, ''));

/** Session tags, a profile field filled in for `{field}`; a tag whose field is empty is not sent. */
function tagsOf(tags: Readonly<Record<string, string>>, user: User): readonly ReleasedAttribute[] {
  return Object.entries(tags)
    .map(([key, template]) => [key, filled(template, user)] as const)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => one(`PrincipalTag:${key}`, value.slice(0, 256)));
}

const filled = (template: string, user: User): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    (PROFILE_FIELDS as readonly string[]).includes(name) ? (profileValue(user, name as ProfileField) ?? '') : whole,
  );
