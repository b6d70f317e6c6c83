import { authorize, type Decision, type Facts } from '../policy/authorize.ts';
import type { Proof } from '../sessions/session.ts';
import type { PendingRequest } from './admit.ts';
import type { Goal, Situation } from './gather.ts';

/** What a request wants to reach: a role, an app, or without a request the portal. */
export function goalOf(request: PendingRequest | undefined): Goal {
  if (!request) return { kind: 'portal' };
  return request.role ? { kind: 'role', ...request.role } : { kind: 'app', appId: request.appId };
}

/** Asks the one decision with what was gathered; every entrance and `issue` itself come by here. */
export function decideOn(
  situation: Situation,
  request: PendingRequest | undefined,
  signInProofs: readonly Proof[],
  now: Date,
): Decision {
  const { user, session } = situation;
  const facts: Facts = {
    now,
    target: targetOf(situation, request),
    ...(user ? { user } : {}),
    sessionProofs: session?.proofs ?? [],
    signInProofs,
    forceAuthn: request?.forceAuthn ?? false,
    ...(request?.authnContexts ? { authnContexts: request.authnContexts } : {}),
  };
  return authorize(facts);
}

function targetOf({ app, account, role, isAssigned }: Situation, request: PendingRequest | undefined): Facts['target'] {
  const enabled = app?.enabled ?? false;
  if (!request) return { kind: 'portal' };
  if (!request.role) return { kind: 'app', enabled, assigned: isAssigned };
  // Without any AWS app there is no account: it is the unknown role that is refused, not the app.
  return {
    kind: 'role',
    enabled: app ? enabled : true,
    known: account !== undefined && role !== undefined,
    assigned: isAssigned,
  };
}
