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

/** An `xs:ID` of 128 random bits for SAML messages: an NCName, hence the underscore (Core 1.3.4). */
export const messageId = (): string => `_${randomBytes(16).toString('hex')}`;
