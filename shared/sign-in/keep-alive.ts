import type { Clock } from '../base/clock.ts';
import { movingEnd } from '../sessions/session.ts';
import { ConditionFailed, type Table } from '../table/table.ts';
import type { Situation } from './gather.ts';

/**
 * Moves the end of the session that was used, where idle sessions end early. One that has ended at this very moment stays
 * ended: what it was used for was decided before.
 */
export async function keepAlive(
  { session, settings }: Pick<Situation, 'session' | 'settings'>,
  { table, now }: { table: Table; now: Clock },
): Promise<void> {
  const used = session && movingEnd(session, settings?.idleSeconds, now());
  if (!used) return;
  try {
    await table.commit([used]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
