/**
 * mail/ owns what is written to people, and the outbox that guarantees that it goes. Whoever wants a mail sent commits
 * an outbox item in the transaction of the change; `provisioning` renders and sends it, again and again until it went.
 */
import type { Template } from './template-text.ts';

/** What a mail is about; each has a template. `link` kinds carry a secret, which is sealed in the outbox. */
export type MailKind =
  'activation' | 'password-reset' | 'password-changed' | 'welcome' | 'role-changed' | 'recovery-used';

/** A mail that is to be sent. Times are ISO 8601 in UTC. */
export interface OutboxMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly userId: string;
  readonly to: string;
  /** How the person is greeted. */
  readonly name: string;
  /** The link's secret, sealed with the context `{purpose: 'outbox', id}`. */
  readonly sealed?: string;
  /** What else the mail tells, a line each. */
  readonly facts?: readonly string[];
  /** When the link ends. */
  readonly linkExpiresAt?: string;
  readonly createdAt: string;
  /** What it says in place of the template that is kept: a test of one that is being written. */
  readonly template?: Template;
}

/** A mail that is rendered. */
export interface MailToSend {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The name beside the sender's address. */
  readonly fromName?: string;
  /** Where answers go, if not to the sender. */
  readonly replyTo?: string;
}

/** Sends one mail at once; `messageId` is the service's. @throws when it could not be sent and may be tried again */
export interface Post {
  send(mail: MailToSend): Promise<{ messageId: string }>;
}

/** Wakes the outbox early; losing it costs at most a minute. */
export interface Nudge {
  nudge(): Promise<void>;
}
