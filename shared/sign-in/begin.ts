import { appIdOf, type App } from '../apps/app.ts';
import { sha256Text } from '../base/bytes.ts';
import { epochSeconds, later } from '../base/clock.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import type { AuthnRequest } from '../saml/authn-request.ts';
import { movingEnd, sessionsIn } from '../sessions/session.ts';
import { ConditionFailed, type Key, type Write } from '../table/table.ts';
import type { Received } from '../trace/trace.ts';
import { admit, type AdmittedRequest, admitUnsolicited, readmit, REQUEST_SECONDS, unmet } from './admit.ts';
import { decideOn, goalOf } from './decide.ts';
import { gather, type Goal, type Situation } from './gather.ts';
import { deniedText, issue } from './issue.ts';
import type { Outcome } from './outcome.ts';
import { addressesOf, type Caller, type Ports } from './ports.ts';
import { recordingDenied, refusalOf } from './record.ts';
import { proveRequest, type ReceivedRequest } from './receive.ts';
import { entranceOf, type RoleGoal } from './role-entrance.ts';
import { groundOf } from './start.ts';
import { type Course, keptCourse, orTraced, receivedOf, tracingOf } from './tracing.ts';
import { tellApp } from './tell-app.ts';
import { isBrowsers, newSignIn, type SignIn, signInsIn } from './sign-in.ts';

/**
 * An app sends a person to us (Profiles 4.1.3). With an open session they are on their way back at once: one batch of
 * reads, one signature beside one write. Otherwise the admitted request is kept, and the person is asked for a proof.
 *
 * @throws {Refusal} for a request that is not admitted; what is wrong after that is told to the app
 */
export async function beginSolicited(received: ReceivedRequest, caller: Caller, ports: Ports): Promise<Outcome> {
  const situation = await gather(ports.table, caller, goalOfRequest(received.claimed));
  const course = courseOf(received, situation, caller, ports);
  return orTraced(course, caller, ports, async () => {
    const { request, wrong } = await admitReceived(received, situation, course.received, ports);
    const writes = [reserving(request, ports)];
    if (wrong) return replayedIsRefused(() => tellApp(wrong, { request, situation, caller, ports, writes }));
    return goOn({ request, situation }, caller, ports, writes);
  });
}

/** What a trace tells of a request; where nothing is traced, the message is not kept for a moment. */
function courseOf(received: ReceivedRequest, situation: Situation, caller: Caller, { now }: Ports): Course {
  const isKept = tracingOf(situation.settings).level !== 'off';
  const { relayState } = received;
  return {
    known: situation,
    ...(isKept ? { received: receivedOf(received, caller, now()) } : {}),
    ...(relayState === undefined ? {} : { relayState }),
  };
}

/** Proves the signature, if there is one, with the app's registered certificates, and admits the request. */
async function admitReceived(
  received: ReceivedRequest,
  { app, isReplayed }: Situation,
  kept: Received | undefined,
  ports: Ports,
): Promise<{ request: AdmittedRequest; wrong: Refusal | undefined }> {
  const claimed: AuthnRequest = app ? await proveRequest(received, app) : received.claimed;
  const request = admit(claimed, {
    app,
    ssoUrl: addressesOf(ports.baseUrl).sso,
    now: ports.now(),
    isSigned: received.isSigned,
    ...(received.relayState === undefined ? {} : { relayState: received.relayState }),
    ...(kept ? { received: kept } : {}),
  });
  if (isReplayed) throw new Refusal('REQUEST_REPLAYED', 'this request was answered before', { id: claimed.id });
  return { request, wrong: unmet(claimed, request.app) };
}

/** The tile of an app, or its bookmark: an unsolicited response (Profiles 4.1.5). */
export async function beginApp(appId: string, to: string | undefined, caller: Caller, ports: Ports): Promise<Outcome> {
  const situation = await gather(ports.table, caller, { kind: 'app', appId });
  const { app } = situation;
  return orTraced({ known: situation }, caller, ports, () => {
    if (app?.kind === 'aws') throw new Refusal('NOT_FOUND', 'AWS is entered by a role', { appId });
    const relayState = to === undefined ? app?.relayState : allowedTarget(to, app);
    const request = admitUnsolicited(app, relayState === undefined ? {} : { relayState });
    return goOn({ request, situation }, caller, ports, []);
  });
}

/**
 * A role of an AWS account. What is not registered is refused in the same words as what is not assigned, and a stranger
 * is asked to sign in for either, on the same page: nobody learns which accounts there are.
 */
