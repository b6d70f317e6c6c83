import { Refusal } from '../base/refusal.ts';
import type { Request } from './request.ts';

/** A form's size at the most, in bytes: a SAML message of 128 KiB in base64, percent-encoded, with its company. */
const FORM_BYTES = 400 * 1024;

/**
 * The fields of a posted form (`application/x-www-form-urlencoded`).
 *
 * @throws {Refusal} MEDIA_TYPE_UNSUPPORTED, REQUEST_TOO_LARGE
 */
export function formOf({ headers, body }: Request): URLSearchParams {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    throw new Refusal('MEDIA_TYPE_UNSUPPORTED', 'not a form', { type });
  }
  if (body.length > FORM_BYTES) throw new Refusal('REQUEST_TOO_LARGE', 'the form is too large', { bytes: body.length });
  return new URLSearchParams(body.toString('utf8'));
}
