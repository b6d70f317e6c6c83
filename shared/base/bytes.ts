import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** The SHA-256 digest of a text (as UTF-8) or of bytes. */
export const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** The SHA-256 digest in base64url (43 characters): how secrets are looked up without being stored. */
export const sha256Text = (data: string | Uint8Array): string => sha256(data).toString('base64url');

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Decodes base64 strictly (RFC 4648 section 4): padding is demanded, other characters are refused. White space is
 * allowed only where `lines` says so, since SAML's POST binding may break lines (Bindings 3.5.4).
 *
 * @throws {Refusal} REQUEST_MALFORMED
 */
export function decodeBase64(text: string, { lines = false } = {}): Buffer {
  const bare = lines ? text.replace(/[ \t\r\n]+/g, '') : text;
  if (!BASE64.test(bare)) throw new Refusal('REQUEST_MALFORMED', 'not base64', { length: text.length });
  return Buffer.from(bare, 'base64');
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Lower-case base32 without padding (RFC 4648 section 6): for identifiers that must not differ by case alone. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((value >>> bits) & 31);
      value &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}
