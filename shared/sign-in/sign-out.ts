import { type App, appIdOf, appsIn } from '../apps/app.ts';
import { recording } from '../audit/event.ts';
import { sha256Text } from '../base/bytes.ts';
import { epochSeconds, later } from '../base/clock.ts';
import { Refusal } from '../base/refusal.ts';
import type { Message } from '../saml/bindings.ts';
import { type LogoutRequest, parseLogoutRequest, parseLogoutResponse } from '../saml/logout-messages.ts';
import { STATUS } from '../saml/names.ts';
import { scan } from '../saml/scanner.ts';
import { proved } from '../saml/verify.ts';
import { type Session, sessionsIn } from '../sessions/session.ts';
import { ConditionFailed, type Write } from '../table/table.ts';
import { gather } from './gather.ts';
import { addressesOf, type Caller, type Ports } from './ports.ts';
import { eventOf } from './record.ts';
import { isBrowsers } from './sign-in.ts';
import { changingSignOut, findSignOut, SIGN_OUT_SECONDS, type SignOut, signOutKey } from './sign-out-state.ts';
import { nextStep, refuseLogout, type Step } from './sign-out-step.ts';

/**
 * Signs the browser out, by a button of ours. The session is over before any app is told, so whatever an app does, it
 * cannot be used again.
 *
 * @returns the ID of the sign-out, or `undefined` if nobody was signed in
 */
export async function signOut(caller: Caller, ports: Ports): Promise<string | undefined> {
  const { session } = await gather(ports.table, caller, { kind: 'portal' });
  if (!session) return undefined;
  const state = newSignOut(caller.browser ? { browserHash: sha256Text(caller.browser) } : {}, ports);
  await end(
    session,
    { do: 'create', item: { ...signOutKey(state.id), ...(await withParticipants(state, session, ports)) } },
    caller,
    ports,
  );
  return state.id;
}

const newSignOut = (fields: Pick<SignOut, 'asker' | 'asked' | 'browserHash'>, { ids, now }: Ports): SignOut => ({
  ...fields,
  id: ids.id(),
  waiting: [],
  told: [],
  expiresAt: epochSeconds(later(now(), SIGN_OUT_SECONDS)),
  version: 1,
});

/** The session's other apps, to be told one after the other; the one that asked knows. */
async function withParticipants(state: SignOut, session: Session, { table }: Ports): Promise<SignOut> {
  const participants = await sessionsIn(table).participants(session.userId, session.id);
  return { ...state, waiting: participants.filter(({ appId }) => appId !== state.asker?.appId) };
}

/** Ends a session; of two that end it at once, one goes on to tell the apps. */
async function end(session: Session, write: Write, caller: Caller, { table, ids, now }: Ports): Promise<void> {
  const event = eventOf('session.end', {
    actor: session.userId,
    target: `SESSION#${session.id}`,
    now: now(),
    caller,
    ids,
  });
  try {
    await table.commit([sessionsIn(table).ending(session), write, recording(event)]);
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('REQUEST_REPLAYED', 'the session ended at this moment', { cause: error });
    throw error;
  }
}

/**
 * Takes in what an app sends to our logout address: a request that sessions end, or the answer to one of ours
 * (Profiles 4.4). Nobody is recognised yet, since a POST of another site brings no cookie; that follows by a GET.
 *
 * @returns the ID of the sign-out to go on with
 * @throws {Refusal} for what is unsigned, misdirected, stale, replayed, or of a stranger
 */
export const receiveLogout = (message: Message, ports: Ports): Promise<string> =>
  message.parameter === 'SAMLRequest' ? keepRequest(message, ports) : noteAnswer(message, ports);

async function keepRequest(message: Message, ports: Ports): Promise<string> {
  const claimed = parseLogoutRequest(scan(message.xml));
  const app = await logoutApp(claimed.issuer, ports);
  const request = parseLogoutRequest(await proved(message, app.signingCertificates));
  const now = ports.now();
  checkLogoutRequest(request, ports);
  const asker = {
    appId: app.id,
    requestId: request.id,
    ...(message.relayState === undefined ? {} : { relayState: message.relayState }),
  };
  const asked = { nameId: request.nameId.value, sessionIndexes: request.sessionIndexes };
  const state = newSignOut({ asker, asked }, ports);
  try {
    await ports.table.commit([
      { do: 'create', item: { ...signOutKey(state.id), ...state } },
      reservingLogout(app, request.id, now),
    ]);
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('REQUEST_REPLAYED', 'this request was answered before', { cause: error });
    throw error;
  }
  return state.id;
}

/** A LogoutRequest may be this old, and its sender's clock this much ahead, in seconds. */
const AGE_SECONDS = 300;
const SKEW_SECONDS = 180;