export async function beginRole(goal: RoleGoal, caller: Caller, ports: Ports): Promise<Outcome> {
  const { accountId, roleName } = goal;
  const situation = await gather(ports.table, caller, { kind: 'role', accountId, roleName });
  const { app, session } = situation;
  const course: Course = { known: situation, role: { accountId, name: roleName } };
  return orTraced(course, caller, ports, () => {
    if (!app) return session ? denyUnknown(accountId, roleName) : beginPortal(caller, ports);
    const request = admitUnsolicited(app, { role: { accountId, roleName }, ...entranceOf(goal, situation) });
    return goOn({ request, situation }, caller, ports, []);
  });
}

const denyUnknown = (accountId: string, roleName: string): never => {
  throw new Refusal('NOT_ASSIGNED', 'no such account or role', { accountId, roleName });
};

/** Somebody comes to our own front page. */
export async function beginPortal(caller: Caller, ports: Ports): Promise<Outcome> {
  const situation = await gather(ports.table, caller, { kind: 'portal' });
  const decision = decideOn(situation, undefined, [], ports.now());
  if (decision.kind === 'allow') return { kind: 'portal' };
  if (decision.kind === 'deny') throw refusalOf(decision, 'the portal is denied');
  return challenge({ situation, caller, ports });
}

/**
 * Keeps what another site posted: such a POST brings no cookie of ours (SameSite=Lax), so nobody can be recognised yet.
 * The sign-in is bound to the browser by the GET that follows.
 */
export async function keepPosted(received: ReceivedRequest, caller: Caller, ports: Ports): Promise<Outcome> {
  const { sessionText: _unsent, browser: _unknown, ...stranger } = caller;
  const situation = await gather(ports.table, {}, goalOfRequest(received.claimed));
  const course = courseOf(received, situation, caller, ports);
  return orTraced(course, caller, ports, async () => {
    const { request, wrong } = await admitReceived(received, situation, course.received, ports);
    const writes = [reserving(request, ports)];
    if (wrong) return replayedIsRefused(() => tellApp(wrong, { request, situation, caller, ports, writes }));
    return replayedIsRefused(() => challenge({ request, situation, caller: stranger, ports, writes }));
  });
}

/**
 * Takes a sign-in up again: the browser's cookies are here now, so an open session may answer at once. One that is not
 * bound yet becomes this browser's.
 *
 * @throws {Refusal} SIGN_IN_GONE
 */
export async function resume(signInId: string, caller: Caller, ports: Ports): Promise<Outcome> {
  const signIn = await boundTo(caller, await signInsIn(ports.table).find(signInId), ports);
  const situation = await gather(ports.table, caller, goalOf(signIn.request));
  const { request } = signIn;
  if (request) {
    return orTraced(keptCourse(request, situation, signIn.proofs), caller, ports, () =>
      goOn({ request: readmit(request, situation.app), situation, signIn }, caller, ports, []),
    );
  }
  if (signIn.console) {
    const { resumeConsole } = await import('./console.ts'); // not on the way to apps
    return resumeConsole({ signIn, request: signIn.console, situation }, caller, ports);
  }
  const decision = decideOn(situation, undefined, [], ports.now());
  return decision.kind === 'allow' ? { kind: 'portal' } : { kind: 'challenge', signInId };
}

async function boundTo({ browser }: Caller, signIn: SignIn | undefined, { table }: Ports): Promise<SignIn> {
  if (!signIn || browser === undefined || !isBrowsers(signIn, browser))
    throw new Refusal('SIGN_IN_GONE', 'no such sign-in in this browser');
  if (signIn.browserHash !== undefined) return signIn;
  const bound = { ...signIn, browserHash: sha256Text(browser) };
  try {
    await table.commit([signInsIn(table).changing(signIn, bound)]);
  } catch (error) {
    throw error instanceof ConditionFailed
      ? new Refusal('SIGN_IN_GONE', 'another browser was faster', { cause: error })
      : error;
  }
  return { ...bound, version: signIn.version + 1 };
}

interface Step {
  readonly request: AdmittedRequest;
  readonly situation: Situation;
  /** The sign-in that this request was kept in, if it was. */
  readonly signIn?: SignIn;
}

