import type { App } from '../apps/app.ts';
import { type AuthnRequest, parseAuthnRequest } from '../saml/authn-request.ts';
import { fromPost, fromRedirect, type Message } from '../saml/bindings.ts';
import { isSigned, proved } from '../saml/verify.ts';
import { scan } from '../saml/scanner.ts';
import type { XmlElement } from '../saml/tree.ts';
import { Refusal } from '../base/refusal.ts';

/** A request as it came in: what it claims, and the message that may prove it. */
export interface ReceivedRequest {
  readonly message: Message;
  /** The message as it was scanned. */
  readonly root: XmlElement;
  readonly claimed: AuthnRequest;
  readonly isSigned: boolean;
  readonly relayState?: string;
}

/** Receives an AuthnRequest by the Redirect binding. @throws {Refusal} REQUEST_MALFORMED, REQUEST_TOO_LARGE */
export const receiveRedirected = (rawQuery: string): ReceivedRequest => received(fromRedirect(rawQuery));

/** Receives an AuthnRequest by the POST binding. @throws {Refusal} REQUEST_MALFORMED, REQUEST_TOO_LARGE */
export const receivePosted = (form: URLSearchParams): ReceivedRequest => received(fromPost(form));

function received(message: Message): ReceivedRequest {
  if (message.parameter !== 'SAMLRequest') throw new Refusal('REQUEST_MALFORMED', 'a response where a request must be');
  const root = scan(message.xml);
  return {
    message,
    root,
    claimed: parseAuthnRequest(root),
    isSigned: isSigned(message, root),
    ...(message.relayState === undefined ? {} : { relayState: message.relayState }),
  };
}

/**
 * The request as far as it is proved: with a signature, what the signature covers, by a certificate of the registered
 * app; without one, the claim itself. What is proved is read again from the signed text alone.
 *
 * @throws {Refusal} SIGNATURE_INVALID: a signature that is there must hold, whether or not it had to be there
 */
export async function proveRequest(
  { message, claimed, isSigned: mustHold }: ReceivedRequest,
  app: App,
): Promise<AuthnRequest> {
  return mustHold ? parseAuthnRequest(await proved(message, app.signingCertificates)) : claimed;
}
