import * as z from 'zod/mini';
import { Refusal } from '../base/refusal.ts';
import { MAIL_KINDS, namesOf } from '../mail/kinds.ts';
import { type MailSettings, MAIL_SETTINGS } from '../mail/mail-settings.ts';
import type { MailKind } from '../mail/mail.ts';
import { enqueueing } from '../mail/outbox.ts';
import { renderMail } from '../mail/render.ts';
import { type Template, templateFaults } from '../mail/template-text.ts';
import { BRANDING } from '../settings/branding.ts';
import { SETTINGS_KEY, valuesIn } from '../settings/section.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';
import { one } from './answers.ts';
import { eventOf } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { templateSchema } from './section-mail.ts';
import { readSettings } from './settings.ts';
import { id } from './text-schemas.ts';

const kind = z.enum(MAIL_KINDS as [MailKind, ...MailKind[]]);

/** Which mail is to be seen: as it is kept, or as it is being written; for a user, or for whoever asks. */
export const mailPreviewSchema = z.strictObject({
  kind,
  template: z.optional(templateSchema),
  userId: z.optional(id),
});

/** Which mail is to be sent to whoever asks. */
export const mailTestSchema = z.strictObject({ kind, template: z.optional(templateSchema) });

/** A mail as it would be sent. */
export const mailPreviewAnswer = z.strictObject({ subject: z.string(), text: z.string(), html: z.string() });

/** Where the test goes. */
export const mailTestAnswer = z.strictObject({ sentTo: z.string() });

/** What stands in the place of a link, and of what is told, where there is neither. */
const EXAMPLE_TOKEN = 'this-is-only-an-example';
const LIVES_MS = 3_600_000;
const EXAMPLE_FACTS = ['Here stands what was done, by whom and when.'];

interface Asked {
  readonly kind: MailKind;
  readonly template?: Template;
  readonly userId?: string;
}

/** @throws {Refusal} INPUT_INVALID for a template that could not be kept either */
function refuseUnfit({ kind: its, template }: Asked): void {
  const found = template ? templateFaults(template, namesOf(its)) : [];
  const faults = found.map(({ pointer, detail }) => ({ pointer: `/template${pointer}`, detail }));
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'the template is not right', { faults });
}

async function preview(call: Call<Asked>): Promise<Answered> {
  const { ports, body } = call;
  refuseUnfit(body);
  const user = await usersIn(ports.table).find(body.userId ?? call.caller.root);
  if (!user && body.userId) {
    const faults = [{ pointer: '/userId', detail: 'There is no such user.' }];
    throw new Refusal('INPUT_INVALID', 'no such user', { faults });
  }
  const { items } = await readSettings(call);
  const kept: MailSettings = valuesIn(items.get(MAIL_SETTINGS.key?.sk ?? ''), MAIL_SETTINGS);
  const branding = valuesIn(items.get(SETTINGS_KEY.sk), BRANDING);
  const linkExpiresAt = new Date(ports.now().getTime() + LIVES_MS).toISOString();
  const mail = { kind: body.kind, name: user ? displayNameOf(user) : '', facts: EXAMPLE_FACTS, linkExpiresAt };
  const template = body.template ?? kept[body.kind];
  return { body: renderMail(mail, { baseUrl: ports.baseUrl, template, branding, token: EXAMPLE_TOKEN }) };
}

/** Sends one mail to whoever asks, by the outbox like every other; its link leads nowhere. */
async function test(call: Call<Asked>): Promise<Answered> {
  const { ports, body } = call;
  refuseUnfit(body);
  const user = await ownUser(call);
  const mailId = ports.ids.id();
  const at = ports.now();
  const mail = enqueueing({
    id: mailId,
    kind: body.kind,
    userId: user.id,
    to: user.email,
    name: displayNameOf(user),
    sealed: await ports.secrets.seal(EXAMPLE_TOKEN, { purpose: 'outbox', id: mailId }),
    facts: EXAMPLE_FACTS,
    linkExpiresAt: new Date(at.getTime() + LIVES_MS).toISOString(),
    createdAt: at.toISOString(),
    ...(body.template ? { template: body.template } : {}),
  });
  await ports.table.commit([mail, eventOf(call, 'mail.test', `USER#${user.id}`, { details: { kind: body.kind } })]);
  await ports.nudge.nudge();
  return { body: { sentTo: user.email } };
}

/** @throws {Refusal} CONFLICT for a token of nobody's own, which has no address */
async function ownUser({ caller, ports }: Call<Asked>): Promise<User> {
  const user = await usersIn(ports.table).find(caller.root);
  if (user) return user;
  throw new Refusal('CONFLICT', 'nobody to write to', {
    faults: [{ pointer: '', detail: 'This token is nobody’s own, so there is no address to send a test to.' }],
  });
}

/** Operations that show mails before anybody is sent one. */
export const MAIL_PREVIEW_OPERATIONS: readonly Operation[] = [
  {
    route: 'POST /admin/v1/settings/mail/preview',
    summary: 'Shows a mail as it would be sent, also by a template that is not kept yet; it sends nothing.',
    permission: 'settings.read',
    body: mailPreviewSchema,
    example: { kind: 'welcome', template: { subject: 'Welcome', body: 'Hello {{displayName}}!' } },
    answers: one(mailPreviewAnswer),
    run: preview,
  },
  {
    route: 'POST /admin/v1/settings/mail/test',
    summary: 'Sends a mail to the address of whoever asks.',
    permission: 'settings.write',
    body: mailTestSchema,
    example: { kind: 'activation' },
    answers: { status: 202, body: mailTestAnswer },
    run: test,
  },
];
