import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { OutboxMail } from '../mail/mail.ts';
import { enqueueing } from '../mail/outbox.ts';
import type { Table, Write } from '../table/table.ts';
import { administratorIds } from './administrators.ts';
import { displayNameOf, usersIn } from './user.ts';

/** Owners who are told at the most: their mails go into the transaction of what they tell of, which has an end. */
const TOLD = 20;

/** The writes that send a mail to every active owner, for the transaction of what it tells of. */
export async function tellingOwners(
  { kind, facts }: Pick<OutboxMail, 'kind' | 'facts'>,
  { table, ids, now }: { table: Table; ids: Ids; now: Clock },
): Promise<Write[]> {
  const { items } = await administratorIds(table, { role: 'owner', limit: TOLD });
  const owners = await usersIn(table).findAll(items);
  return owners
    .filter(({ active, adminRole }) => active && adminRole === 'owner')
    .map((owner) =>
      enqueueing({
        id: ids.id(),
        kind,
        userId: owner.id,
        to: owner.email,
        name: displayNameOf(owner),
        ...(facts ? { facts } : {}),
        createdAt: now().toISOString(),
      }),
    );
}
