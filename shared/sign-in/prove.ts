import { sha256Text } from '../base/bytes.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import { appKey, appOf } from '../apps/app.ts';
import { recording } from '../audit/event.ts';
import {
  newSession,
  parseClaim,
  type Proof,
  type Session,
  type SessionClaim,
  sessionKey,
  sessionsIn,
} from '../sessions/session.ts';
import { ConditionFailed, type Table, type Write } from '../table/table.ts';
import { type Attempt, attemptsIn } from '../users/attempts.ts';
import { knowing, knownBrowserKey } from '../users/known-browser.ts';
import { passwordsIn } from '../users/password.ts';
import { normalName } from '../users/normal-name.ts';
import { type User, usersIn } from '../users/user.ts';
import { type PendingRequest, readmit } from './admit.ts';
import { decideOn, goalOf } from './decide.ts';
import { gather, type Situation } from './gather.ts';
import { deniedText, issue } from './issue.ts';
import type { Answer, Outcome } from './outcome.ts';
import type { Caller, Ports } from './ports.ts';
import { decidedBy, eventOf, recordingDenied, refusalOf } from './record.ts';
import { isBrowsers, type SignIn, signInsIn } from './sign-in.ts';
import { SESSION_SECONDS, SETTINGS_KEY, settingsOf } from './settings.ts';
import { tellApp } from './tell-app.ts';
import { type Course, type End, keptCourse, orTraced, tracingEnd } from './tracing.ts';

/** What came of a proof: the answer or the portal with a session's claim for the cookie. */
export interface Proved {
  readonly outcome: Answer | Extract<Outcome, { kind: 'portal' | 'console' }>;
  readonly claim?: SessionClaim;
}

/**
 * Takes a password for a sign-in. The attempt is reserved before anything is compared, a user who does not exist costs
 * the same calls as one who does, and whether it was the name or the password is told to nobody.
 *
 * @throws {Refusal} SIGN_IN_GONE, TOO_MANY_ATTEMPTS, CREDENTIALS_WRONG
 */
export async function proveByPassword(
  { signInId, login, password }: { signInId: string; login: string; password: string },
  caller: Caller,
  ports: Ports,
): Promise<Proved> {
  const signIn = await openSignIn(signInId, caller, ports);
  const user = await usersIn(ports.table).findByLogin(login);
  const attempt = await reserveAttempt(user?.id ?? sha256Text(normalName(login)), caller, ports);
  const isRight = await passwordsIn(ports.table, ports.pepper).verify(user?.id, password);
  const isSame = signIn.userId === undefined || signIn.userId === user?.id;
  if (!user || !isRight || !isSame || !user.active) {
    const reason = !user ? 'unknown' : !isRight ? 'password' : !isSame ? 'other-user' : 'disabled';
    await recordFailure({ user, reason, signIn }, caller, ports);
    throw new Refusal('CREDENTIALS_WRONG', 'the credentials are wrong', { userId: user?.id, reason });
  }
  await attemptsIn(ports.table, ports.now).reset(attempt);
  const proof: Proof = { method: 'password', userId: user.id, at: ports.now().toISOString() };
  return finish({ signIn, user, proof }, caller, ports);
}

/**
 * A sign-in that is still open, and this browser's.
 *
 * @throws {Refusal} SIGN_IN_GONE: for one that ended, expired, never was, or belongs to another browser
 */
export async function openSignIn(signInId: string, { browser }: Caller, { table }: Ports): Promise<SignIn> {
  const signIn = await signInsIn(table).find(signInId);
  if (!signIn || signIn.browserHash === undefined || !isBrowsers(signIn, browser)) {
    throw new Refusal('SIGN_IN_GONE', 'no such sign-in in this browser', { signInId });
  }
  return signIn;
}

/**
 * Reserves an attempt on the password of a user (or of a name that nobody bears), before anything is compared.
 *
 * @returns the attempt, to be forgotten if it succeeds
 * @throws {Refusal} TOO_MANY_ATTEMPTS
 */
