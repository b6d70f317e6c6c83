import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Secrets } from '../keys/key-ring.ts';
import { enqueueing } from '../mail/outbox.ts';
import type { Table, Write } from '../table/table.ts';
import { linkTokensIn } from '../users/link-token.ts';
import { invited, isoOf } from '../users/onboarding.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';

/** What an invitation needs of the world. */
export interface InvitePorts {
  readonly table: Table;
  readonly secrets: Pick<Secrets, 'seal'>;
  readonly ids: Ids;
  readonly now: Clock;
}

/** An invitation: the writes that send it, beside its event; and until when its link works. */
export interface Invitation {
  readonly writes: readonly Write[];
  readonly expiresAt: string;
}

/**
 * The mail by which a user sets a password, their first or a new one. Its writes fail the commit unless the user stands as
 * they were read.
 */
export async function inviting(user: User, { table, secrets, ids, now }: InvitePorts): Promise<Invitation> {
  const { token, write, link } = linkTokensIn(table, now).making('activation', user);
  const id = ids.id();
  const at = now().toISOString();
  const expiresAt = isoOf(link.expiresAt);
  const mail = enqueueing({
    id,
    kind: 'activation',
    userId: user.id,
    to: user.email,
    name: displayNameOf(user),
    sealed: await secrets.seal(token, { purpose: 'outbox', id }),
    linkExpiresAt: expiresAt,
    createdAt: at,
  });
  const onboarding = user.hasPassword
    ? []
    : [invited(user.id, { invitedAt: at, linkExpiresAt: expiresAt, mailId: id })];
  return { expiresAt, writes: [write, mail, usersIn(table).unchanged(user), ...onboarding] };
}

/** The writes that create a user, with those of an invitation: what both would write is written as the invitation has it. */
export function withInvitation(creating: readonly Write[], invitation: readonly Write[]): readonly Write[] {
  const isInvited = (write: Write): boolean =>
    write.do === 'put' &&
    invitation.some((one) => one.do === 'put' && one.item.pk === write.item.pk && one.item.sk === write.item.sk);
  return [...creating.filter((write) => !isInvited(write)), ...invitation.filter((write) => write.do !== 'check')];
}
