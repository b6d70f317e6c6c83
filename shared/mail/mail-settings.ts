import type { Section } from '../settings/section.ts';
import { KINDS_OF_MAIL, MAIL_KINDS } from './kinds.ts';
import type { MailKind } from './mail.ts';
import type { Template } from './template-text.ts';

/** Who mails are from, and what they say: a template for each kind. */
export type MailSettings = Readonly<Record<MailKind, Template>> & {
  /** The name beside the sender's address. @default the organisation's */
  readonly senderName?: string;
  /** Where answers go. @default to the sender */
  readonly replyTo?: string;
};

/** The section; it stands apart, since no sign-in needs it. */
export const MAIL_SETTINGS: Section<MailSettings> = {
  name: 'mail',
  key: { pk: 'SETTINGS', sk: 'MAIL' },
  defaults: Object.fromEntries(
    MAIL_KINDS.map((kind) => [kind, KINDS_OF_MAIL[kind].template]),
  ) as unknown as MailSettings,
};
