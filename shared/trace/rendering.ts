import { writeAssertion } from '../saml/assertion.ts';
import type { Xml } from '../saml/canonical.ts';
import { writeErrorResponse, writeResponse } from '../saml/response.ts';
import { prepareSignature, type Signable, unsigned } from '../saml/signature.ts';
import type { Sent, SentAssertion } from './trace.ts';

/** A document that was signed: what the key was given for it can be computed again, or why it cannot. */
export interface SignedAgain {
  readonly kind: 'assertion' | 'response' | 'error';
  readonly id: string;
  /** SHA-256 of its SignedInfo in base64, as the ledger has it. */
  readonly digest?: string;
  /** Why there is none. */
  readonly why?: 'covers-encryption' | 'covers-signature';
}

/** A response as it was sent, but for the values of its signatures and for what encryption makes of it. */
export interface Rendering {
  readonly xml: string;
  readonly signed: readonly SignedAgain[];
}

/**
 * Writes a response again with the writer that wrote it, from what it was given then. A signature covers every octet of
 * its document, so a digest that equals the ledger's says that this is what was signed. Where a response's signature
 * covers a signed or encrypted assertion, it covers octets that are kept by nobody: its assertion proves itself.
 */
export function renderAgain(sent: Sent): Rendering {
  if (sent.kind === 'error') {
    const { xml, signed } = sealed(writeErrorResponse(sent.content, sent.status), 'error');
    return { xml: xml.wire, signed: [signed] };
  }
  return assertionAgain(sent);
}

function assertionAgain({ content, responseId, signs, encryption }: SentAssertion): Rendering {
  const { issuer, acsUrl, inResponseTo, issuedAt } = content;
  const assertion = writeAssertion(content);
  const inner = signs.assertion ? sealed(assertion, 'assertion') : undefined;
  const response = writeResponse(
    { id: responseId, issuer, destination: acsUrl, issuedAt, ...(inResponseTo === undefined ? {} : { inResponseTo }) },
    inner?.xml ?? unsigned(assertion),
  );
  if (!signs.response) return { xml: unsigned(response).wire, signed: inner ? [inner.signed] : [] };
  const outer = sealed(response, 'response');
  const why = encryption ? 'covers-encryption' : inner ? 'covers-signature' : undefined;
  const signed: SignedAgain = why ? { kind: 'response', id: responseId, why } : outer.signed;
  return { xml: outer.xml.wire, signed: [...(inner ? [inner.signed] : []), signed] };
}

/** A document with a signature that has no value, and the digest that the key was given. */
function sealed(document: Signable, kind: SignedAgain['kind']): { xml: Xml; signed: SignedAgain } {
  const prepared = prepareSignature(document, '');
  return {
    xml: prepared.finish(new Uint8Array()),
    signed: { kind, id: document.id, digest: prepared.digest.toString('base64') },
  };
}
