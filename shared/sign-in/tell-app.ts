import { sha256Text } from '../base/bytes.ts';
import { epochSeconds } from '../base/clock.ts';
import { type Refusal, type RefusalCode, REFUSALS } from '../base/refusal.ts';
import type { Write } from '../table/table.ts';
import type { AdmittedRequest } from './admit.ts';
import type { Situation } from './gather.ts';
import type { Answer } from './outcome.ts';
import type { Caller, Ports } from './ports.ts';
import { signError } from './sign-response.ts';
import { groundOf } from './start.ts';
import { type End, keptCourse, reasonOf, tracingEnd } from './tracing.ts';
import type { Sent } from '../trace/trace.ts';

/** Signed errors that one network may cause in a quarter of an hour: signing them draws on a quota that all share. */
const ERRORS_PER_WINDOW = 30;
const WINDOW_SECONDS = 900;

/** Where the request was in order and it is us, or the user, that cannot meet it (Core 3.2.2.2). */
const RESPONDERS_FAULT: ReadonlySet<RefusalCode> = new Set([
  'PASSIVE_IMPOSSIBLE',
  'AUTHN_CONTEXT_UNSUPPORTED',
  'NOT_ASSIGNED',
  'POLICY_DENIED',
  'USER_DISABLED',
  'CREDENTIALS_WRONG',
  'SUBJECT_UNKNOWN',
]);

/** What an app is to be told, and what is written with it. */
export interface Telling {
  readonly request: AdmittedRequest;
  readonly situation: Situation;
  readonly caller: Caller;
  readonly ports: Ports;
  readonly writes: readonly Write[];
}

/**
 * Tells an app why it gets no assertion: a signed response with a status (Core 3.2.2.2). It is counted against the
 * caller's network before it is signed, so that nobody drains the quota; past the budget the
 * refusal is shown to the person instead.
 *
 * @throws {Refusal} the refusal itself, past the budget
 */
export async function tellApp(
  refusal: Refusal,
  { request, situation, caller, ports, writes }: Telling,
): Promise<Answer> {
  const now = ports.now();
  const window = Math.floor(epochSeconds(now) / WINDOW_SECONDS);
  const key = { pk: `ATTEMPTS#ERRORS#${sha256Text(caller.network)}#${window}`, sk: 'ATTEMPTS' };
  const counted = await ports.table.count(key, ERRORS_PER_WINDOW, (window + 2) * WINDOW_SECONDS);
  if (counted === undefined) throw refusal;
  const { settings, keyRing } = await groundOf(situation, caller, ports);
  const { inResponseTo } = request.pending;
  const samlResponse = await signError(
    {
      signer: { entityId: settings.entityId, keyRing, now, requestId: caller.requestId, appId: request.app.id },
      acsUrl: request.acsUrl,
      ...(inResponseTo === undefined ? {} : { inResponseTo }),
      status: {
        top: RESPONDERS_FAULT.has(refusal.code) ? 'Responder' : 'Requester',
        second: REFUSALS[refusal.code].saml,
      },
      writes,
      tracing: (sent) => tracingEnd(keptCourse(request.pending, situation, []), toldAs(refusal, sent), caller, now),
    },
    ports,
  );
  const { relayState } = request.pending;
  return {
    kind: 'post',
    acsUrl: request.acsUrl,
    appName: request.app.name,
    fields: { SAMLResponse: samlResponse, ...(relayState === undefined ? {} : { RelayState: relayState }) },
  };
}

const toldAs = (refusal: Refusal, sent: Sent): End => ({
  outcome: 'told',
  code: refusal.code,
  reason: reasonOf(refusal),
  sent,
});
