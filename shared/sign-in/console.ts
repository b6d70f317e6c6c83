import { recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import type { Decision } from '../policy/authorize.ts';
import { lettingIn, openConsole } from '../sessions/console-session.ts';
import { type Proof, type Session, sessionsIn } from '../sessions/session.ts';
import { ConditionFailed, type Write } from '../table/table.ts';
import { usersIn } from '../users/user.ts';
import { decideFor } from './decide.ts';
import { gather, type Situation } from './gather.ts';
import type { Outcome } from './outcome.ts';
import type { Caller, Ports } from './ports.ts';
import { decidedBy, eventOf, recordingDenied, refusalOf } from './record.ts';
import { type ConsoleRequest, newSignIn, type SignIn, signInsIn } from './sign-in.ts';
import { groundOf } from './start.ts';

/** What the sign-in page calls the console. */
const CONSOLE = 'the Samlet console';

/** The place in the console that an address names, or its front page: nowhere else is led from here. */
export function placeInConsole(to: string | undefined, baseUrl: string): string {
  if (to === undefined || to.length > 1024 || !URL.canParse(to, baseUrl)) return '/console';
  const { origin, pathname, search, hash } = new URL(to, baseUrl);
  const isInside = origin === new URL(baseUrl).origin && /^\/console(?:\/|$)/.test(pathname);
  return isInside ? pathname + search + hash : '/console';
}

/**
 * An administrator wants into the console: the one door decides, by the policies for it. Whoever comes to prove
 * themselves anew is asked, however young their session is.
 *
 * @throws {Refusal} FORBIDDEN for a user without a role, and what policies refuse with
 */
export async function beginConsole(request: ConsoleRequest, caller: Caller, ports: Ports): Promise<Outcome> {
  const situation = await gather(ports.table, caller, { kind: 'portal' });
  const { session } = situation;
  const open = request.isFresh ? undefined : await openConsole(caller.consoleText, ports);
  const decision = decide(situation, request, ports);
  if (decision.kind === 'allow' && open && open.sessionId === session?.id) return { kind: 'console', to: request.to };
  return goOn({ request, situation, decision }, caller, ports);
}

/** Takes a sign-in to the console up again, in the browser that it is bound to. */
export async function resumeConsole(
  { signIn, request, situation }: { signIn: SignIn; request: ConsoleRequest; situation: Situation },
  caller: Caller,
  ports: Ports,
): Promise<Outcome> {
  return goOn({ signIn, request, situation, decision: decide(situation, request, ports) }, caller, ports);
}

const decide = (situation: Situation, { isFresh }: ConsoleRequest, { now }: Ports): Decision =>
  decideFor(
    situation,
    { kind: 'console' },
    { signInProofs: [], ...(isFresh ? { sessionProofs: [] } : {}), now: now() },
  );

interface Step {
  readonly request: ConsoleRequest;
  readonly situation: Situation;
  readonly decision: Decision;
  readonly signIn?: SignIn;
}

async function goOn({ request, situation, decision, signIn }: Step, caller: Caller, ports: Ports): Promise<Outcome> {
  const { session } = situation;
  if (decision.kind === 'allow' && session) {
    const writes = [
      sessionsIn(ports.table).standing(session),
      ...(signIn ? [signInsIn(ports.table).ending(signIn)] : []),
    ];
    return enter({ request, situation, decision, session, writes }, caller, ports);
  }
  if (decision.kind === 'require')
    return signIn
      ? { kind: 'challenge', signInId: signIn.id, appName: CONSOLE }
      : challenge({ request, situation }, caller, ports);
  return refuse(decision, situation.user?.id, caller, ports);
}

async function challenge(
  { request, situation }: Pick<Step, 'request' | 'situation'>,
  caller: Caller,
  ports: Ports,
): Promise<Outcome> {
  await groundOf(situation, caller, ports);
  const { browser } = caller;
  const signIn = newSignIn({ console: request, ...(browser ? { browser } : {}) }, ports);
  await ports.table.commit([signInsIn(ports.table).creating(signIn)]);
  return { kind: 'challenge', signInId: signIn.id, appName: CONSOLE };
}

async function refuse(decision: Decision, userId: string | undefined, caller: Caller, ports: Ports): Promise<never> {
  if (decision.kind === 'allow') throw new Refusal('SESSION_REQUIRED', 'the session is gone', { userId });
  const refusal = refusalOf(decision, 'the console is not allowed');
  const denied = recordingDenied(refusal, { userId, target: 'CONSOLE', caller, ports });
  if (denied.length > 0) await ports.table.commit(denied);
  throw refusal;
}

/** What somebody enters with: a session that stands, or one that begins with the writes. */
interface Entering {
  readonly request: ConsoleRequest;
  readonly situation: Situation;
  readonly decision: Extract<Decision, { kind: 'allow' }>;
  readonly session: Pick<Session, 'userId' | 'id' | 'expiresAt'>;
  readonly writes: readonly Write[];
}

type Entered = Extract<Outcome, { kind: 'console' }>;

/** Lets a session in, unless it, its user or the sign-in is gone at this moment. */
async function enter(
  { request, situation, decision, session, writes }: Entering,
  caller: Caller,
  ports: Ports,
): Promise<Entered> {
  const { table, ids, now } = ports;
  const { user } = situation;
  if (!user) throw new Refusal('SESSION_REQUIRED', 'the user is gone', { userId: session.userId });
  const { claim, write } = lettingIn(session, decision.authnAt, ports);
  const event = { actor: user.id, target: 'CONSOLE', ...decidedBy(decision), now: now(), caller, ids };
  const whole = [...writes, write, usersIn(table).standing(user), recording(eventOf('sign-in.allow', event))];
  try {
    await table.commit(whole);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Refusal('SIGN_IN_GONE', 'the sign-in went on elsewhere', { cause: error });
  }
  return { kind: 'console', to: request.to, claim };
}

/** Ends a sign-in to the console with a proof: the session begins in the transaction that lets it in. */
export async function finishConsole(
  {
    request,
    situation,
    signInProofs,
    ...begun
  }: Omit<Entering, 'decision'> & { readonly signInProofs: readonly Proof[] },
  caller: Caller,
  ports: Ports,
): Promise<Entered> {
  const proofs = { signInProofs, sessionProofs: [], now: ports.now() };
  const decision = decideFor(situation, { kind: 'console' }, proofs);
  if (decision.kind !== 'allow') return refuse(decision, begun.session.userId, caller, ports);
  return enter({ request, situation, decision, ...begun }, caller, ports);
}
