import { headOf, type MessageHead } from './authn-request.ts';
import { NS } from './names.ts';
import { attributeOf, childOf, childrenOf, malformed, present, textOf, timeOf } from './read.ts';
import type { XmlElement } from './tree.ts';

/** What an app claims to ask: that sessions of a user end (Core 3.7.1). */
export interface LogoutRequest extends MessageHead {
  readonly notOnOrAfter?: Date;
  readonly nameId: {
    readonly value: string;
    readonly format?: string;
    readonly nameQualifier?: string;
    readonly spNameQualifier?: string;
  };
  readonly sessionIndexes: readonly string[];
}

/** What an app claims to answer (Core 3.7.2). */
export interface LogoutResponse extends MessageHead {
  readonly inResponseTo: string;
  /** The top-level status code. */
  readonly status: string;
}

/** A request may name this many sessions. */
const SESSION_INDEXES = 32;

/** Reads a LogoutRequest; an encrypted NameID is refused. @throws {Refusal} REQUEST_MALFORMED */
export function parseLogoutRequest(root: XmlElement): LogoutRequest {
  if (root.ns !== NS.samlp || root.local !== 'LogoutRequest') throw malformed('not a LogoutRequest');
  const notOnOrAfter = attributeOf(root, 'NotOnOrAfter');
  const sessionIndexes = childrenOf(root, NS.samlp, 'SessionIndex').map((index) => textOf(index).trim());
  if (sessionIndexes.length > SESSION_INDEXES) throw malformed('too many session indexes');
  return {
    ...headOf(root),
    ...(notOnOrAfter === undefined ? {} : { notOnOrAfter: timeOf(notOnOrAfter) }),
    nameId: nameIdOf(root),
    sessionIndexes,
  };
}

function nameIdOf(root: XmlElement): LogoutRequest['nameId'] {
  const nameId = childOf(root, NS.saml, 'NameID');
  if (!nameId) throw malformed('no NameID');
  return {
    value: textOf(nameId),
    ...present({
      format: attributeOf(nameId, 'Format'),
      nameQualifier: attributeOf(nameId, 'NameQualifier'),
      spNameQualifier: attributeOf(nameId, 'SPNameQualifier'),
    }),
  };
}

/** Reads a LogoutResponse. @throws {Refusal} REQUEST_MALFORMED */
export function parseLogoutResponse(root: XmlElement): LogoutResponse {
  if (root.ns !== NS.samlp || root.local !== 'LogoutResponse') throw malformed('not a LogoutResponse');
  const status = childOf(root, NS.samlp, 'Status');
  const code = status && childOf(status, NS.samlp, 'StatusCode');
  return {
    ...headOf(root),
    inResponseTo: attributeOf(root, 'InResponseTo') ?? '',
    status: (code && attributeOf(code, 'Value')) ?? '',
  };
}
