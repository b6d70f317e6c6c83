import {
  needsGroups,
  releasedAttributes,
  releasedNameId,
  type ReleasedAttribute,
  type ReleasedNameId,
} from '../apps/release.ts';
import type { App } from '../apps/app.ts';
import { awsRelease } from '../aws-access/assertion.ts';
import { recording } from '../audit/event.ts';
import { later } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import { groupsIn } from '../groups/group.ts';
import type { Proof, Session } from '../sessions/session.ts';
import { endOf as sessionEnd, sessionsIn } from '../sessions/session.ts';
import { ConditionFailed, type Write } from '../table/table.ts';
import { type User, usersIn } from '../users/user.ts';
import type { AdmittedRequest } from './admit.ts';
import { decideOn } from './decide.ts';
import type { Situation } from './gather.ts';
import type { Caller, Ports } from './ports.ts';
import { decidedBy, eventOf, refusalOf } from './record.ts';
import type { Answer } from './outcome.ts';
import { choiceOf, using } from './portal.ts';
import { signResponse } from './sign-response.ts';
import { groundOf } from './start.ts';
import { type Course, issuedAs, keptCourse, tracingEnd } from './tracing.ts';

/** What is issued, to whom, and what else is written with it. */
export interface Issuing {
  readonly request: AdmittedRequest;
  readonly situation: Situation;
  /** Proofs of this very sign-in. */
  readonly signInProofs: readonly Proof[];
  /** The session that the response belongs to: the browser's, or one that `writes` creates. */
  readonly session: Session;
  /** Writes that stand or fall with the response: the end of the sign-in, the request's single use, a new session. */
  readonly writes: readonly Write[];
}

/**
 * Issues a response: the only place that does, for every entrance. It asks `authorize` once more, so no path can forget
 * to; then it builds, and signs beside one transaction that holds the ledger entry and everything that must be true at
 * that moment. Two round trips in all, counting the batch that was read.
 *
 * @throws {Refusal} with the decision's code if it is not allowed
 * @throws {ConditionFailed} if one of `writes` did not hold: nothing was issued
 */
export async function issue(issuing: Issuing, caller: Caller, ports: Ports): Promise<Answer> {
  const { request, situation, session, signInProofs, writes } = issuing;
  const now = ports.now();
  const decision = decideOn(situation, request.pending, signInProofs, now);
  const { user } = situation;
  if (decision.kind !== 'allow') throw refusalOf(decision, 'not allowed at issue');
  if (!user || session.userId !== user.id) throw new Refusal('SESSION_REQUIRED', 'the session is of another user');
  const ground = await groundOf(situation, caller, ports);
  const release = await releaseFor(request, situation, ports);
  const { app, acsUrl, pending } = request;
  const participant = {
    sessionId: session.id,
    userId: user.id,
    appId: app.id,
    nameId: release.nameId.value,
    nameIdFormat: release.nameId.format,
    sessionIndex: session.id,
    expiresAt: sessionEnd(session),
  };
  const event = eventOf('sign-in.allow', {
    actor: user.id,
    target: targetText(request, situation),
    ...decidedBy(decision),
    now,
    caller,
    ids: ports.ids,
  });
  const stands = usersIn(ports.table).standing(user);
  const all = [
    ...writes,
    using(user.id, situation.recent, doorOf(request, situation)),
    ...(app.logout ? [sessionsIn(ports.table).telling(participant)] : []),
    stands,
    recording(event),
  ];
  const samlResponse = await signResponse(
    {
      signer: {
        ...ground,
        entityId: ground.settings.entityId,
        now,
        requestId: caller.requestId,
        appId: app.id,
        userId: user.id,
      },
      app,
      content: {
        acsUrl,
        audience: app.entityId,
        ...(pending.inResponseTo === undefined ? {} : { inResponseTo: pending.inResponseTo }),
        nameId: release.nameId,
        attributes: release.attributes,
        sessionIndex: session.id,
        sessionNotOnOrAfter: endOf(release, session, now),
        authnInstant: new Date(decision.authnAt),
        authnContext: decision.authnContext,
      },
      writes: all,
      tracing: (sent) => tracingEnd(courseOf(issuing, release.relayState), issuedAs(sent, decision.rule), caller, now),
    },
    ports,
  ).catch((error: unknown) => {
    throw error instanceof ConditionFailed && all[error.index] === stands
      ? new Refusal('USER_DISABLED', 'the user was disabled or changed at this moment', { cause: error })
      : error;
  });
  const relayState = release.relayState ?? pending.relayState;
  return {
    kind: 'post',
    acsUrl,
    appName: app.name,
    fields: { SAMLResponse: samlResponse, ...(relayState === undefined ? {} : { RelayState: relayState }) },
  };
}