export async function reserveAttempt(subject: string, caller: Caller, ports: Ports): Promise<Attempt> {
  const { network, browser } = caller;
  const { table, now } = ports;
  // Asked for an unknown user, too, so that both cost the same.
  const known = browser === undefined ? undefined : await table.find(knownBrowserKey(subject, browser));
  const attempt: Attempt = {
    subject,
    factor: 'password',
    network,
    ...(known && browser !== undefined ? { knownBrowser: sha256Text(browser) } : {}),
  };
  const reserved = await attemptsIn(table, now).reserve(attempt);
  if (reserved === 'allowed') return attempt;
  await recordLimit(attempt, caller, ports);
  throw new Refusal('TOO_MANY_ATTEMPTS', 'too many attempts', { subject, network });
}

/** Records once in a window that a limit was reached: whoever goes on guessing fills no log. */
async function recordLimit(attempt: Attempt, caller: Caller, { table, ids, now }: Ports): Promise<void> {
  if (!(await attemptsIn(table, now).isFirstRefusal(attempt))) return;
  const target = isUserId(attempt.subject) ? `USER#${attempt.subject}` : 'USER';
  const what = { target, outcome: 'refused', reason: 'TOO_MANY_ATTEMPTS', now: now(), caller, ids } as const;
  await table.commit([recording(eventOf('sign-in.refuse', what))]);
}

/** For a name that nobody bears the subject is a digest, which is longer. */
const isUserId = (subject: string): boolean => /^[a-z2-7]{26}$/.test(subject);

async function recordFailure(
  { user, reason, signIn }: { user: User | undefined; reason: string; signIn: SignIn },
  caller: Caller,
  { table, ids, now: clock }: Ports,
): Promise<void> {
  const target = user ? `USER#${user.id}` : 'USER';
  const course = signIn.request ? await courseOf(signIn.request, user, table) : undefined;
  const now = clock();
  const end: End = { outcome: 'shown', code: 'CREDENTIALS_WRONG', reason };
  await table.commit([
    recording(eventOf('sign-in.refuse', { target, outcome: 'refused', reason, now, caller, ids })),
    ...(course ? tracingEnd(course, end, caller, now) : []),
  ]);
}

/** The way to a wrong password: what it was asked for, and whose it should have been, if anybody's. */
async function courseOf(pending: PendingRequest, user: User | undefined, table: Table): Promise<Course> {
  const [settings, app] = await table.findAll([SETTINGS_KEY, appKey(pending.appId)]);
  const known = { app: appOf(app), settings: settingsOf(settings), user };
  return keptCourse(pending, known, []);
}

interface Finishing {
  readonly signIn: SignIn;
  readonly user: User;
  readonly proof: Proof;
}

/** Goes on with a proof: the session begins in the same transaction that ends the sign-in and enters what is issued. */
async function finish({ signIn, user, proof }: Finishing, caller: Caller, ports: Ports): Promise<Proved> {
  const { table } = ports;
  const signInProofs = [...signIn.proofs, proof];
  const situation = await gather(table, { userId: user.id }, goalOf(signIn.request));
  // The password that was compared is no longer theirs, or everything of theirs was ended, while it was being hashed.
  if (situation.user?.epoch !== user.epoch)
    throw new Refusal('SIGN_IN_GONE', 'the user changed meanwhile', { userId: user.id });
  const { session, claim, writes } = await beginSession({ user, proofs: signInProofs, situation }, caller, ports);
  const ending = [signInsIn(table).ending(signIn), ...writes];
  if (signIn.console) {
    const { finishConsole } = await import('./console.ts'); // not on the way to apps
    const entering = { request: signIn.console, situation, signInProofs, session, writes: ending };
    return { outcome: await finishConsole(entering, caller, ports), claim };
  }
  const { request: pending } = signIn;
  if (!pending) return finishAtPortal({ situation, signInProofs, claim, writes: ending }, caller, ports);
  return orTraced(keptCourse(pending, situation, signInProofs), caller, ports, async () => {
    const request = readmit(pending, situation.app);
    try {
      return {
        outcome: await issue({ request, situation, signInProofs, session, writes: ending }, caller, ports),
        claim,
      };
    } catch (error) {
      if (error instanceof ConditionFailed) return goneElsewhere(error);
      const who = { userId: user.id, target: deniedText(request, situation), caller, ports };
      const denied = recordingDenied(error, who);
      const isTold = isRefusal(error) && pending.inResponseTo !== undefined && error.status < 500;
      if (!isTold && denied.length > 0) await table.commit(denied);
      if (!isTold) throw error;
      const writes = [signInsIn(table).ending(signIn), ...denied];
      return { outcome: await tellApp(error, { request, situation, caller, ports, writes }).catch(goneElsewhere) };
    }
  });
}

