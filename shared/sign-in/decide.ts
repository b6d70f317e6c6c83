import { authorize, type Decision, type Facts } from '../policy/authorize.ts';
import { type Approach, policyFor, targetsOfRole } from '../policy/policies.ts';
import type { Proof } from '../sessions/session.ts';
import type { PendingRequest } from './admit.ts';
import type { Goal, Situation } from './gather.ts';

/** What can be decided on: a goal, or the console, for which is gathered what is for the portal. */
export type Aim = Goal | { readonly kind: 'console' };

/** What a request wants to reach: a role, an app, or without a request the portal. */
export function goalOf(request: PendingRequest | undefined): Goal {
  if (!request) return { kind: 'portal' };
  return request.role ? { kind: 'role', ...request.role } : { kind: 'app', appId: request.appId };
}

/** Asks the one decision with what was gathered; every entrance and `issue` itself come by here. */
export const decideOn = (
  situation: Situation,
  request: PendingRequest | undefined,
  signInProofs: readonly Proof[],
  now: Date,
): Decision => decideFor(situation, goalOf(request), { signInProofs, now, ...(request ? { request } : {}) });

interface Proved {
  readonly signInProofs: readonly Proof[];
  /** @default those of the browser's session */
  readonly sessionProofs?: readonly Proof[];
  readonly now: Date;
  /** What asks, and may ask for more than its aim does. */
  readonly request?: PendingRequest;
}

/** The same for an aim. */
export function decideFor(
  situation: Situation,
  aim: Aim,
  { signInProofs, sessionProofs = situation.session?.proofs ?? [], now, request }: Proved,
): Decision {
  const { user, policies, groupIds } = situation;
  const fitting = user ? policyFor(policies, { targets: targetsOf(aim, situation), groupIds }) : undefined;
  const policy = aim.kind === 'console' && isBack(user, now) && fitting?.access === 'deny' ? undefined : fitting;
  const facts: Facts = {
    now,
    target: targetOf(situation, aim),
    ...(user ? { user } : {}),
    ...(policy ? { policy } : {}),
    sessionProofs,
    signInProofs,
    forceAuthn: request?.forceAuthn ?? false,
    ...(request?.authnContexts ? { authnContexts: request.authnContexts } : {}),
  };
  return authorize(facts);
}

/** How long no policy keeps an owner from the console after a recovery, in milliseconds: time enough to mend the policies. */
const BACK_MS = 3_600_000;

/** Whether this is an owner who came back by a recovery a while ago. */
const isBack = (user: Situation['user'], now: Date): boolean =>
  user?.adminRole === 'owner' &&
  user.recoveredAt !== undefined &&
  now.getTime() - Date.parse(user.recoveredAt) < BACK_MS;

/** Every name that policies may know an aim by; a role is known as it is registered, whatever letters the address has. */
export function targetsOf(aim: Aim, { app, role }: Pick<Situation, 'app' | 'role'>): Approach['targets'] {
  if (aim.kind === 'portal' || aim.kind === 'console') return [aim.kind];
  if (aim.kind === 'app') return [aim.appId];
  return [...targetsOfRole(aim.accountId, role?.name ?? aim.roleName), ...(app ? [app.id] : [])];
}

function targetOf({ user, app, account, role, isAssigned }: Situation, { kind }: Aim): Facts['target'] {
  const enabled = app?.enabled ?? false;
  if (kind === 'portal') return { kind };
  if (kind === 'console') return { kind, administers: user?.adminRole !== undefined };
  if (kind === 'app') return { kind, enabled, assigned: isAssigned };
  // Without any AWS app there is no account: it is the unknown role that is refused, not the app.
  return {
    kind,
    enabled: app ? enabled : true,
    known: account !== undefined && role !== undefined,
    assigned: isAssigned,
  };
}
