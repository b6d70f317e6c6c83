import { type App, type NameIdFormat, NAME_ID_FORMATS } from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import type { AuthnRequest } from '../saml/authn-request.ts';
import { BINDING } from '../saml/names.ts';
import type { Received } from '../trace/trace.ts';

declare const admitted: unique symbol;

/**
 * A request that we will answer, and where. Only this module makes one; it is the only type that carries an address, so
 * the compiler keeps us from answering strangers.
 */
export interface AdmittedRequest {
  readonly [admitted]: true;
  readonly app: App;
  readonly acsUrl: string;
  readonly pending: PendingRequest;
}

/** An admitted request as it is kept while somebody signs in; it is admitted anew when it is taken up again. */
export interface PendingRequest {
  readonly appId: string;
  readonly acsUrl: string;
  /** The request's own ID; absent where nobody asked (Profiles 4.1.5). */
  readonly inResponseTo?: string;
  readonly relayState?: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly authnContexts?: readonly string[];
  readonly nameIdFormat?: NameIdFormat;
  /** The NameID that the app asks to be told of (Core 3.4.1, Subject). */
  readonly subject?: string;
  /** The AWS role that is to be taken. */
  readonly role?: { readonly accountId: string; readonly roleName: string };
  /** The message itself, for the trace. */
  readonly received?: Received;
}

/** What admission goes by besides the request itself. */
export interface Admission {
  readonly app: App | undefined;
  /** Our own address at which the request came in: its Destination. */
  readonly ssoUrl: string;
  readonly now: Date;
  readonly relayState?: string;
  readonly isSigned: boolean;
  /** The message itself, for the trace. */
  readonly received?: Received;
}

/** Requests may be this old, and their sender's clock this much ahead, in seconds (Kantara IIP-G01: 3 to 5 minutes). */
export const REQUEST_SECONDS = 300;
const SKEW_SECONDS = 180;

/**
 * Admits an AuthnRequest (Core 3.4.1, Profiles 4.1.4.1): the app is registered, its signature is there if it must be
 * (and was proved before this), it is meant for us, new enough, and wants its answer at a registered address.
 *
 * @throws {Refusal} shown to the person: nobody is answered yet
 */
export function admit(
  claimed: AuthnRequest,
  { app, ssoUrl, now, relayState, isSigned, received }: Admission,
): AdmittedRequest {
  const { issuer } = claimed;
  if (!app || app.entityId !== issuer) throw new Refusal('APP_UNKNOWN', 'no app of this entity ID', { issuer });
  if (app.requestsSigned && !isSigned) throw new Refusal('REQUEST_UNSIGNED', 'this app signs its requests', { issuer });
  checkDestination(claimed, { ssoUrl, isSigned });
  checkAge(claimed.issueInstant, now);
  const acsUrl = acsUrlOf(claimed, app);
  const nameIdFormat = nameIdFormatOf(claimed.nameIdPolicy ?? {}, app);
  return admittedAt(app, acsUrl, {
    appId: app.id,
    acsUrl,
    inResponseTo: claimed.id,
    ...(nameIdFormat ? { nameIdFormat } : {}),
    ...(relayState === undefined ? {} : { relayState }),
    forceAuthn: claimed.forceAuthn,
    isPassive: claimed.isPassive,
    ...(claimed.requestedAuthnContext ? { authnContexts: claimed.requestedAuthnContext.classRefs } : {}),
    ...(claimed.subject ? { subject: claimed.subject.nameId } : {}),
    ...(received ? { received } : {}),
  });
}

/**
 * Admits what nobody asked for (Profiles 4.1.5): an app's tile, or a role.
 *
 * @throws {Refusal} IDP_INITIATED_OFF, APP_UNKNOWN, ACS_UNKNOWN
 */
export function admitUnsolicited(
  app: App | undefined,
  { acsUrl, relayState, role }: { acsUrl?: string; relayState?: string; role?: PendingRequest['role'] },
): AdmittedRequest {
  if (!app) throw new Refusal('APP_UNKNOWN', 'no such app');
  if (!app.idpInitiated || app.requestsSigned) {
    throw new Refusal('IDP_INITIATED_OFF', 'this app takes no unsolicited response', { appId: app.id });
  }
  const registered = acsUrl === undefined ? defaultAcs(app) : registeredAcs(app, acsUrl);
  return admittedAt(app, registered, {
    appId: app.id,
    acsUrl: registered,
    ...(relayState === undefined ? {} : { relayState }),
    ...(role ? { role } : {}),
    forceAuthn: false,
    isPassive: false,
  });
}

