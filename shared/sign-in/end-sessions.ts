import { recording } from '../audit/event.ts';
import { Refusal } from '../base/refusal.ts';
import { type Session, sessionsIn } from '../sessions/session.ts';
import { ConditionFailed } from '../table/table.ts';
import type { User } from '../users/user.ts';
import type { Caller, Ports } from './ports.ts';
import { eventOf } from './record.ts';

/** Which sessions of their own a user ends: one by its ID, all `others`, or `all`. */
export interface Ending {
  readonly user: User;
  readonly session: Session;
  readonly caller: Caller;
  readonly end: string;
}

/**
 * Ends sessions of a user, each with its event; one that has just ended elsewhere counts as ended.
 *
 * @returns the IDs of those that ended
 * @throws {Refusal} NOT_FOUND for an ID that is not a session of this user
 */
export async function endSessions(
  { user, session: own, caller, end }: Ending,
  ports: Ports,
): Promise<readonly string[]> {
  const { table, ids, now } = ports;
  const all = await sessionsIn(table).list(user.id);
  const chosen = all.filter(({ id }) => (end === 'all' ? true : end === 'others' ? id !== own.id : id === end));
  if (chosen.length === 0 && end !== 'others' && end !== 'all')
    throw new Refusal('NOT_FOUND', 'no such session', { end });
  for (const { id } of chosen) {
    const event = eventOf('session.end', { actor: user.id, target: `SESSION#${id}`, now: now(), caller, ids });
    try {
      await table.commit([sessionsIn(table).ending({ userId: user.id, id }), recording(event)]);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return chosen.map(({ id }) => id);
}
