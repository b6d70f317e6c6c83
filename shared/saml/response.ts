import { closeTag, element, join, NOTHING, openTag, text, type Xml } from './canonical.ts';
import { NS, STATUS, type StatusName } from './names.ts';
import type { Signable } from './signature.ts';

/** What every response says of itself. */
export interface ResponseContent {
  readonly id: string;
  readonly issuer: string;
  readonly destination: string;
  readonly inResponseTo?: string;
  readonly issuedAt: Date;
}

/** Why there is no assertion (Core 3.2.2.2): whose fault it is, and the second-level code without its prefix. */
export interface ErrorStatus {
  readonly top: 'Requester' | 'Responder' | 'VersionMismatch';
  readonly second: StatusName;
  /** Words for whoever reads the app's log; they leave the house. */
  readonly message?: string;
}

/** Writes a successful response around an assertion, plain or encrypted (Core 3.3.3). */
export const writeResponse = (content: ResponseContent, assertion: Xml): Signable =>
  statusResponse('samlp:Response', content, join(statusElement(STATUS.Success), assertion));

/** Writes a response that holds a status and no assertion. */
export const writeErrorResponse = (content: ResponseContent, { top, second, message }: ErrorStatus): Signable =>
  statusResponse('samlp:Response', content, statusElement(STATUS[top], statusCode(STATUS[second]), message));

/** A message of type StatusResponseType (Core 3.2.2): a response, or a LogoutResponse. */
export function statusResponse(name: string, content: ResponseContent, body: Xml): Signable {
  return protocolMessage(name, { ...content, attributes: { InResponseTo: content.inResponseTo } }, body);
}

/** Any protocol message: its start tag and Issuer before the signature, the rest behind it. */
export function protocolMessage(
  name: string,
  {
    id,
    issuer,
    destination,
    issuedAt,
    attributes,
  }: Omit<ResponseContent, 'inResponseTo'> & { attributes?: Readonly<Record<string, string | undefined>> },
  body: Xml,
): Signable {
  const all = { ...attributes, Destination: destination, ID: id, IssueInstant: issuedAt.toISOString(), Version: '2.0' };
  return {
    id,
    head: join(
      openTag(name, { samlp: NS.samlp }, all),
      element('saml:Issuer', { declares: { saml: NS.saml } }, text(issuer)),
    ),
    tail: join(body, closeTag(name)),
  };
}

const statusCode = (value: string, inner: Xml = NOTHING): Xml =>
  element('samlp:StatusCode', { attributes: { Value: value } }, inner);

/** A Status with its code, and within it perhaps a second one (Core 3.2.2.1). */
export const statusElement = (value: string, inner: Xml = NOTHING, message?: string): Xml =>
  element(
    'samlp:Status',
    {},
    statusCode(value, inner),
    message === undefined ? NOTHING : element('samlp:StatusMessage', {}, text(message)),
  );
