import { type Fault, type Refusal, REFUSALS, type RefusalCode } from '../base/refusal.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

/** A problem document (RFC 9457), as every API answer that is no success bears it. */
export interface Problem {
  /** Names the kind of problem; stable, relative to our own origin. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: RefusalCode | 'INTERNAL';
  /** The request's ID. */
  readonly instance: string;
  readonly errors?: readonly Fault[];
}

/** Shows a refusal, or our own failure, as a problem document; what the log knows stays in the log. */
export function problem(refusal: Refusal | undefined, { id }: Request): Reply {
  const code = refusal?.code ?? 'INTERNAL';
  const status = refusal ? REFUSALS[refusal.code].http : 500;
  const allow = refusal?.details['allow'];
  const body: Problem = {
    type: `/problems/${code.toLowerCase().replaceAll('_', '-')}`,
    title: TITLES[code],
    status,
    code,
    instance: id,
    ...(refusal && refusal.faults.length > 0 ? { errors: refusal.faults } : {}),
  };
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 503 ? { 'retry-after': '2' } : {}),
      ...(status === 405 && typeof allow === 'string' ? { allow } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify(body),
  };
}

/** What a refusal says to people, in one sentence. */
export const titleOf = (code: RefusalCode): string => TITLES[code];

const TITLES: Readonly<Record<RefusalCode | 'INTERNAL', string>> = {
  REQUEST_MALFORMED: 'The request cannot be read.',
  REQUEST_TOO_LARGE: 'The request is too large.',
  REQUEST_EXPIRED: 'The request is too old.',
  REQUEST_REPLAYED: 'The request was answered before.',
  REQUEST_UNSIGNED: 'The request must be signed.',
  SIGNATURE_INVALID: 'The signature does not fit.',
  DESTINATION_WRONG: 'The request is meant for another address.',
  APP_UNKNOWN: 'There is no such app.',
  APP_DISABLED: 'The app is disabled.',
  ACS_UNKNOWN: 'The address is not registered for the app.',
  IDP_INITIATED_OFF: 'The app must start the sign-in itself.',
  NAME_ID_POLICY_UNSUPPORTED: 'The app asked for a NameID that it cannot be given.',
  AUTHN_CONTEXT_UNSUPPORTED: 'The app asked for an authentication context that is not offered.',
  BINDING_UNSUPPORTED: 'The binding is not supported.',
  SUBJECT_UNKNOWN: 'The app asked for somebody else.',
  PASSIVE_IMPOSSIBLE: 'Nobody is signed in.',
  NOT_ASSIGNED: 'It is not assigned to the user.',
  POLICY_DENIED: 'A policy denies this.',
  USER_DISABLED: 'The user is disabled.',
  CREDENTIALS_WRONG: 'The credentials are wrong.',
  TOO_MANY_ATTEMPTS: 'There were too many attempts.',
  PASSWORD_UNSUITABLE: 'The password is unsuitable.',
  SIGN_IN_GONE: 'The sign-in has ended.',
  TOKEN_GONE: 'The link was used, or has expired.',
  SESSION_REQUIRED: 'Authentication is required.',
  FORBIDDEN: 'This is not allowed.',
  STEP_UP_REQUIRED: 'Prove again that it is you.',
  CROSS_SITE: 'The request came from another site.',
  NOT_FOUND: 'There is no such thing.',
  METHOD_NOT_ALLOWED: 'The method is not allowed here.',
  MEDIA_TYPE_UNSUPPORTED: 'The media type is not supported.',
  INPUT_INVALID: 'Some fields are not right.',
  ALREADY_EXISTS: 'It exists already.',
  CONFLICT: 'It cannot be done in the present state.',
  VERSION_STALE: 'Somebody else changed it meanwhile.',
  VERSION_REQUIRED: 'The version that is changed must be named (If-Match).',
  NOT_READY: 'Samlet is not set up yet.',
  UNAVAILABLE: 'A service that is needed cannot be reached.',
  INTERNAL: 'Something failed on our side.',
};