function checkLogoutRequest({ destination, issueInstant, notOnOrAfter }: LogoutRequest, { baseUrl, now }: Ports): void {
  if (destination !== addressesOf(baseUrl).slo)
    throw new Refusal('DESTINATION_WRONG', 'the request is meant for somebody else', { destination });
  const age = (now().getTime() - issueInstant.getTime()) / 1000;
  const isOver = notOnOrAfter !== undefined && now() >= later(notOnOrAfter, SKEW_SECONDS);
  if (age > AGE_SECONDS || age < -SKEW_SECONDS || isOver)
    throw new Refusal('REQUEST_EXPIRED', 'the request is too old, or of the future', { age });
}

const reservingLogout = ({ id }: App, requestId: string, now: Date): Write => ({
  do: 'create',
  item: {
    pk: `REQUEST#${sha256Text(`${id}\n${requestId}`)}`,
    sk: 'REQUEST',
    expiresAt: epochSeconds(later(now, SIGN_OUT_SECONDS)),
  },
});

async function logoutApp(entityId: string, { table }: Ports): Promise<App> {
  const app = await appsIn(table).find(appIdOf(entityId));
  if (!app?.enabled || app.entityId !== entityId || !app.logout)
    throw new Refusal('APP_UNKNOWN', 'no app of this entity ID that logs out', { entityId });
  return app;
}

/**
 * Notes what an app answered. An answer is proved like a request where the app has a certificate; all that it can do is
 * to say whether that app was told, and the sign-out goes on in any case.
 */
async function noteAnswer(message: Message, ports: Ports): Promise<string> {
  const claimed = parseLogoutResponse(scan(message.xml));
  const app = await logoutApp(claimed.issuer, ports);
  const answer =
    app.signingCertificates.length > 0 ? parseLogoutResponse(await proved(message, app.signingCertificates)) : claimed;
  const [, id = ''] = /^_([a-z2-7]{26})-\d+$/.exec(answer.inResponseTo) ?? [];
  const state = await findSignOut(ports.table, id);
  if (!state) throw new Refusal('REQUEST_EXPIRED', 'no such sign-out', { inResponseTo: answer.inResponseTo });
  const outcome = answer.status === STATUS.Success ? ('told' as const) : ('failed' as const);
  const told = state.told.map((entry) =>
    entry.appId === app.id && entry.outcome === 'pending' ? { ...entry, outcome } : entry,
  );
  try {
    await ports.table.commit([changingSignOut(state, { ...state, told })]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error; // a second copy of the answer came at the same moment
  }
  return id;
}

/**
 * Goes on with a sign-out: the next app to tell, the answer to the app that asked, or the page that says how it went.
 * Only its own browser does: every app that is told learns the ID, and elsewhere it would be handed what the next one
 * is told of the user. For any other browser there is no such sign-out.
 *
 * @throws {Refusal} REQUEST_REPLAYED when the same step is taken twice at once
 */
export async function continueSignOut(id: string, caller: Caller, ports: Ports): Promise<Step> {
  const found = await findSignOut(ports.table, id);
  if (!found || !isBrowsers(found, caller.browser)) return { kind: 'done', told: [] };
  try {
    const state = await boundTo(caller, found, ports);
    return await (state.asked ? resolveAsked(state, state.asked, caller, ports) : nextStep(state, caller, ports));
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('REQUEST_REPLAYED', 'the sign-out went on elsewhere', { cause: error });
    throw error;
  }
}

async function boundTo({ browser }: Caller, state: SignOut, { table }: Ports): Promise<SignOut> {
  if (state.browserHash !== undefined || browser === undefined) return state;
  const bound = { ...state, browserHash: sha256Text(browser) };
  await table.commit([changingSignOut(state, bound)]);
  return { ...bound, version: state.version + 1 };
}

/** Whose session it is that an app asked to end: the browser's own, and only under the name that the app was told. */
async function resolveAsked(
  state: SignOut,
  asked: NonNullable<SignOut['asked']>,
  caller: Caller,
  ports: Ports,
): Promise<Step> {
  const { session } = await gather(ports.table, caller, { kind: 'portal' });
  const { asked: _resolved, ...open } = state;
  if (!session) {
    await ports.table.commit([changingSignOut(state, open)]);
    return nextStep({ ...open, version: state.version + 1 }, caller, ports);
  }
  const participants = await sessionsIn(ports.table).participants(session.userId, session.id);
  const isTheirs = participants.some(
    ({ appId, nameId, sessionIndex }) =>
      appId === state.asker?.appId &&
      nameId === asked.nameId &&
      (asked.sessionIndexes.length === 0 || asked.sessionIndexes.includes(sessionIndex)),
  );
  if (!isTheirs && state.asker) return refuseLogout(state, caller, ports);
  const resolved = await withParticipants(open, session, ports);
  await end(session, changingSignOut(state, resolved), caller, ports);
  return nextStep({ ...resolved, version: state.version + 1 }, caller, ports);
}
