/** Writes the few DER forms that a certificate is made of (ITU-T X.690). Universal tags; lengths as short as can be. */
const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
};

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** A SEQUENCE of what is given. */
export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);

/** A SET of one element. */
export const set = (part: Uint8Array): Buffer => tagged(0x31, part);

/** An INTEGER of big-endian bytes whose first bit is clear. */
export const integer = (bytes: Uint8Array): Buffer => tagged(0x02, bytes);

/** A BOOLEAN. */
export const bool = (value: boolean): Buffer => tagged(0x01, Buffer.from([value ? 0xff : 0]));

/** An OCTET STRING. */
export const octetString = (bytes: Uint8Array): Buffer => tagged(0x04, bytes);

/** A BIT STRING of whole bytes. */
export const bitString = (bytes: Uint8Array): Buffer => tagged(0x03, Buffer.from([0]), bytes);

/** A UTF8String. */
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'));

/** A BIT STRING whose first byte counts the unused bits of the last. */
export const bits = (bytes: Uint8Array): Buffer => tagged(0x03, bytes);

/** An explicit context tag around a value. */
export const explicitTag = (tag: number, value: Uint8Array): Buffer => tagged(0xa0 | tag, value);

/** An OBJECT IDENTIFIER, from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** A time in seconds: UTCTime before 2050, GeneralizedTime from then on (RFC 5280 section 4.1.2.5). */
export function utcOrGeneralizedTime(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '');
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits));
}