/** Of two that end a sign-in at once, the slower one is told that it is gone. */
const goneElsewhere = (error: unknown): never => {
  if (!(error instanceof ConditionFailed)) throw error;
  throw new Refusal('SIGN_IN_GONE', 'the sign-in went on elsewhere', { cause: error });
};

async function finishAtPortal(
  {
    situation,
    signInProofs,
    claim,
    writes,
  }: { situation: Situation; signInProofs: readonly Proof[]; claim: SessionClaim; writes: readonly Write[] },
  caller: Caller,
  ports: Ports,
): Promise<Proved> {
  const { table, ids, now } = ports;
  const decision = decideOn(situation, undefined, signInProofs, now());
  if (decision.kind !== 'allow') {
    const refusal = refusalOf(decision, 'the portal is not allowed');
    const denied = recordingDenied(refusal, { userId: claim.userId, target: 'PORTAL', caller, ports });
    if (denied.length > 0) await table.commit(denied);
    throw refusal;
  }
  if (!situation.user) throw new Refusal('SESSION_REQUIRED', 'the user is gone', { userId: claim.userId });
  const actor = claim.userId;
  const event = eventOf('sign-in.allow', { actor, target: 'PORTAL', ...decidedBy(decision), now: now(), caller, ids });
  await table.commit([...writes, usersIn(table).standing(situation.user), recording(event)]).catch(goneElsewhere);
  return { outcome: { kind: 'portal' }, claim };
}

/**
 * A session for a user who has just proved to be one. A session of the same user in this browser goes on under its ID
 * with a new secret, so the old cookie is dead and the apps it told keep their index; anybody else's ends.
 */
async function beginSession(
  { user, proofs, situation }: { user: User; proofs: readonly Proof[]; situation: Situation },
  caller: Caller,
  ports: Ports,
): Promise<{ session: Session; claim: SessionClaim; writes: Write[] }> {
  const { table, now } = ports;
  const old = await oldSession(caller, ports);
  const made = newSession(
    {
      userId: user.id,
      proofs,
      epoch: user.epoch,
      tenantEpoch: situation.settings?.epoch ?? 0,
      seconds: situation.settings?.sessionSeconds ?? SESSION_SECONDS,
      idleSeconds: situation.settings?.idleSeconds,
      userAgent: caller.userAgent,
      network: caller.network,
    },
    ports,
  );
  const known = knowing(user.id, caller.browser, now);
  if (old?.userId === user.id) {
    const session = { ...made.session, id: old.id };
    const item = { ...sessionKey(user.id, old.id), ...session };
    return { session, claim: { ...made.claim, sessionId: old.id }, writes: [{ do: 'put', item }, ...known] };
  }
  const ending: Write[] = old ? [{ do: 'remove', key: sessionKey(old.userId, old.id) }] : [];
  return { ...made, writes: [sessionsIn(table).creating(made.session), ...ending, ...known] };
}

/** The session that the browser still brings, if its secret is right: it is about to be replaced. */
async function oldSession({ sessionText }: Caller, { table }: Ports): Promise<Session | undefined> {
  if (!parseClaim(sessionText)) return undefined;
  const { session } = await gather(table, { sessionText }, { kind: 'portal' });
  return session;
}
