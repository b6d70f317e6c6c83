import { type AuditEvent, recording } from '../audit/event.ts';
import { isRefusal, Refusal } from '../base/refusal.ts';
import type { Ids } from '../base/ids.ts';
import type { Decision } from '../policy/authorize.ts';
import type { Write } from '../table/table.ts';
import type { Caller, Ports } from './ports.ts';

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

/** What an event tells of a decision: the rule as its reason, and the policy by which it came about. */
export const decidedBy = ({
  rule,
  policy,
}: Decision): { reason: string; details?: { policy: string; policyId: string } } => ({
  reason: rule,
  ...(policy ? { details: { policy: policy.name, policyId: policy.id } } : {}),
});

/** A decision that does not allow, as a refusal; the policy that decided is told to whoever is refused. */
export function refusalOf(decision: Exclude<Decision, { kind: 'allow' }>, message: string): Refusal {
  const { rule, policy } = decision;
  const code = decision.kind === 'deny' ? decision.code : 'SESSION_REQUIRED';
  const faults = policy ? [{ pointer: '', detail: `The policy that decided: ${policy.name}` }] : [];
  return new Refusal(code, message, { rule, decision, faults });
}

/** The write that records that somebody who is known was not let in; for any other failure there is nothing to record. */
export function recordingDenied(
  error: unknown,
  { userId, target, caller, ports }: { userId: string | undefined; target: string; caller: Caller; ports: Ports },
): Write[] {
  const decision = isRefusal(error) ? (error.details['decision'] as Decision | undefined) : undefined;
  if (decision?.kind !== 'deny' || userId === undefined) return [];
  const { ids, now } = ports;
  const said = { actor: userId, target, outcome: 'refused', ...decidedBy(decision), caller, ids, now: now() } as const;
  return [recording(eventOf('sign-in.refuse', said))];
}
