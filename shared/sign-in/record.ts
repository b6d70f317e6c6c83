import type { AuditEvent } from '../audit/event.ts';
import type { Ids } from '../base/ids.ts';
import type { Caller } from './ports.ts';

/** An audit event of the front door; without `actor` nobody has proved to be anybody. */
export function eventOf(
  action: string,
  {
    actor,
    target,
    outcome = 'success',
    reason,
    now,
    caller,
    ids,
    details,
  }: {
    actor?: string;
    target: string;
    outcome?: AuditEvent['outcome'];
    reason?: string;
    now: Date;
    caller: Caller;
    ids: Ids;
    details?: Readonly<Record<string, unknown>>;
  },
): AuditEvent {
  return {
    id: ids.id(),
    at: now.toISOString(),
    actor: actor === undefined ? { type: 'anonymous' } : { type: 'user', id: actor },
    action,
    target,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    requestId: caller.requestId,
    ...(caller.ip ? { ip: caller.ip } : {}),
    ...(details ? { details } : {}),
  };
}
