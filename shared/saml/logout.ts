import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { nameIdElement, type NameId } from './assertion.ts';
import { element, join, text } from './canonical.ts';
import { NS, SIGNATURE, STATUS, type StatusName } from './names.ts';
import { protocolMessage, statusElement, statusResponse, type ResponseContent } from './response.ts';
import { type Signable, unsigned } from './signature.ts';

/** What a LogoutRequest says (Core 3.7.1). */
export interface LogoutRequestContent extends Omit<ResponseContent, 'inResponseTo'> {
  readonly nameId: NameId;
  readonly sessionIndex: string;
  readonly notOnOrAfter: Date;
}

/** Writes a LogoutRequest for one session of one user. */
export const writeLogoutRequest = (content: LogoutRequestContent): Signable =>
  protocolMessage(
    'samlp:LogoutRequest',
    { ...content, attributes: { NotOnOrAfter: content.notOnOrAfter.toISOString() } },
    join(
      nameIdElement(content.nameId, { saml: NS.saml }),
      element('samlp:SessionIndex', {}, text(content.sessionIndex)),
    ),
  );

/** How a logout ended: everybody was told, not everybody, or it was refused (Core 3.7.3.2). */
export type LogoutStatus = 'success' | 'partial' | 'unknown-principal';

/** Writes a LogoutResponse (Core 3.7.2). */
export function writeLogoutResponse(content: ResponseContent, status: LogoutStatus): Signable {
  const second = (code: StatusName) => element('samlp:StatusCode', { attributes: { Value: STATUS[code] } });
  const body =
    status === 'success'
      ? statusElement(STATUS.Success)
      : status === 'partial'
        ? statusElement(STATUS.Success, second('PartialLogout'))
        : statusElement(STATUS.Requester, second('UnknownPrincipal'));
  return statusResponse('samlp:LogoutResponse', content, body);
}

/** A message in a query, but for its signature (Bindings 3.4.4.1). */
export interface PreparedRedirect {
  readonly id: string;
  /** SHA-256 of the octets that are signed. */
  readonly digest: Buffer;
  /** The whole URL. */
  finish(signature: Uint8Array): string;
}

/** Prepares a signed message for the HTTP-Redirect binding: deflated, in the query of the receiver's address. */
export function prepareRedirect({
  parameter,
  document,
  url,
  relayState,
}: {
  parameter: 'SAMLRequest' | 'SAMLResponse';
  document: Signable;
  url: string;
  relayState?: string;
}): PreparedRedirect {
  const message = deflateRawSync(Buffer.from(unsigned(document).wire, 'utf8')).toString('base64');
  const signed = [
    `${parameter}=${encodeURIComponent(message)}`,
    ...(relayState === undefined ? [] : [`RelayState=${encodeURIComponent(relayState)}`]),
    `SigAlg=${encodeURIComponent(SIGNATURE.rsaSha256)}`,
  ].join('&');
  return {
    id: document.id,
    digest: createHash('sha256').update(signed).digest(),
    finish: (signature) =>
      `${url}${url.includes('?') ? '&' : '?'}${signed}&Signature=${encodeURIComponent(Buffer.from(signature).toString('base64'))}`,
  };
}
