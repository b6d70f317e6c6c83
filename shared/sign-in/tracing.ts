import { sha256Text } from '../base/bytes.ts';
import { epochSeconds } from '../base/clock.ts';
import { log } from '../base/log.ts';
import { isRefusal, type Refusal as Refused, Refusal } from '../base/refusal.ts';
import { printed } from '../saml/print.ts';
import { type Tracing, TRACING } from '../settings/tracing.ts';
import type { Proof } from '../sessions/session.ts';
import type { Write } from '../table/table.ts';
import type { Received, Sent, Trace } from '../trace/trace.ts';
import { isTraced, tracing } from '../trace/traces.ts';
import type { PendingRequest } from './admit.ts';
import type { Situation } from './gather.ts';
import type { Caller, Ports } from './ports.ts';
import type { ReceivedRequest } from './receive.ts';
import { SETTINGS_KEY, settingsOf, type TenantSettings } from './settings.ts';

/** Whom and what a sign-in is about, as far as it was read. */
export type Known = {
  readonly [K in 'settings' | 'app' | 'user' | 'session']?: Situation[K] | undefined;
};

/** What is known of a sign-in when it ends; a stranger's may be no more than who came. */
export interface Course {
  readonly received?: Received;
  readonly role?: { readonly accountId: string; readonly name: string };
  /** Absent where nothing was read yet. */
  readonly known?: Known;
  readonly signInProofs?: readonly Proof[];
  readonly relayState?: string;
}

/** The way of a request that was kept while somebody signed in. */
export function keptCourse(
  { received, relayState, role }: PendingRequest,
  known: Known,
  signInProofs: readonly Proof[],
): Course {
  return {
    known,
    signInProofs,
    ...(received ? { received } : {}),
    ...(role ? { role: { accountId: role.accountId, name: role.roleName } } : {}),
    ...(relayState === undefined ? {} : { relayState }),
  };
}

/** How it ends. */
export type End = Pick<Trace, 'outcome' | 'reason' | 'code' | 'sent'>;

/** Messages up to so many characters are kept as they came; an app's request has about one thousand. */
const KEPT_CHARACTERS = 8000;

/** A request as its trace remembers it: never with the value of a signature, which is nobody's to keep. */
export function receivedOf({ message, root, isSigned }: ReceivedRequest, caller: Caller, at: Date): Received {
  const { binding, xml, signature } = message;
  return {
    binding,
    at: caller.begunAt ?? at.toISOString(),
    requestId: caller.requestId,
    isSigned,
    size: xml.length,
    ...(signature ? { signatureAlgorithm: signature.algorithm.slice(0, 128) } : {}),
    ...(xml.length > KEPT_CHARACTERS ? {} : { xml: isSigned && binding === 'post' ? printed(root) : xml }),
  };
}

/** What was chosen to be traced. */
export const tracingOf = (settings: TenantSettings | undefined): Tracing => settings?.tracing ?? TRACING.defaults;

/** The writes that trace a sign-in, for the transaction with which it ends; none if its outcome is not traced. */
export function tracingEnd(course: Course, end: End, caller: Caller, now: Date): Write[] {
  const chosen = tracingOf(course.known?.settings);
  return isTraced(chosen, end.outcome) ? tracing(traceOf(course, end, caller, now), chosen) : [];
}

/** A refusal's reason: the rule that decided if one did, else our own words for the log. */
export const reasonOf = ({ message, details }: Refused): string =>
  typeof details['rule'] === 'string' ? details['rule'] : message;

function traceOf(course: Course, end: End, caller: Caller, now: Date): Trace {
  const { received, role, known, signInProofs = [], relayState } = course;
  const { app, user, session } = known ?? {};
  const { requestId: id, ip, userAgent } = caller;
  const at = now.toISOString();
  const proofs = [...(session?.proofs ?? []), ...signInProofs];
  return {
    id,
    at,
    entrance: role ? 'role' : received || !app ? 'request' : 'app',
    ...end,
    begunAt: caller.begunAt ?? at,
    ...(received ? { received } : {}),
    ...(app ? { app: { id: app.id, name: app.name, entityId: app.entityId } } : {}),
    ...(role ? { role } : {}),
    ...(user ? { user: { id: user.id, userName: user.userName } } : {}),
    viewer: { ip, userAgent },
    proofs: proofs.map(({ method, at: provedAt }) => ({ method, at: provedAt })),
    ...(relayState === undefined ? {} : { relayState }),
  };
}

/**
 * Does what may be refused, and traces a refusal that is shown to the person: their page bears the number by which the
 * trace is found. An administrator's page leads to it.
 */
export async function orTraced<T>(course: Course, caller: Caller, ports: Ports, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isRefusal(error) || error.status >= 500) throw error;
    const isKept = await keepRefusal(error, course, caller, ports);
    throw isKept && course.known?.user?.adminRole ? markedAsTraced(error) : error;
  }
}

const markedAsTraced = (refusal: Refused): Refused =>
  new Refusal(refusal.code, refusal.message, {
    ...refusal.details,
    faults: refusal.faults,
    isTraced: true,
    cause: refusal,
  });

/** Traces of refusals that one network may cause in a quarter of an hour: strangers can have themselves refused at will. */
const REFUSALS_PER_WINDOW = 30;
const WINDOW_SECONDS = 900;

/** Keeps a refusal's trace in a write of its own. That it cannot be kept is logged and changes nothing for the person. */
async function keepRefusal(refusal: Refused, course: Course, caller: Caller, ports: Ports): Promise<boolean> {
  const { table } = ports;
  const now = ports.now();
  try {
    const settings = course.known ? course.known.settings : settingsOf((await table.findAll([SETTINGS_KEY]))[0]);
    const chosen = tracingOf(settings);
    if (!isTraced(chosen, 'shown')) return false;
    const window = Math.floor(epochSeconds(now) / WINDOW_SECONDS);
    const key = { pk: `ATTEMPTS#TRACES#${sha256Text(caller.network)}#${window}`, sk: 'ATTEMPTS' };
    if ((await table.count(key, REFUSALS_PER_WINDOW, (window + 2) * WINDOW_SECONDS)) === undefined) return false;
    const end: End = { outcome: 'shown', code: refusal.code, reason: reasonOf(refusal) };
    await table.commit(tracing(traceOf(course, end, caller, now), chosen));
    return true;
  } catch (error) {
    log({ level: 'error', event: 'trace.lost', requestId: caller.requestId, error });
    return false;
  }
}

/** The sent response in a trace of its own kind. */
export const issuedAs = (sent: Sent, rule: string): End => ({ outcome: 'issued', reason: rule, sent });
