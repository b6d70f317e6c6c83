import { randomInt } from 'node:crypto';
import { type AuditEvent, recording } from '../audit/event.ts';
import { type Clock, epochSeconds, later } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { log } from '../base/log.ts';
import type { Secrets } from '../keys/key-ring.ts';
import { BRANDING } from '../settings/branding.ts';
import { SETTINGS_KEY, valuesIn } from '../settings/section.ts';
import { entityOf } from '../table/entity.ts';
import { ConditionFailed, type Item, type Key, type Table, type Write } from '../table/table.ts';
import type { OutboxMail, Post } from './mail.ts';
import { buried, failingPlace } from './failing.ts';
import { MAIL_SETTINGS } from './mail-settings.ts';
import { renderMail } from './render.ts';
import { findSuppression } from './suppression.ts';

/** Shards of the outbox: no key is written by everybody. */
const SHARDS = 4;

/** A mail is tried for this long, in seconds; then it is given up, with an event. */
const GIVE_UP_SECONDS = 86_400;

/** Whoever sends a mail has it for this long, in seconds, before another may try. */
const LEASE_SECONDS = 120;

/** A mail as it waits. */
export interface Queued extends OutboxMail {
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

/** What a sweep did. */
export interface Swept {
  readonly sent: number;
  /** How many must be tried again, or were given up. */
  readonly failed: number;
}

/**
 * Sends every mail that is due, each shard a page at a time beside the others, until there is none or the time is up; then
 * another sweep goes on.
 *
 * @param isTime tells whether there is time for more
 */
export async function sweepOutbox(sweeping: Sweeping, isTime: () => boolean = () => true): Promise<Swept> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => sweepShard(`OUTBOX#${shard}`, sweeping, isTime));
  const swept = await Promise.all(shards);
  return swept.reduce((sum, { sent, failed }) => ({ sent: sum.sent + sent, failed: sum.failed + failed }));
}

async function sweepShard(pk: string, sweeping: Sweeping, isTime: () => boolean): Promise<Swept> {
  const swept = { sent: 0, failed: 0 };
  let after: string | undefined;
  do {
    const page = await sweeping.table.list({ pk, limit: PAGE, ...(after === undefined ? {} : { after }) });
    const due = page.items.filter(({ dueAt }) => Number(dueAt) <= epochSeconds(sweeping.now()));
    for (const item of due) {
      if (!isTime()) return swept;
      swept[(await deliver(item, sweeping)) ? 'sent' : 'failed'] += 1;
    }
    after = page.next;
  } while (after !== undefined);
  return swept;
}

/** Mails that are read at once. */
const PAGE = 50;

/** Sends one mail that this sweep has claimed; a copy that another claimed first is theirs. */
async function deliver(item: Item, sweeping: Sweeping): Promise<boolean> {
  const { table, now } = sweeping;
  const key: Key = { pk: item.pk, sk: item.sk };
  const mail = entityOf<Queued>(item);
  if (!mail || !(await claimed(key, mail, sweeping))) return false;
  try {
    const suppression = await findSuppression(table, mail.to);
    if (suppression) {
      await giveUp(key, mail, `The address is suppressed: it has ${suppression.reason}.`, sweeping);
      return false;
    }
    const { messageId } = await sendOne(mail, sweeping);
    const event = eventOf('mail.send', mail, sweeping, { messageId });
    await table.commit([{ do: 'remove', key }, recording(event)]);
    log({ level: 'info', event: 'mail.sent', id: mail.id, kind: mail.kind, userId: mail.userId, messageId });
    return true;
  } catch (error) {
    log({ level: 'error', event: 'mail.failed', id: mail.id, kind: mail.kind, attempts: mail.attempts + 1, error });
    const age = now().getTime() - Date.parse(mail.createdAt);
    const failure = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'It could not be sent.';
    await (age > GIVE_UP_SECONDS * 1000 ? giveUp(key, mail, failure, sweeping) : noteFailure(key, failure, table));
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

/** Places a mail among those that administrators are shown; one that somebody else has meanwhile sent is not there. */
async function noteFailure(key: Key, failure: string, table: Table): Promise<void> {
  try {
    await table.commit([{ do: 'change', key, set: { failure, ...failingPlace(key.sk) } }]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** What is given up is kept for a while without its link, so that administrators see it; an event says so. */
async function giveUp(key: Key, mail: Queued, failure: string, sweeping: Sweeping): Promise<void> {
  const event = eventOf('mail.give-up', mail, sweeping, { failure });
  await sweeping.table.commit([{ do: 'remove', key }, buried(mail, failure, sweeping.now()), recording(event)]);
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
