import { recording } from '../audit/event.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import { ConditionFailed, type Write } from '../table/table.ts';
import { type LinkToken, linkTokensIn } from '../users/link-token.ts';
import { isMailAddress } from '../users/mail-address.ts';
import { OWNERS, ownersChange } from '../users/owners.ts';
import { passwordsIn } from '../users/password.ts';
import { isUserName, SOUND, USER_NAME_MAX } from '../users/text.ts';
import { newUser, type User, userRefusal, usersIn } from '../users/user.ts';
import type { Caller, Ports } from './ports.ts';
import { eventOf } from './record.ts';
import { recovered } from './recover.ts';
import { type NewPassword, openLink, refuseUnsuitable } from './set-password.ts';

/** What the set-up page asks of the first owner. */
export interface FirstOwner extends NewPassword {
  readonly token: string;
  readonly userName: string;
  readonly email: string;
  readonly givenName?: string;
  readonly familyName?: string;
}

/** The first owner is held to what every user is. @throws {Refusal} INPUT_INVALID naming every field that is wrong */
function refuseUnfit({
  userName,
  email,
  givenName = '',
  familyName = '',
}: Omit<FirstOwner, keyof NewPassword | 'token'>): void {
  const names = { givenName, familyName };
  const faults: Fault[] = [
    ...(isUserName(userName) ? [] : [{ pointer: '/userName', detail: 'This cannot be a user name.' }]),
    ...(isMailAddress(email)
      ? []
      : [{ pointer: '/email', detail: 'This is not a mail address that Samlet can write to.' }]),
    ...Object.entries(names)
      .filter(([, name]) => name.length > USER_NAME_MAX || !SOUND.test(name) || !name.isWellFormed())
      .map(([field]) => ({ pointer: `/${field}`, detail: 'This cannot be a name.' })),
  ];
  if (faults.length > 0) throw new Refusal('INPUT_INVALID', 'no such user can be made', { faults });
}

/**
 * Makes the first owner, by a link that only somebody with rights in the AWS account can have made, and only while
 * there is no owner; or by a link of a recovery one more, of which every owner is told.
 *
 * @throws {Refusal} TOKEN_GONE, PASSWORD_UNSUITABLE, INPUT_INVALID
 */
export async function setUpFirstOwner(
  { token, password, confirm, ...fields }: FirstOwner,
  caller: Caller,
  ports: Ports,
): Promise<User> {
  const { table, pepper, ids, now } = ports;
  const link = await openOwnerLink(token, ports);
  refuseUnfit(fields);
  await refuseUnsuitable({ password, confirm }, fields, ports);
  const isBeside = link.purpose === 'recovery';
  const owner = newUser({ ...fields, active: true, adminRole: 'owner' }, { id: ids.id(), now });
  const user: User = isBeside ? { ...owner, recoveredAt: owner.createdAt } : owner;
  const { user: made, write } = await passwordsIn(table, pepper).first(user, password, now());
  const creating = usersIn(table).creating(made);
  const event = eventOf('owner.set-up', { actor: user.id, target: `USER#${user.id}`, now: now(), caller, ids });
  const counted: Write[] = isBeside ? ownersChange(undefined, made) : [{ do: 'create', item: { ...OWNERS, count: 1 } }];
  const writes: Write[] = [
    ...creating,
    write,
    ...counted,
    linkTokensIn(table, now).using(link, caller.requestId),
    ...(isBeside ? await recovered(made, caller, ports) : [recording(event)]),
  ];
  try {
    await table.commit(writes);
  } catch (error) {
    const refusal = userRefusal(error, creating);
    if (refusal instanceof ConditionFailed)
      throw new Refusal('TOKEN_GONE', 'there is an owner already, or the link was used', { cause: error });
    throw refusal;
  }
  if (isBeside) await ports.nudge.nudge();
  return made;
}

/** The link of a set-up, or of a recovery that makes an owner beside those that there are. */
async function openOwnerLink(token: string, ports: Ports): Promise<LinkToken> {
  const recovery = await linkTokensIn(ports.table, ports.now).find(token, 'recovery');
  return recovery && recovery.userId === undefined ? recovery : openLink({ purpose: 'set-up', token }, ports);
}