/** What follows an admitted request: the answer, the challenge, or a refusal in the right ear. */
async function goOn(
  { request, situation, signIn }: Step,
  caller: Caller,
  ports: Ports,
  writes: readonly Write[],
): Promise<Outcome> {
  const { pending } = request;
  const ending: readonly Write[] = signIn ? [...writes, signInsIn(ports.table).ending(signIn)] : writes;
  try {
    const decision = decideOn(situation, pending, signIn?.proofs ?? [], ports.now());
    if (decision.kind === 'deny') throw refusalOf(decision, 'denied');
    if (decision.kind === 'require') {
      if (pending.isPassive) throw new Refusal('PASSIVE_IMPOSSIBLE', 'a proof would be needed');
      if (signIn) return { kind: 'challenge', signInId: signIn.id, appName: nameOf(request) };
      return await replayedIsRefused(() => challenge({ request, situation, caller, ports, writes }));
    }
    const { session } = situation;
    if (!session) throw new Error('allowed without a session');
    const used = movingEnd(session, situation.settings?.idleSeconds, ports.now());
    const standing = [...ending, used ?? sessionsIn(ports.table).standing(session)];
    const issuing = { request, situation, signInProofs: signIn?.proofs ?? [], session, writes: standing };
    return await replayedIsRefused(() => issue(issuing, caller, ports));
  } catch (error) {
    const isTold =
      isRefusal(error) && pending.inResponseTo !== undefined && error.code !== 'REQUEST_REPLAYED' && error.status < 500;
    const who = { userId: situation.user?.id, target: deniedText(request, situation), caller, ports };
    const denied = recordingDenied(error, who);
    if (!isTold && denied.length > 0) await ports.table.commit(denied);
    if (!isTold) throw error;
    const told = { request, situation, caller, ports, writes: [...ending, ...denied] };
    return await replayedIsRefused(() => tellApp(error, told));
  }
}

/**
 * A condition that fails at this door is a request, or a sign-in, that was answered before. That is shown, never told:
 * the app has had its answer.
 */
async function replayedIsRefused<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('REQUEST_REPLAYED', 'this request was answered before', { cause: error });
    throw error;
  }
}

interface Challenging {
  readonly request?: AdmittedRequest;
  readonly situation: Situation;
  readonly caller: Caller;
  readonly ports: Ports;
  readonly writes?: readonly Write[];
}

/** Keeps the request and asks for a proof. What every session is held against is made before the first one begins. */
async function challenge({ request, situation, caller, ports, writes = [] }: Challenging): Promise<Outcome> {
  await groundOf(situation, caller, ports);
  const { browser } = caller;
  const signIn = newSignIn(
    { ...(request ? { request: request.pending } : {}), ...(browser ? { browser } : {}) },
    ports,
  );
  await ports.table.commit([signInsIn(ports.table).creating(signIn), ...writes]);
  return { kind: 'challenge', signInId: signIn.id, ...(request ? { appName: nameOf(request) } : {}) };
}

/** What the sign-in page calls the door; the app of a role's partition would tell which partition its account is in. */
const nameOf = ({ app, pending }: AdmittedRequest): string => (pending.role ? 'AWS' : app.name);

/** The key holds the app, so that one app cannot burn another's IDs. */
const requestKey = (appId: string, requestId: string): Key => ({
  pk: `REQUEST#${sha256Text(`${appId}\n${requestId}`)}`,
  sk: 'REQUEST',
});

/** Reserves the request's ID for as long as it could be sent again: of two that bring it, one goes on. */
export const reserving = ({ app, pending }: AdmittedRequest, { now }: Ports): Write => ({
  do: 'create',
  item: {
    ...requestKey(app.id, pending.inResponseTo ?? ''),
    expiresAt: epochSeconds(later(now(), 2 * REQUEST_SECONDS)),
  },
});

/** What a request of an app leads to, with the place of its ID. */
const goalOfRequest = ({ issuer, id }: AuthnRequest): Goal => {
  const appId = appIdOf(issuer);
  return { kind: 'app', appId, requestKey: requestKey(appId, id) };
};

/**
 * Where a deep link may lead by RelayState: to a host on the app's list, exact or below a `*.`. The app is given what we
 * read, not what was written: `https://ours\@theirs/` is of another host to a reader that knows no backslashes.
 */
function allowedTarget(to: string, app: App | undefined): string {
  const url = URL.canParse(to) ? new URL(to) : undefined;
  const hosts = app?.relayStateHosts ?? [];
  const isListed =
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    hosts.some((host) => (host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
  if (!url || !isListed) {
    throw new Refusal('INPUT_INVALID', 'the deep link leads elsewhere', {
      to,
      faults: [{ pointer: '/to', detail: 'This address is not one that the app allows.' }],
    });
  }
  return url.href;
}
