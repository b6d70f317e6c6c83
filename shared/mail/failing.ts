import { epochSeconds, later } from '../base/clock.ts';
import { entitiesOf } from '../table/entity.ts';
import type { Page, Table, Write } from '../table/table.ts';
import type { MailKind, OutboxMail } from './mail.ts';

/** How long a mail that was given up is shown, in seconds. */
const KEPT_SECONDS = 30 * 86_400;

/** A mail that could not be sent: it is tried again at `dueAt` (epoch seconds), or was given up at `endedAt`. */
export interface FailingMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly userId: string;
  readonly to: string;
  readonly createdAt: string;
  readonly attempts: number;
  readonly failure?: string;
  readonly dueAt?: number;
  readonly endedAt?: string;
}

/** Where a mail that fails stands in the index. */
export const failingPlace = (id: string) => ({ gsi1pk: 'MAILS', gsi1sk: id });

/** The write that keeps a mail that was given up: without its link, which nobody will need. */
export const buried = (mail: OutboxMail & { readonly attempts: number }, failure: string, at: Date): Write => {
  const { id, kind, userId, to, createdAt, attempts } = mail;
  const kept: FailingMail = { id, kind, userId, to, createdAt, attempts, failure, endedAt: at.toISOString() };
  const expiresAt = epochSeconds(later(at, KEPT_SECONDS));
  return { do: 'put', item: { pk: `MAIL#${id}`, sk: 'MAIL', ...kept, expiresAt, ...failingPlace(id) } };
};

/** One page of the mails that fail or were given up; from the index. */
export async function listFailing(table: Table, page: { limit: number; after?: string }): Promise<Page<FailingMail>> {
  const found = await table.list({ pk: 'MAILS', index: 'gsi1', ...page });
  return { ...found, items: entitiesOf<FailingMail>(found.items) };
}