/** The way to a response, with the role as it is registered and the RelayState that is sent. */
function courseOf({ request, situation, signInProofs }: Issuing, ownRelayState: string | undefined): Course {
  const role = roleOf(request, situation);
  return {
    ...keptCourse(request.pending, situation, signInProofs),
    ...(role ? { role: { accountId: role.accountId, name: role.name } } : {}),
    ...(ownRelayState === undefined ? {} : { relayState: ownRelayState }),
  };
}

/** A role as it is registered: an address may write it in other letters, and would hide from whoever searches the audit. */
const roleOf = ({ pending }: AdmittedRequest, { role }: Situation): { accountId: string; name: string } | undefined =>
  pending.role && (role ?? { accountId: pending.role.accountId, name: pending.role.roleName });

/** What somebody was kept out of, as events name it: a role that is not registered is only what an address said. */
export const deniedText = (request: AdmittedRequest, situation: Situation): string =>
  request.pending.role && !situation.role ? 'AWSROLE' : targetText(request, situation);

function targetText(request: AdmittedRequest, situation: Situation): string {
  const role = roleOf(request, situation);
  return role ? `AWSROLE#${role.accountId}#${role.name}` : `APP#${request.app.id}`;
}

function doorOf(request: AdmittedRequest, situation: Situation): string {
  const role = roleOf(request, situation);
  return role ? choiceOf.role(role.accountId, role.name) : choiceOf.app(request.app.id);
}

interface Release {
  readonly nameId: ReleasedNameId;
  readonly attributes: readonly ReleasedAttribute[];
  /** Seconds that the app may keep its session, at most as long as ours lasts. */
  readonly seconds?: number;
  /** Seconds that an AWS session lasts, which outlives ours: its length is the assignment's to say. */
  readonly awsSeconds?: number;
  readonly relayState?: string;
}

/** What the app is told of the user: by its own rules, or for AWS by the role and its assignment. */
async function releaseFor({ app, pending }: AdmittedRequest, situation: Situation, ports: Ports): Promise<Release> {
  const user = situation.user as User;
  const nameId = releasedNameId(app, user, pending.nameIdFormat);
  if (pending.subject !== undefined && pending.subject !== nameId.value) {
    throw new Refusal('SUBJECT_UNKNOWN', 'the app asked for somebody else', { asked: pending.subject });
  }
  if (pending.role && situation.account && situation.role) {
    const { account, role, roleAssignments } = situation;
    const { attributes, relayState, sessionSeconds } = awsRelease({
      user,
      account,
      role,
      assignments: roleAssignments,
    });
    return {
      nameId,
      attributes,
      awsSeconds: sessionSeconds,
      ...((pending.relayState ?? relayState) ? { relayState: pending.relayState ?? relayState } : {}),
    };
  }
  const groups = needsGroups(app.attributes) ? await groupNames(situation, ports) : new Map<string, string>();
  return {
    nameId,
    attributes: releasedAttributes(app.attributes, user, groups),
    ...(app.sessionSeconds === undefined ? {} : { seconds: app.sessionSeconds }),
    ...relayStateOf(app, pending.inResponseTo !== undefined),
  };
}

/** When the app's session ends at the latest; AWS takes the lesser of this and its SessionDuration. */
function endOf({ seconds, awsSeconds }: Release, session: Session, now: Date): Date {
  if (awsSeconds !== undefined) return later(now, awsSeconds);
  const end = sessionEnd(session);
  return new Date(Math.min(end * 1000, later(now, seconds ?? end).getTime()));
}

/** Override replaces the app's own RelayState in solicited responses; it never touches unsolicited ones. */
const relayStateOf = (app: App, isSolicited: boolean): { relayState?: string } =>
  isSolicited && app.overrideRelayState && app.relayState !== undefined ? { relayState: app.relayState } : {};

/** Group names are a read of their own, made only for apps that are told of groups. */
async function groupNames({ groupIds }: Situation, { table }: Ports): Promise<Map<string, string>> {
  const groups = groupsIn(table);
  const batches = Array.from({ length: Math.ceil(groupIds.length / 100) }, (_, n) =>
    groupIds.slice(n * 100, n * 100 + 100),
  );
  const found = (await Promise.all(batches.map((batch) => groups.findAll(batch)))).flat();
  return new Map(found.map(({ id, displayName }) => [id, displayName]));
}
