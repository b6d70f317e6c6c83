import * as z from 'zod/mini';
import { MAIL_KINDS, namesOf } from '../mail/kinds.ts';
import { type MailSettings, MAIL_SETTINGS } from '../mail/mail-settings.ts';
import { templateFaults } from '../mail/template-text.ts';
import { sectionOf } from './settings-section.ts';
import { mail, text } from './text-schemas.ts';

/** Text of several lines; what would end a line in another way is none. */
const paragraphs = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(8000),
    z.regex(/^[^\p{Cc}\p{Cs}]*(?:\n[^\p{Cc}\p{Cs}]*)*$/u, 'This holds characters that are no text.'),
  );

/** A template as somebody writes it. */
export const templateSchema = z.strictObject({ subject: text(150), body: paragraphs });

/** Who mails are from, and what they say. */
export const MAIL_SECTION = sectionOf({
  section: MAIL_SETTINGS,
  fields: {
    senderName: text(64).check(z.regex(/^[^"<>@,;:\\]*$/, 'A name bears none of " < > @ , ; : \\ here.')),
    replyTo: mail,
    ...Object.fromEntries(MAIL_KINDS.map((kind) => [kind, templateSchema])),
  },
  check: (values: MailSettings) =>
    MAIL_KINDS.flatMap((kind) =>
      templateFaults(values[kind], namesOf(kind)).map(({ pointer, detail }) => ({
        pointer: `/${kind}${pointer}`,
        detail,
      })),
    ),
});
