/**
 * policy/ owns the one decision: may this user, with these proofs, reach this target now? It is pure: facts in,
 * decision out, always with the rule that decided. Every entrance goes through it, and `issue` asks it again.
 */
import type { RefusalCode } from '../base/refusal.ts';
import type { Proof } from '../sessions/session.ts';
import type { Policy } from './policies.ts';

/** What somebody wants to reach. `assigned` counts direct assignments and those of groups. */
export type Target =
  | { readonly kind: 'portal' }
  | { readonly kind: 'console'; readonly administers: boolean }
  | { readonly kind: 'app'; readonly enabled: boolean; readonly assigned: boolean }
  | { readonly kind: 'role'; readonly enabled: boolean; readonly known: boolean; readonly assigned: boolean };

/** All that the decision goes by. What is unknown is left out and never speaks for the user. */
export interface Facts {
  readonly now: Date;
  readonly target: Target;
  /** The user whom the proofs name, if there is one. */
  readonly user?: { readonly id: string; readonly active: boolean };
  /** Proofs of the session that the browser brought, if it is alive. */
  readonly sessionProofs: readonly Proof[];
  /** Proofs made in this very sign-in. */
  readonly signInProofs: readonly Proof[];
  /** Whether the app asked for a new proof: then those of the session do not count (ForceAuthn, Core 3.4.1). */
  readonly forceAuthn: boolean;
  /** The policy that speaks of this user and this target; without one, nothing is forbidden and no proof grows old. */
  readonly policy?: Policy;
  /** Authentication contexts of which the app asked for exactly one (Core 3.3.2.2.1). */
  readonly authnContexts?: readonly string[];
}

/** The authentication context class that each set of proofs earns (SAML Authentication Context 3.4). */
export const PASSWORD_CONTEXT = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** What was decided, by which rule, and by which policy where it was a policy's rule. */
export type Decision = { readonly rule: string; readonly policy?: Pick<Policy, 'id' | 'name'> } & (
  | { readonly kind: 'allow'; readonly authnContext: string; readonly authnAt: string }
  | { readonly kind: 'require'; readonly factors: readonly Proof['method'][] }
  | { readonly kind: 'deny'; readonly code: RefusalCode }
);

/** At the portal and the console every page asks for the decision: a proof is good for this long there, in minutes. */
export const PLACE_MINUTES = 5;

interface Rule {
  readonly name: string;
  readonly decide: (facts: Facts) => Decision | undefined;
}

const deny = (rule: string, code: RefusalCode): Decision => ({ kind: 'deny', rule, code });
const named = ({ policy }: Facts): Pick<Decision, 'policy'> =>
  policy ? { policy: { id: policy.id, name: policy.name } } : {};

/** The rules, in the order in which they are asked; the first that answers decides. The last always answers. */
const RULES: readonly Rule[] = [
  {
    name: 'context-possible',
    decide: ({ authnContexts }) =>
      authnContexts && !authnContexts.includes(PASSWORD_CONTEXT)
        ? deny('context-possible', 'AUTHN_CONTEXT_UNSUPPORTED')
        : undefined,
  },
  {
    name: 'target-enabled',
    decide: ({ target }) =>
      'enabled' in target && !target.enabled ? deny('target-enabled', 'APP_DISABLED') : undefined,
  },
  {
    name: 'proof-needed',
    decide: (facts) =>
      provedBy(facts) === undefined || facts.user === undefined
        ? { kind: 'require', rule: 'proof-needed', factors: ['password'] }
        : undefined,
  },
  {
    name: 'user-active',
    decide: ({ user }) => (user?.active ? undefined : deny('user-active', 'USER_DISABLED')),
  },
  {
    // An unknown role and one that is not assigned answer alike: who may not take a role need not learn that it is.
    name: 'assigned',
    decide: ({ target }) =>
      !('assigned' in target) || (target.assigned && (target.kind === 'app' || target.known))
        ? undefined
        : deny('assigned', 'NOT_ASSIGNED'),
  },
  {
    name: 'administrator',
    decide: ({ target }) =>
      target.kind === 'console' && !target.administers ? deny('administrator', 'FORBIDDEN') : undefined,
  },
  {
    name: 'policy-allows',
    decide: (facts) =>
      facts.policy?.access === 'deny' ? { ...deny('policy-allows', 'POLICY_DENIED'), ...named(facts) } : undefined,
  },
  {
    name: 'proof-fresh',
    decide: (facts) =>
      isFresh(facts) ? undefined : { kind: 'require', rule: 'proof-fresh', factors: ['password'], ...named(facts) },
  },
];

/** Decides. Total: whatever the facts, there is an answer, and only a proof of the very user allows. */
export function authorize(facts: Facts): Decision {
  for (const { decide } of RULES) {
    const decision = decide(facts);
    if (decision) return decision;
  }
  const proof = provedBy(facts);
  if (!proof) return deny('proof-needed', 'SESSION_REQUIRED');
  return { kind: 'allow', rule: 'password', authnContext: PASSWORD_CONTEXT, authnAt: proof.at, ...named(facts) };
}

/** How far the clocks of two machines of ours may differ, in milliseconds. */
const SKEW_MS = 60_000;

/** The newest proof that counts and is the user's own. One whose time cannot be read, or is yet to come, proves nothing. */
function provedBy({ sessionProofs, signInProofs, forceAuthn, user, now }: Facts): Proof | undefined {
  const counting = forceAuthn ? signInProofs : [...sessionProofs, ...signInProofs];
  return counting
    .filter(({ userId, at }) => userId === user?.id && Date.parse(at) <= now.getTime() + SKEW_MS)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
}

/** Whether the newest proof is as young as the policy wants it; what is asked for each time is made in this very sign-in. */
function isFresh(facts: Facts): boolean {
  const { policy, target, now } = facts;
  const proof = provedBy(facts);
  if (policy?.proofMaxMinutes === undefined || proof === undefined) return proof !== undefined;
  const isPlace = !('assigned' in target);
  if (policy.proofMaxMinutes === 0 && !isPlace) return provedBy({ ...facts, forceAuthn: true }) !== undefined;
  const minutes = isPlace ? Math.max(PLACE_MINUTES, policy.proofMaxMinutes) : policy.proofMaxMinutes;
  return now.getTime() - Date.parse(proof.at) <= minutes * 60_000;
}
