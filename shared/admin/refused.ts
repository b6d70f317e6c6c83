import { type Actor, recording } from '../audit/event.ts';
import { epochSeconds } from '../base/clock.ts';
import { isRefusal } from '../base/refusal.ts';
import type { Request } from '../http/request.ts';
import type { AdminPorts, Operation } from './operation.ts';

/** Refused attempts of one caller that are recorded in an hour; a script that repeats itself fills no log. */
const RECORDED_PER_HOUR = 50;

const HOUR_SECONDS = 3600;

/**
 * Records that somebody whom we know tried what they may not. Of strangers there is nothing to record: whoever is nobody
 * could fill the log, and nothing tells one from another.
 */
export async function recordRefused(
  error: unknown,
  { operation, request, actor }: { operation: Operation; request: Request; actor: Actor | undefined },
  { table, ids, now }: AdminPorts,
): Promise<void> {
  if (!isRefusal(error, 'FORBIDDEN')) return;
  const who = actor ?? (error.details['actor'] as Actor | undefined);
  if (!who || !('id' in who)) return;
  const hour = Math.floor(epochSeconds(now()) / HOUR_SECONDS);
  const key = { pk: `ATTEMPTS#REFUSED#${who.type}#${who.id}`, sk: `HOUR#${hour}` };
  const count = await table.count(key, RECORDED_PER_HOUR, (hour + 2) * HOUR_SECONDS);
  if (count === undefined) return;
  const event = {
    id: ids.id(),
    at: now().toISOString(),
    actor: who,
    action: 'admin.refuse',
    target: operation.route,
    outcome: 'refused',
    reason: error.code,
    requestId: request.id,
    ...(request.viewer.ip ? { ip: request.viewer.ip } : {}),
    details: { path: request.path.slice(0, 256), ...(count === RECORDED_PER_HOUR ? { isLastOfHour: true } : {}) },
  } as const;
  await table.commit([recording(event)]);
}
