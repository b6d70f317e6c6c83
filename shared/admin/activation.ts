import { enqueueing } from '../mail/outbox.ts';
import type { Write } from '../table/table.ts';
import { linkTokensIn } from '../users/link-token.ts';
import { displayNameOf, type User } from '../users/user.ts';
import type { AdminPorts } from './operation.ts';

/** The writes that mail a user the link by which they set a password, and until when it works (ISO 8601 in UTC). */
export async function activating(
  user: User,
  { table, now, ids, secrets }: Pick<AdminPorts, 'table' | 'now' | 'ids' | 'secrets'>,
): Promise<{ writes: readonly Write[]; expiresAt: string }> {
  const { token, write, link } = linkTokensIn(table, now).making('activation', user);
  const id = ids.id();
  const expiresAt = new Date(link.expiresAt * 1000).toISOString();
  const mail = enqueueing({
    id,
    kind: 'activation',
    userId: user.id,
    to: user.email,
    name: displayNameOf(user),
    sealed: await secrets.seal(token, { purpose: 'outbox', id }),
    linkExpiresAt: expiresAt,
    createdAt: now().toISOString(),
  });
  return { writes: [write, mail], expiresAt };
}
