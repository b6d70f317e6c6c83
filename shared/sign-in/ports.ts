import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Pepper, Secrets, SigningKeys } from '../keys/key-ring.ts';
import type { Nudge } from '../mail/mail.ts';
import type { Table } from '../table/table.ts';

/** What the one door needs of the world; `functions/wire.ts` brings it, tests bring theirs. */
export interface Ports {
  readonly table: Table;
  readonly signingKeys: SigningKeys;
  /** The two signing keys, in the order of a first start: active, next. */
  readonly signingKeyIds: readonly [string, string];
  readonly secrets: Secrets;
  readonly pepper: Pepper;
  readonly nudge: Nudge;
  readonly ids: Ids;
  readonly now: Clock;
  /** Our origin, without a slash at the end. */
  readonly baseUrl: string;
}

/** Who is asking, from where: what use cases record and count by. */
export interface Caller {
  readonly requestId: string;
  readonly ip: string;
  readonly network: string;
  readonly userAgent: string;
  /** When their request came in: ISO 8601 in UTC with milliseconds. */
  readonly begunAt?: string;
  /** The browser's name from its cookie, if it has one. */
  readonly browser?: string;
  /** The text of the session cookie, unproved. */
  readonly sessionText?: string;
  /** The text of the console's cookie, unproved. */
  readonly consoleText?: string;
}

/** Our own addresses (SAML metadata names them). */
export const addressesOf = (baseUrl: string): { sso: string; slo: string; metadata: string; certificate: string } => ({
  sso: `${baseUrl}/saml/sso`,
  slo: `${baseUrl}/saml/slo`,
  metadata: `${baseUrl}/saml/metadata`,
  certificate: `${baseUrl}/saml/certificate`,
});
