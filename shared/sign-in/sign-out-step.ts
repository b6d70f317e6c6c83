import { type App, appsIn } from '../apps/app.ts';
import type { LedgerEntry } from '../audit/ledger.ts';
import { later } from '../base/clock.ts';
import { messageId } from '../base/ids.ts';
import { signBeside } from '../keys/sign-beside.ts';
import type { Participant } from '../sessions/session.ts';
import { type LogoutStatus, prepareRedirect, writeLogoutRequest, writeLogoutResponse } from '../saml/logout.ts';
import type { Signable } from '../saml/signature.ts';
import type { Write } from '../table/table.ts';
import { gather } from './gather.ts';
import type { Caller, Ports } from './ports.ts';
import { base64, ledgerOf, signed, type Signer } from './sign-response.ts';
import { changingSignOut, type SignOut, type Told } from './sign-out-state.ts';
import { groundOf } from './start.ts';

/** What the browser does next in a sign-out. */
export type Step =
  | {
      readonly kind: 'post';
      readonly acsUrl: string;
      readonly appName: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'leave'; readonly url: string; readonly appName: string }
  | { readonly kind: 'done'; readonly told: readonly Told[] };

/** A LogoutRequest is good for this long, in seconds. */
const REQUEST_SECONDS = 300;

/** Takes the next app that can be told; when none is left, answers the app that asked, or says how it went. */
export async function nextStep(state: SignOut, caller: Caller, ports: Ports): Promise<Step> {
  const [participant, ...waiting] = state.waiting;
  if (!participant) return finish(state, caller, ports);
  const app = await appsIn(ports.table).find(participant.appId);
  const appName = app?.name ?? participant.appId;
  if (!app?.enabled || !app.logout) {
    const skipped: SignOut = {
      ...state,
      waiting,
      told: [...state.told, { appId: participant.appId, appName, outcome: 'cannot' }],
    };
    await ports.table.commit([changingSignOut(state, skipped)]);
    return nextStep({ ...skipped, version: state.version + 1 }, caller, ports);
  }
  const after: SignOut = { ...state, waiting, told: [...state.told, { appId: app.id, appName, outcome: 'pending' }] };
  return send(app, {
    parameter: 'SAMLRequest',
    kind: 'logout-request',
    write: (signer) => logoutRequest({ state, participant, app, signer }),
    url: app.logout.url,
    writes: [changingSignOut(state, after)],
    caller,
    ports,
  });
}

/** The request's ID leads its answer back to the sign-out, and counts the apps so that no two share one. */
const logoutRequest = ({
  state,
  participant,
  app,
  signer,
}: {
  state: SignOut;
  participant: Participant;
  app: App;
  signer: Signer;
}): Signable =>
  writeLogoutRequest({
    id: `_${state.id}-${state.told.length}`,
    issuer: signer.entityId,
    destination: app.logout?.url ?? '',
    issuedAt: signer.now,
    notOnOrAfter: later(signer.now, REQUEST_SECONDS),
    nameId: { format: participant.nameIdFormat, value: participant.nameId },
    sessionIndex: participant.sessionIndex,
  });

async function finish(state: SignOut, caller: Caller, ports: Ports): Promise<Step> {
  const { asker, told } = state;
  const app = asker && (await appsIn(ports.table).find(asker.appId));
  if (!asker || !app?.logout) return { kind: 'done', told };
  const { asker: _answered, ...answered } = state;
  const status: LogoutStatus = told.every(({ outcome }) => outcome === 'told') ? 'success' : 'partial';
  return send(app, {
    parameter: 'SAMLResponse',
    kind: 'logout-response',
    write: (signer) => logoutResponse({ app, signer, inResponseTo: asker.requestId, status }),
    url: app.logout.responseUrl ?? app.logout.url,
    ...(asker.relayState === undefined ? {} : { relayState: asker.relayState }),
    writes: [changingSignOut(state, answered)],
    caller,
    ports,
  });
}

const logoutResponse = ({
  app,
  signer,
  inResponseTo,
  status,
}: {
  app: App;
  signer: Signer;
  inResponseTo: string;
  status: LogoutStatus;
}): Signable =>
  writeLogoutResponse(
    {
      id: messageId(),
      issuer: signer.entityId,
      destination: app.logout?.responseUrl ?? app.logout?.url ?? '',
      issuedAt: signer.now,
      inResponseTo,
    },
    status,
  );

interface Sending {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse';
  readonly kind: LedgerEntry['kind'];
  readonly write: (signer: Signer) => Signable;
  readonly url: string;
  readonly relayState?: string;
  readonly writes: readonly Write[];
  readonly caller: Caller;
  readonly ports: Ports;
}

/** Signs a message for an app's binding, its ledger entry and the state beside it. */
async function send(
  app: App,
  { parameter, kind, write, url, relayState, writes, caller, ports }: Sending,
): Promise<Step> {
  const { settings, keyRing } = await groundOf(await gather(ports.table, {}, { kind: 'portal' }), caller, ports);
  const signer: Signer = {
    entityId: settings.entityId,
    keyRing,
    now: ports.now(),
    requestId: caller.requestId,
    appId: app.id,
  };
  const document = write(signer);
  if (app.logout?.binding === 'post') {
    const message = base64(await signed(document, { kind, signer, writes }, ports));
    const fields = { [parameter]: message, ...(relayState === undefined ? {} : { RelayState: relayState }) };
    return { kind: 'post', acsUrl: url, appName: app.name, fields };
  }
  const prepared = prepareRedirect({ parameter, document, url, ...(relayState === undefined ? {} : { relayState }) });
  const signature = await signBeside(
    { ...ledgerOf(signer, kind), id: prepared.id, digest: prepared.digest },
    writes,
    ports,
  );
  return { kind: 'leave', url: prepared.finish(signature), appName: app.name };
}

/** Answers an app at once that its request is not met: the user that it names is not the one who is signed in here. */
export async function refuseLogout(state: SignOut, caller: Caller, ports: Ports): Promise<Step> {
  const { asker, asked: _refused, ...rest } = state;
  const app = asker && (await appsIn(ports.table).find(asker.appId));
  if (!asker || !app?.logout) return { kind: 'done', told: state.told };
  return send(app, {
    parameter: 'SAMLResponse',
    kind: 'logout-response',
    write: (signer) => logoutResponse({ app, signer, inResponseTo: asker.requestId, status: 'unknown-principal' }),
    url: app.logout.responseUrl ?? app.logout.url,
    ...(asker.relayState === undefined ? {} : { relayState: asker.relayState }),
    writes: [changingSignOut(state, rest)],
    caller,
    ports,
  });
}
