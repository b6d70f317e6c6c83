/**
 * trace/ owns what is remembered of a sign-in so that an administrator can see what was asked, what was answered and
 * why. It holds no message that could be used again: of a response it keeps what the canonical writer was given, never
 * the signature, so the very bytes can be written again and held against the ledger, and nobody can send them.
 * Sign-in makes the writes; the admin API reads. It never holds a cookie, a password or a SignatureValue.
 */
import type { RefusalCode } from '../base/refusal.ts';
import type { AssertionContent } from '../saml/assertion.ts';
import type { EncryptionAlgorithm } from '../saml/encrypt.ts';
import type { ErrorStatus, ResponseContent } from '../saml/response.ts';

/** A request as it was received. */
export interface Received {
  readonly binding: 'redirect' | 'post';
  /** When it came in: ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** The HTTP request that brought it; the answer may have gone out with a later one. */
  readonly requestId: string;
  readonly isSigned: boolean;
  /** The algorithm of a signature beside the message (Bindings 3.4.4.1). */
  readonly signatureAlgorithm?: string;
  /** Characters of the decoded message. */
  readonly size: number;
  /** The decoded message without the value of its signature; absent where it was too long to be kept. */
  readonly xml?: string;
}

/** What the writer was given for a response with an assertion. */
export interface SentAssertion {
  readonly kind: 'assertion';
  readonly content: AssertionContent;
  readonly responseId: string;
  readonly signs: { readonly assertion: boolean; readonly response: boolean };
  /** How the assertion was encrypted, if it was; the key is nobody's but the app's. */
  readonly encryption?: EncryptionAlgorithm;
}

/** What the writer was given for a response with a status and no assertion. */
export interface SentError {
  readonly kind: 'error';
  readonly content: ResponseContent;
  readonly status: ErrorStatus;
}

/** A response, as what it was written of. */
export type Sent = SentAssertion | SentError;

/** How a sign-in ended: with an assertion, with an error that the app was told, or with a page for the person. */
export const OUTCOMES = ['issued', 'told', 'shown'] as const;

/** One of {@link OUTCOMES}. */
export type TraceOutcome = (typeof OUTCOMES)[number];

/** By which entrance somebody came. */
export type Entrance = 'request' | 'app' | 'role';

/** A sign-in that reached an app or role, or failed on its way. */
export interface Trace {
  /** The ID of the HTTP request with which it ended, as error pages show it. */
  readonly id: string;
  /** When it ended: ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly entrance: Entrance;
  readonly outcome: TraceOutcome;
  /** The rule that decided, or why it failed in words of ours. */
  readonly reason: string;
  readonly code?: RefusalCode;
  /** When the HTTP request came in with which it ended. */
  readonly begunAt: string;
  readonly received?: Received;
  readonly app?: { readonly id: string; readonly name: string; readonly entityId: string };
  readonly role?: { readonly accountId: string; readonly name: string };
  readonly user?: { readonly id: string; readonly userName: string };
  readonly viewer: { readonly ip: string; readonly userAgent: string };
  readonly proofs: readonly { readonly method: string; readonly at: string }[];
  readonly relayState?: string;
  readonly sent?: Sent;
}

/** What a list tells of a trace. */
export type TraceSummary = Pick<Trace, 'id' | 'at' | 'entrance' | 'outcome' | 'reason' | 'code'> & {
  readonly appId?: string;
  readonly appName?: string;
  readonly role?: Trace['role'];
  readonly userId?: string;
};
