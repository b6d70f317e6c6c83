import { type AuditEvent, recording } from '../audit/event.ts';
import { sha256Text } from '../base/bytes.ts';
import { epochSeconds } from '../base/clock.ts';
import { type Fault, Refusal } from '../base/refusal.ts';
import { enqueueing } from '../mail/outbox.ts';
import { ConditionFailed, type Write } from '../table/table.ts';
import { attemptsIn } from '../users/attempts.ts';
import { knowing } from '../users/known-browser.ts';
import { linkTokensIn, type LinkToken } from '../users/link-token.ts';
import { checkSuitable, passwordsIn } from '../users/password.ts';
import { normalName } from '../users/normal-name.ts';
import { displayNameOf, type User, usersIn } from '../users/user.ts';
import type { Caller, Ports } from './ports.ts';
import { reserveAttempt } from './prove.ts';
import { presentationOf } from './presentation.ts';
import { eventOf } from './record.ts';

/** A new password, typed twice. */
export interface NewPassword {
  readonly password: string;
  readonly confirm: string;
}

/**
 * Sets a password by a link's single-use secret (activation or reset). The secret is used in the same transaction that
 * writes the password, so of two that bring it one succeeds; sessions begun before are dead. The browser is known from
 * then on: whom strangers have locked out by their attempts comes back by the mail.
 *
 * @throws {Refusal} TOKEN_GONE, PASSWORD_UNSUITABLE with the reasons
 */
export async function setPasswordByLink(
  { purpose, token, ...typed }: { purpose: 'activation' | 'password-reset'; token: string } & NewPassword,
  caller: Caller,
  ports: Ports,
): Promise<User> {
  const { table, pepper, ids, now } = ports;
  const link = await openLink({ purpose, token }, ports);
  const user = link.userId ? await usersIn(table).find(link.userId) : undefined;
  if (!user || !user.active || user.epoch !== link.epoch || user.email !== link.address)
    throw new Refusal('TOKEN_GONE', 'the link is of an earlier day', { purpose });
  const history = await refuseUnsuitable(typed, user, ports);
  const changed = await passwordsIn(table, pepper).setting(user, typed.password, now(), history);
  const event = eventOf('password.set', {
    actor: user.id,
    target: `USER#${user.id}`,
    reason: purpose,
    now: now(),
    caller,
    ids,
  });
  await useLink(
    [
      linkTokensIn(table, now).using(link, caller.requestId),
      ...changed,
      ...knowing(user.id, caller.browser, now),
      recording(event),
      ...notice(user, ports),
      ...(user.hasPassword ? [] : await welcome(user, ports)),
    ],
    table,
  );
  await ports.nudge.nudge();
  return user;
}

/** A link that may still be used; its secret is looked up by its hash and compared by nobody. */
export async function openLink(
  { purpose, token }: { purpose: LinkToken['purpose']; token: string },
  { table, now }: Ports,
): Promise<LinkToken> {
  const link = await linkTokensIn(table, now).find(token, purpose);
  if (!link) throw new Refusal('TOKEN_GONE', 'no such link, or it was used', { purpose });
  return link;
}

/**
 * Holds a new password against the rules.
 *
 * @returns how many hashes of earlier passwords are kept
 * @throws {Refusal} PASSWORD_UNSUITABLE naming all that is wrong with a new password that was typed twice
 */
export async function refuseUnsuitable(
  { password, confirm }: NewPassword,
  user: Pick<User, 'userName' | 'email' | 'givenName' | 'familyName' | 'displayName' | 'organization'> & {
    id?: string;
  },
  { table, pepper }: Pick<Ports, 'table' | 'pepper'>,
): Promise<number> {
  const { passwords: rules, branding } = await presentationOf(table);
  const mismatch: Fault[] = password === confirm ? [] : [{ pointer: '/confirm', detail: 'The two passwords differ.' }];
  const unsuitable = await checkSuitable(password, user, { rules, organisation: branding.organisation });
  const faults = [...unsuitable, ...mismatch];
  if (faults.length === 0 && user.id && (await passwordsIn(table, pepper).wasUsed(user.id, password, rules.history)))
    faults.push({ pointer: '/password', detail: `This was one of your last ${rules.history} passwords.` });
  if (faults.length > 0) throw new Refusal('PASSWORD_UNSUITABLE', 'the password is unsuitable', { faults });
  return rules.history;
}

async function useLink(writes: readonly Write[], table: Ports['table']): Promise<void> {
  try {
    await table.commit(writes);
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('TOKEN_GONE', 'the link was used at this moment', { cause: error });
    throw error;
  }
}

