import { recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { ConditionFailed, type Write } from '../table/table.ts';
import { knowing } from '../users/known-browser.ts';
import { linkTokensIn } from '../users/link-token.ts';
import { ownersChange } from '../users/owners.ts';
import { passwordsIn } from '../users/password.ts';
import { tellingOwners } from '../users/tell-owners.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';
import type { Caller, Ports } from './ports.ts';
import { eventOf } from './record.ts';
import { type NewPassword, openLink, refuseUnsuitable } from './set-password.ts';

/**
 * Lets an owner back in, by a link that only somebody with rights in the AWS account can have made: a new password, enabled
 * again if they were disabled, every session of before at an end; for an hour no policy keeps them from the console. Their browser is known from then on, so that it has
 * attempts of its own, whatever strangers have used up. Every owner is told.
 *
 * @throws {Refusal} TOKEN_GONE, PASSWORD_UNSUITABLE
 */
export async function recoverOwner(
  { token, ...typed }: { token: string } & NewPassword,
  caller: Caller,
  ports: Ports,
): Promise<User> {
  const { table, now } = ports;
  const link = await openLink({ purpose: 'recovery', token }, ports);
  const before = link.userId ? await usersIn(table).find(link.userId) : undefined;
  if (before?.adminRole !== 'owner' || before.epoch !== link.epoch)
    throw new Refusal('TOKEN_GONE', 'the link is of an earlier day', { userId: link.userId });
  const history = await refuseUnsuitable(typed, before, ports);
  const writes = [
    linkTokensIn(table, now).using(link, caller.requestId),
    ...(await restoring(before, { password: typed.password, history }, ports)),
    ...knowing(before.id, caller.browser, now),
    ...(await recovered(before, caller, ports)),
  ];
  try {
    await table.commit(writes);
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('TOKEN_GONE', 'the link was used, or the owner changed, at this moment', { cause: error });
    throw error;
  }
  await ports.nudge.nudge();
  return before;
}

async function restoring(
  before: User,
  { password, history }: { password: string; history: number },
  { table, pepper, now }: Ports,
): Promise<Write[]> {
  const at = now();
  const after = { ...before, active: true };
  const [kept] = await passwordsIn(table, pepper).setting(before, password, at, history);
  const raised = {
    ...after,
    hasPassword: true,
    recoveredAt: at.toISOString(),
    epoch: before.epoch + 1,
    version: before.version + 1,
  };
  return [
    ...(kept ? [kept] : []),
    ...usersIn(table).changing(before, { ...raised, updatedAt: at.toISOString() }),
    ...ownersChange(before, after),
  ];
}

/** The writes that record a recovery and tell every owner of it. */
export async function recovered(
  user: Pick<User, 'id' | 'userName' | 'displayName' | 'givenName' | 'familyName'>,
  caller: Caller,
  ports: Ports,
): Promise<Write[]> {
  const { ids, now } = ports;
  const event = eventOf('owner.recover', { actor: user.id, target: `USER#${user.id}`, now: now(), caller, ids });
  const facts = [`Who: ${displayNameOf(user)} (${user.userName})`, `When: ${now().toISOString()}`];
  return [recording(event), ...(await tellingOwners({ kind: 'recovery-used', facts }, ports))];
}
