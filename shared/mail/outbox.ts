import { randomInt } from 'node:crypto';
import { type AuditEvent, recording } from '../audit/event.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { log } from '../base/log.ts';
import type { Secrets } from '../keys/key-ring.ts';
import { BRANDING } from '../settings/branding.ts';
import { SETTINGS_KEY, valuesIn } from '../settings/section.ts';
import { entityOf } from '../table/entity.ts';
import { ConditionFailed, type Item, type Key, listAll, type Table, type Write } from '../table/table.ts';
import type { OutboxMail, Post } from './mail.ts';
import { MAIL_SETTINGS } from './mail-settings.ts';
import { renderMail } from './render.ts';

/** Shards of the outbox: no key is written by everybody. */
const SHARDS = 4;

/** A mail is tried for this long, in seconds; then it is given up, with an event. */
const GIVE_UP_SECONDS = 86_400;

/** Whoever sends a mail has it for this long, in seconds, before another may try. */
const LEASE_SECONDS = 120;

interface Queued extends OutboxMail {
  readonly attempts: number;
  /** Epoch seconds before which it is not tried. */
  readonly dueAt: number;
}

/** The write that puts a mail into the outbox: it goes into the transaction of the change that it tells of. */
export const enqueueing = (mail: OutboxMail): Write => {
  const queued: Queued = { ...mail, attempts: 0, dueAt: 0 };
  return { do: 'create', item: { pk: `OUTBOX#${randomInt(SHARDS)}`, sk: mail.id, ...queued } };
};

/** What the sweep needs of the world. */
export interface Sweeping {
  readonly table: Table;
  readonly post: Post;
  readonly secrets: Secrets;
  readonly baseUrl: string;
  readonly now: Clock;
  readonly ids: Ids;
}

/** Sends every mail that is due. @returns how many went, and how many must be tried again */
export async function sweepOutbox(sweeping: Sweeping): Promise<{ sent: number; failed: number }> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) => listAll(sweeping.table, { pk: `OUTBOX#${shard}` })),
  );
  const due = shards.flat().filter(({ dueAt }) => Number(dueAt) <= epochSeconds(sweeping.now()));
  let sent = 0;
  for (const item of due) if (await deliver(item, sweeping)) sent += 1;
  return { sent, failed: due.length - sent };
}

/** Sends one mail that this sweep has claimed; a copy that another claimed first is theirs. */
async function deliver(item: Item, sweeping: Sweeping): Promise<boolean> {
  const { table, now } = sweeping;
  const key: Key = { pk: item.pk, sk: item.sk };
  const mail = entityOf<Queued>(item);
  if (!mail || !(await claimed(key, mail, sweeping))) return false;
  try {
    const { messageId } = await sendOne(mail, sweeping);
    const event = eventOf('mail.send', mail, sweeping, { messageId });
    await table.commit([{ do: 'remove', key }, recording(event)]);
    log({ level: 'info', event: 'mail.sent', id: mail.id, kind: mail.kind, userId: mail.userId, messageId });
    return true;
  } catch (error) {
    log({ level: 'error', event: 'mail.failed', id: mail.id, kind: mail.kind, attempts: mail.attempts + 1, error });
    const age = now().getTime() - Date.parse(mail.createdAt);
    if (age > GIVE_UP_SECONDS * 1000) await giveUp(key, mail, sweeping);
    return false;
  }
}

/** Claims a mail, and with it sets when it is tried again should this attempt die: 2, 4, 8 … 60 minutes. */
async function claimed(key: Key, { attempts, dueAt }: Queued, { table, now }: Sweeping): Promise<boolean> {
  const next = epochSeconds(later(now(), Math.max(LEASE_SECONDS, Math.min(3600, 60 * 2 ** attempts))));
  try {
    await table.commit([
      {
        do: 'change',
        key,
        set: { dueAt: next },
        add: { attempts: 1 },
        when: [{ attribute: 'dueAt', is: '=', value: dueAt }],
      },
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** Renders a mail as it is to look now, however long it waited, and sends it. */
async function sendOne(mail: Queued, { table, post, secrets, baseUrl }: Sweeping): Promise<{ messageId: string }> {
  const token =
    mail.sealed === undefined ? undefined : await secrets.open(mail.sealed, { purpose: 'outbox', id: mail.id });
  const [settings, apart] = await table.findAll([SETTINGS_KEY, MAIL_SETTINGS.key ?? SETTINGS_KEY]);
  const { senderName, replyTo, [mail.kind]: kept } = valuesIn(apart, MAIL_SETTINGS);
  const branding = valuesIn(settings, BRANDING);
  const rendering = { baseUrl, branding, template: mail.template ?? kept };
  return post.send({
    to: mail.to,
    fromName: senderName ?? branding.organisation,
    ...(replyTo ? { replyTo } : {}),
    ...renderMail(mail, { ...rendering, ...(token === undefined ? {} : { token }) }),
  });
}

async function giveUp(key: Key, mail: Queued, sweeping: Sweeping): Promise<void> {
  await sweeping.table.commit([{ do: 'remove', key }, recording(eventOf('mail.give-up', mail, sweeping))]);
}

/** An event of the outbox; the mail's own text stands in none. */
const eventOf = (
  action: 'mail.send' | 'mail.give-up',
  { id, kind, userId }: Queued,
  { now, ids }: Sweeping,
  details: Readonly<Record<string, string>> = {},
): AuditEvent => ({
  id: ids.id(),
  at: now().toISOString(),
  actor: { type: 'system', id: 'outbox' },
  action,
  target: `USER#${userId}`,
  outcome: action === 'mail.send' ? 'success' : 'refused',
  requestId: id,
  details: { kind, ...details },
});