/** A mail that tells the user of the change: whoever did not make it learns of it (NIST SP 800-63B-4 section 4.1.2). */
const notice = (user: User, { ids, now }: Ports): Write[] =>
  user.hasPassword
    ? [
        enqueueing({
          id: ids.id(),
          kind: 'password-changed',
          userId: user.id,
          to: user.email,
          name: displayNameOf(user),
          createdAt: now().toISOString(),
        }),
      ]
    : [];

/** The mail that greets a user whose account is ready, where it is wanted. */
async function welcome(user: User, { table, ids, now }: Ports): Promise<Write[]> {
  const { product } = await presentationOf(table);
  if (!product.sendsWelcomeMail) return [];
  const createdAt = now().toISOString();
  const [to, name] = [user.email, displayNameOf(user)];
  return [enqueueing({ id: ids.id(), kind: 'welcome', userId: user.id, to, name, createdAt })];
}

/** Reset mails that one user is sent in an hour, and that one network may ask for, at the most. */
const RESETS_PER_USER = 3;
const RESETS_PER_NETWORK = 20;
const HOUR = 3600;

/**
 * Sends a link to set a new password, if there is such a user. The caller learns nothing: the answer is the same for
 * every name, and so are the calls that are made.
 */
export async function askForReset(login: string, caller: Caller, ports: Ports): Promise<void> {
  const { table, now } = ports;
  const user = await usersIn(table).findByLogin(login);
  const hour = Math.floor(epochSeconds(now()) / HOUR);
  const count = (what: string, limit: number): Promise<number | undefined> =>
    table.count({ pk: `ATTEMPTS#RESET#${sha256Text(what)}#${hour}`, sk: 'ATTEMPTS' }, limit, (hour + 2) * HOUR);
  const [byUser, byNetwork] = await Promise.all([
    count(user?.id ?? normalName(login), RESETS_PER_USER),
    count(caller.network, RESETS_PER_NETWORK),
  ]);
  if (byNetwork === undefined)
    throw new Refusal('TOO_MANY_ATTEMPTS', 'too many resets from one network', { network: caller.network });
  const isSent = user !== undefined && user.active && byUser !== undefined;
  const mail = await resetMail(isSent ? user : undefined, ports);
  const event = eventOf('password.reset-asked', {
    target: user ? `USER#${user.id}` : 'USER',
    outcome: isSent ? 'success' : 'refused',
    now: now(),
    caller,
    ids: ports.ids,
  });
  await table.commit([recording(event), ...mail]);
  await ports.nudge.nudge();
}

/** The writes of a reset mail; for nobody the same work is done in vain. */
async function resetMail(user: User | undefined, { table, now, ids, secrets }: Ports): Promise<Write[]> {
  const { token, write, link } = linkTokensIn(table, now).making('password-reset', user);
  const id = ids.id();
  const sealed = await secrets.seal(token, { purpose: 'outbox', id });
  if (!user) return [];
  const mail = {
    id,
    kind: 'password-reset',
    userId: user.id,
    to: user.email,
    name: displayNameOf(user),
    sealed,
    linkExpiresAt: new Date(link.expiresAt * 1000).toISOString(),
    createdAt: now().toISOString(),
  } as const;
  return [write, enqueueing(mail)];
}

/**
 * Changes the password of a user who is signed in and gives the present one, which counts as an attempt like any other.
 * All their other sessions end.
 *
 * @throws {Refusal} TOO_MANY_ATTEMPTS, CREDENTIALS_WRONG, PASSWORD_UNSUITABLE, SESSION_REQUIRED if another was faster
 */
export async function changePassword(
  { user, current, ...typed }: { user: User; current: string } & NewPassword,
  caller: Caller,
  ports: Ports,
): Promise<void> {
  const { table, pepper, ids, now } = ports;
  const attempt = await reserveAttempt(user.id, caller, ports);
  const eventFor = (outcome: AuditEvent['outcome']): Write =>
    recording(
      eventOf('password.change', { actor: user.id, target: `USER#${user.id}`, outcome, now: now(), caller, ids }),
    );
  if (!(await passwordsIn(table, pepper).verify(user.id, current))) {
    await table.commit([eventFor('refused')]);
    throw new Refusal('CREDENTIALS_WRONG', 'the present password is wrong', { userId: user.id });
  }
  await attemptsIn(table, now).reset(attempt);
  const history = await refuseUnsuitable(typed, user, ports);
  const changed = await passwordsIn(table, pepper).setting(user, typed.password, now(), history);
  try {
    await table.commit([...changed, eventFor('success'), ...notice(user, ports)]);
  } catch (error) {
    if (error instanceof ConditionFailed)
      throw new Refusal('SESSION_REQUIRED', 'the session ended at this moment', { cause: error });
    throw error;
  }
  await ports.nudge.nudge();
}
