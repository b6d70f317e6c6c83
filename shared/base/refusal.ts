/**
 * base/ is the ground: errors, clock, identifiers and bytes. It imports nothing of ours, and every room may use it.
 */

/**
 * Every code with which Samlet refuses, with the HTTP status and the second-level SAML status that belong to it.
 *
 * Codes are stable for ever: programs, the audit log and the words shown to people go by them. `saml` is used only
 * after a request has been admitted; before that a refusal is shown to the person and told to nobody.
 */
export const REFUSALS = {
  REQUEST_MALFORMED: { http: 400, saml: 'RequestDenied' },
  REQUEST_TOO_LARGE: { http: 413, saml: 'RequestDenied' },
  REQUEST_EXPIRED: { http: 400, saml: 'RequestDenied' },
  REQUEST_REPLAYED: { http: 400, saml: 'RequestDenied' },
  REQUEST_UNSIGNED: { http: 403, saml: 'RequestDenied' },
  SIGNATURE_INVALID: { http: 403, saml: 'RequestDenied' },
  DESTINATION_WRONG: { http: 400, saml: 'RequestDenied' },
  APP_UNKNOWN: { http: 403, saml: 'RequestDenied' },
  APP_DISABLED: { http: 403, saml: 'RequestDenied' },
  ACS_UNKNOWN: { http: 403, saml: 'RequestDenied' },
  IDP_INITIATED_OFF: { http: 403, saml: 'RequestDenied' },
  NAME_ID_POLICY_UNSUPPORTED: { http: 400, saml: 'InvalidNameIDPolicy' },
  AUTHN_CONTEXT_UNSUPPORTED: { http: 400, saml: 'NoAuthnContext' },
  BINDING_UNSUPPORTED: { http: 400, saml: 'UnsupportedBinding' },
  SUBJECT_UNKNOWN: { http: 403, saml: 'UnknownPrincipal' },
  PASSIVE_IMPOSSIBLE: { http: 403, saml: 'NoPassive' },
  NOT_ASSIGNED: { http: 403, saml: 'RequestDenied' },
  POLICY_DENIED: { http: 403, saml: 'RequestDenied' },
  USER_DISABLED: { http: 403, saml: 'AuthnFailed' },
  CREDENTIALS_WRONG: { http: 401, saml: 'AuthnFailed' },
  TOO_MANY_ATTEMPTS: { http: 429, saml: 'AuthnFailed' },
  PASSWORD_UNSUITABLE: { http: 422, saml: 'AuthnFailed' },
  SIGN_IN_GONE: { http: 410, saml: 'AuthnFailed' },
  TOKEN_GONE: { http: 410, saml: 'AuthnFailed' },
  SESSION_REQUIRED: { http: 401, saml: 'AuthnFailed' },
  FORBIDDEN: { http: 403, saml: 'RequestDenied' },
  STEP_UP_REQUIRED: { http: 403, saml: 'RequestDenied' },
  CROSS_SITE: { http: 403, saml: 'RequestDenied' },
  NOT_FOUND: { http: 404, saml: 'RequestDenied' },
  METHOD_NOT_ALLOWED: { http: 405, saml: 'RequestDenied' },
  MEDIA_TYPE_UNSUPPORTED: { http: 415, saml: 'RequestDenied' },
  INPUT_INVALID: { http: 422, saml: 'RequestDenied' },
  ALREADY_EXISTS: { http: 409, saml: 'RequestDenied' },
  CONFLICT: { http: 409, saml: 'RequestDenied' },
  VERSION_STALE: { http: 412, saml: 'RequestDenied' },
  VERSION_REQUIRED: { http: 428, saml: 'RequestDenied' },
  NOT_READY: { http: 503, saml: 'RequestDenied' },
  UNAVAILABLE: { http: 503, saml: 'RequestDenied' },
} as const satisfies Record<string, { http: number; saml: string }>;

/** One of the stable codes of {@link REFUSALS}. */
export type RefusalCode = keyof typeof REFUSALS;

/** What was wrong with one field of the input: a JSON pointer and words for a person. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * What somebody outside caused and can mend. Everything else that is thrown is our own bug and answers 500.
 *
 * `message` and `details` are for the log: they may name people and keys and never leave. What people read is chosen
 * by `code`; `faults` name the fields of the input that the caller sent and do leave.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];

  constructor(
    code: RefusalCode,
    message: string,
    details: Readonly<Record<string, unknown>> & { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    const { cause, faults, ...rest } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = rest;
    this.faults = faults ?? [];
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return REFUSALS[this.code].http;
  }
}

/** Tells whether a thrown value is a {@link Refusal}, of the given code if one is given. */
export const isRefusal = (thrown: unknown, code?: RefusalCode): thrown is Refusal =>
  thrown instanceof Refusal && (code === undefined || thrown.code === code);
