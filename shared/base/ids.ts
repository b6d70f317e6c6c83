import { randomBytes } from 'node:crypto';
import { base32 } from './bytes.ts';

/** Makes random identifiers and secrets; passed in where tests must foresee them. */
export interface Ids {
  /** An identifier of 128 random bits in lower-case base32 (26 characters). Not a secret. */
  id(): string;
  /** A secret of 256 random bits in base64url (43 characters). */
  secret(): string;
}

/** Identifiers and secrets from the machine's own randomness. */
export const randomIds: Ids = {
  id: () => base32(randomBytes(16)),
  secret: () => randomBytes(32).toString('base64url'),
};

const PAGE = 4096;
let page = Buffer.alloc(0);

/** Random bytes for what is no secret, drawn a page at a time: each draw from the system costs more than the rest of an ID. */
function drawn(bytes: number): Buffer {
  if (page.length < bytes) page = randomBytes(PAGE);
  const taken = page.subarray(0, bytes);
  page = page.subarray(bytes);
  return taken;
}

/** An `xs:ID` of 128 random bits for SAML messages: an NCName, hence the underscore (Core 1.3.4). Not a secret. */
export const messageId = (): string => `_${drawn(16).toString('hex')}`;