/**
 * Takes a kept request up again: the app must still be registered, and the address still be one of its own.
 *
 * @throws {Refusal} APP_UNKNOWN, ACS_UNKNOWN
 */
export function readmit(pending: PendingRequest, app: App | undefined): AdmittedRequest {
  if (!app || app.id !== pending.appId) throw new Refusal('APP_UNKNOWN', 'the app is gone', { appId: pending.appId });
  return admittedAt(app, registeredAcs(app, pending.acsUrl), pending);
}

/** What is wrong with a request that we may already answer: told to the app, not shown (Core 3.2.2.2). */
export function unmet(
  { nameIdPolicy, requestedAuthnContext, protocolBinding }: AuthnRequest,
  app: App,
): Refusal | undefined {
  if (protocolBinding !== undefined && protocolBinding !== BINDING.post) {
    return new Refusal('BINDING_UNSUPPORTED', 'responses go by HTTP-POST', { protocolBinding });
  }
  if (nameIdPolicy && !nameIdFormatOf(nameIdPolicy, app)) {
    return new Refusal('NAME_ID_POLICY_UNSUPPORTED', 'no such NameID for this app', { nameIdPolicy });
  }
  if (requestedAuthnContext && requestedAuthnContext.comparison !== 'exact') {
    return new Refusal('AUTHN_CONTEXT_UNSUPPORTED', 'only an exact comparison is answered', { requestedAuthnContext });
  }
  return undefined;
}

/**
 * The NameID format that a policy asks for, if we can give it; without one, the app's own (Core 3.4.1.1). A request does
 * not widen what the app is told: the mail address is given only to an app that is registered to learn it.
 */
export function nameIdFormatOf(
  { format, spNameQualifier }: { format?: string; spNameQualifier?: string },
  app: App,
): NameIdFormat | undefined {
  if (spNameQualifier !== undefined && spNameQualifier !== app.entityId) return undefined;
  if (format === undefined || format === NAME_ID_FORMATS.unspecified) return app.nameIdFormat;
  const asked = Object.entries(NAME_ID_FORMATS).find(([, uri]) => uri === format)?.[0];
  return asked === 'emailAddress' && !learnsAddress(app) ? undefined : (asked as NameIdFormat | undefined);
}

const learnsAddress = ({ nameIdFormat, nameIdField, attributes }: App): boolean =>
  nameIdFormat === 'emailAddress' ||
  (nameIdFormat === 'unspecified' && nameIdField === 'email') ||
  attributes.some(({ source }) => source.from === 'profile' && source.field === 'email');

const admittedAt = (app: App, acsUrl: string, pending: PendingRequest): AdmittedRequest =>
  ({ app, acsUrl, pending }) as AdmittedRequest;

/** A Destination must be ours; a signed message must have one, else it could be forwarded from elsewhere (Bindings 3.5.5.2). */
function checkDestination(
  { destination }: AuthnRequest,
  { ssoUrl, isSigned }: { ssoUrl: string; isSigned: boolean },
): void {
  if (destination === undefined ? isSigned : destination !== ssoUrl) {
    throw new Refusal('DESTINATION_WRONG', 'the request is meant for somebody else', { destination, ssoUrl });
  }
}

function checkAge(issueInstant: Date, now: Date): void {
  const age = (now.getTime() - issueInstant.getTime()) / 1000;
  if (age > REQUEST_SECONDS || age < -SKEW_SECONDS) {
    throw new Refusal('REQUEST_EXPIRED', 'the request is too old, or of the future', { age });
  }
}

/** By URL, by index, or the default: always one that is registered, compared as a whole string (R-ASR-1). */
function acsUrlOf({ acsUrl, acsIndex }: AuthnRequest, app: App): string {
  if (acsUrl !== undefined) return registeredAcs(app, acsUrl);
  if (acsIndex === undefined) return defaultAcs(app);
  const indexed = app.acs.find(({ index }) => index === acsIndex);
  if (!indexed) throw new Refusal('ACS_UNKNOWN', 'no address of this index', { appId: app.id, acsIndex });
  return indexed.url;
}

function registeredAcs(app: App, acsUrl: string): string {
  const registered = app.acs.find(({ url }) => url === acsUrl);
  if (!registered) throw new Refusal('ACS_UNKNOWN', 'the app may not be answered there', { appId: app.id, acsUrl });
  return registered.url;
}

function defaultAcs(app: App): string {
  const acs = app.acs.find(({ isDefault }) => isDefault) ?? app.acs[0];
  if (!acs) throw new Refusal('ACS_UNKNOWN', 'the app has no address', { appId: app.id });
  return acs.url;
}
