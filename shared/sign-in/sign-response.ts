import type { App } from '../apps/app.ts';
import type { LedgerEntry } from '../audit/ledger.ts';
import { messageId } from '../base/ids.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { publicKeyIn, signBeside } from '../keys/sign-beside.ts';
import { type AssertionContent, writeAssertion } from '../saml/assertion.ts';
import type { Xml } from '../saml/canonical.ts';
import { encryptAssertion } from '../saml/encrypt.ts';
import { type ErrorStatus, type ResponseContent, writeErrorResponse, writeResponse } from '../saml/response.ts';
import { prepareSignature, type Signable, unsigned } from '../saml/signature.ts';
import type { Write } from '../table/table.ts';
import type { Sent } from '../trace/trace.ts';
import type { Ports } from './ports.ts';

/** Who signs, when, and for what request: the same for every document of one answer. */
export interface Signer {
  readonly entityId: string;
  readonly keyRing: KeyRing;
  readonly now: Date;
  readonly requestId: string;
  readonly appId: string;
  readonly userId?: string;
}

/** What is to be signed for an app, and what is written with the first signature. */
export interface ResponseSigning {
  readonly signer: Signer;
  readonly app: App;
  readonly content: Omit<AssertionContent, 'id' | 'issuer' | 'issuedAt'>;
  readonly writes: readonly Write[];
  /** The writes that trace what is sent; they go behind `writes`. */
  readonly tracing: (sent: Sent) => readonly Write[];
}

/**
 * Builds and signs a response: the assertion, the response around it, or both, as the app is registered; and encrypts
 * the signed assertion if the app has published a key. All `writes` go with the first signature. One signature costs
 * one call of the key; the second one, if asked for, covers the first and so comes after it.
 *
 * @returns the response in base64, as the POST binding carries it (Bindings 3.5.4)
 */
export async function signResponse(
  { signer, app, content: claims, writes: others, tracing }: ResponseSigning,
  ports: Ports,
): Promise<string> {
  const content: AssertionContent = { ...claims, id: messageId(), issuer: signer.entityId, issuedAt: signer.now };
  const around = envelope(content.acsUrl, content.inResponseTo, signer);
  const writes = [...others, ...tracing(sentBy(app, content, around.id))];
  const document = writeAssertion(content);
  const assertion = app.signAssertion
    ? await signed(document, { kind: 'assertion', signer, writes }, ports)
    : unsigned(document);
  const inner = app.encryptionCertificate
    ? encryptAssertion(assertion, app.encryptionCertificate, app.encryptionAlgorithm)
    : assertion;
  const response = writeResponse(around, inner);
  if (!app.signResponse && app.signAssertion) return base64(unsigned(response));
  return base64(await signed(response, { kind: 'response', signer, writes: app.signAssertion ? [] : writes }, ports));
}

/** What the writer is given, as its trace keeps it. An app that signs nothing has its response signed nevertheless. */
const sentBy = (app: App, content: AssertionContent, responseId: string): Sent => ({
  kind: 'assertion',
  content,
  responseId,
  signs: { assertion: app.signAssertion, response: app.signResponse || !app.signAssertion },
  ...(app.encryptionCertificate ? { encryption: app.encryptionAlgorithm ?? 'aes256-gcm' } : {}),
});

/** What tells an app that there is no assertion for it. */
export interface ErrorSigning {
  readonly signer: Signer;
  readonly acsUrl: string;
  readonly inResponseTo?: string;
  readonly status: ErrorStatus;
  readonly writes: readonly Write[];
  /** The writes that trace what is sent; they go behind `writes`. */
  readonly tracing: (sent: Sent) => readonly Write[];
}

/** Builds and signs a response with a status and no assertion. @returns the response in base64 */
export async function signError(
  { signer, acsUrl, inResponseTo, status, writes: others, tracing }: ErrorSigning,
  ports: Ports,
): Promise<string> {
  const content = envelope(acsUrl, inResponseTo, signer);
  const writes = [...others, ...tracing({ kind: 'error', content, status })];
  const document = writeErrorResponse(content, status);
  return base64(await signed(document, { kind: 'error', signer, writes }, ports));
}

const envelope = (
  destination: string,
  inResponseTo: string | undefined,
  { entityId, now }: Signer,
): ResponseContent => ({
  id: messageId(),
  issuer: entityId,
  destination,
  issuedAt: now,
  ...(inResponseTo === undefined ? {} : { inResponseTo }),
});

/** Signs a document with the active key, its ledger entry and `writes` beside it. */
export async function signed(
  document: Signable,
  { kind, signer, writes }: { kind: LedgerEntry['kind']; signer: Signer; writes: readonly Write[] },
  ports: Ports,
): Promise<Xml> {
  const prepared = prepareSignature(document, signer.keyRing.active.certificate);
  return prepared.finish(
    await signBeside({ ...ledgerOf(signer, kind), id: prepared.id, digest: prepared.digest }, writes, ports),
  );
}

/** The ledger's fields that all documents of one answer share, and the key that signs them. */
export const ledgerOf = ({ keyRing, now, requestId, appId, userId }: Signer, kind: LedgerEntry['kind']) => ({
  kind,
  keyId: keyRing.active.keyId,
  publicKey: publicKeyIn(keyRing.active.certificate),
  at: now.toISOString(),
  appId,
  requestId,
  ...(userId === undefined ? {} : { userId }),
});

/** A signed document as the POST binding carries it. */
export const base64 = ({ wire }: Xml): string => Buffer.from(wire, 'utf8').toString('base64');
