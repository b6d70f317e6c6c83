import { describe, expect, it } from '@jest/globals';
import { authorize, type Facts, PASSWORD_CONTEXT, type Target } from '../../shared/policy/authorize.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/policy/policies.ts';
import type { Proof } from '../../shared/sessions/session.ts';

const NOW = new Date('2026-11-24T10:00:00Z');
const ADA = { id: 'ada', active: true };

const proof = (at: string, userId = 'ada'): Proof => ({ method: 'password', userId, at });
const RECENT = proof('2026-11-24T09:59:00Z');
const OLD = proof('2026-11-24T01:00:00Z');
const OF_BOB = proof('2026-11-24T09:59:00Z', 'bob');
const OF_TOMORROW = proof('2026-11-25T10:00:00Z');
const UNREADABLE = proof('last Tuesday');

const BOOLEANS = [false, true] as const;
const TARGETS: readonly Target[] = [
  { kind: 'portal' },
  ...BOOLEANS.map((administers): Target => ({ kind: 'console', administers })),
  ...BOOLEANS.flatMap((enabled) => BOOLEANS.map((assigned): Target => ({ kind: 'app', enabled, assigned }))),
  ...BOOLEANS.flatMap((enabled) =>
    BOOLEANS.flatMap((assigned) => BOOLEANS.map((known): Target => ({ kind: 'role', enabled, assigned, known }))),
  ),
];
const USERS: readonly Facts['user'][] = [undefined, ADA, { ...ADA, active: false }];
const PROOFS: readonly (readonly Proof[])[] = [
  [],
  [RECENT],
  [OLD, RECENT],
  [OLD],
  [OF_BOB],
  [OF_TOMORROW],
  [UNREADABLE],
];
const CONTEXTS: readonly (readonly string[] | undefined)[] = [
  undefined,
  [PASSWORD_CONTEXT],
  ['urn:oasis:names:tc:SAML:2.0:ac:classes:X509'],
];

const policy = (fields: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...fields });
/** A minute passed since RECENT, nine hours since OLD. */
const AGES = [undefined, 0, 1, 30, 600] as const;
const POLICIES: readonly (Policy | undefined)[] = [
  undefined,
  policy({ access: 'deny' }),
  ...AGES.map((minutes) => policy(minutes === undefined ? {} : { proofMaxMinutes: minutes })),
];

/** Every combination of facts there is, as far as the decision can tell them apart. */
function* everySituation(): Generator<Facts> {
  for (const target of TARGETS)
    for (const user of USERS)
      for (const sessionProofs of PROOFS)
        for (const signInProofs of PROOFS)
          for (const forceAuthn of BOOLEANS)
            for (const authnContexts of CONTEXTS)
              for (const its of POLICIES)
                yield {
                  now: NOW,
                  target,
                  sessionProofs,
                  signInProofs,
                  forceAuthn,
                  ...(user ? { user } : {}),
                  ...(its ? { policy: its } : {}),
                  ...(authnContexts ? { authnContexts } : {}),
                };
}

/** Who may pass, said once more and in other words than the rules. */
function mayPass(facts: Facts): boolean {
  const { target, user, sessionProofs, signInProofs, forceAuthn, authnContexts, policy: its } = facts;
  const isPlace = target.kind === 'portal' || target.kind === 'console';
  const isOpen = isPlace
    ? target.kind === 'portal' || target.administers
    : target.enabled && target.assigned && (target.kind === 'app' || target.known);
  const counting = [...signInProofs, ...(forceAuthn ? [] : sessionProofs)];
  const isYoung = counting.includes(RECENT);
  const isProved = isYoung || counting.includes(OLD);
  const isFreshEnough = {
    none: isProved,
    0: isPlace ? isYoung : signInProofs.includes(RECENT) || signInProofs.includes(OLD),
    1: isYoung,
    30: isYoung,
    600: isProved,
  }[its?.proofMaxMinutes ?? 'none'];
  return (
    isOpen &&
    user?.active === true &&
    its?.access !== 'deny' &&
    isFreshEnough === true &&
    (authnContexts === undefined || authnContexts.includes(PASSWORD_CONTEXT))
  );
}

describe('the decision', () => {
  it('allows exactly whom it must, over every combination of facts', () => {
    const all = [...everySituation()];
    expect(all).toHaveLength(15 * 3 * 7 * 7 * 2 * 3 * 7);
    const wrong = all.filter((facts) => (authorize(facts).kind === 'allow') !== mayPass(facts));
    expect(wrong).toEqual([]);
    expect(all.some(mayPass)).toBe(true);
  });

  it('tells the time of the newest proof, and the context that it earns', () => {
    const facts: Facts = {
      now: NOW,
      target: { kind: 'portal' },
      user: ADA,
      sessionProofs: [RECENT, OLD],
      signInProofs: [],
      forceAuthn: false,
    };
    expect(authorize(facts)).toEqual({
      kind: 'allow',
      rule: 'password',
      authnContext: PASSWORD_CONTEXT,
      authnAt: RECENT.at,
    });
  });

  it.each<[string, Partial<Facts>, object]>([
    [
      'an impossible context before anything else',
      { authnContexts: ['urn:x'] },
      { rule: 'context-possible', code: 'AUTHN_CONTEXT_UNSUPPORTED' },
    ],
    [
      'a disabled app before it asks for a proof',
      { target: { kind: 'app', enabled: false, assigned: true }, sessionProofs: [] },
      { rule: 'target-enabled', code: 'APP_DISABLED' },
    ],
    ['a missing proof', { sessionProofs: [] }, { kind: 'require', rule: 'proof-needed', factors: ['password'] }],
    ['a proof of somebody else', { sessionProofs: [OF_BOB] }, { kind: 'require', rule: 'proof-needed' }],
    ['a disabled user', { user: { ...ADA, active: false } }, { rule: 'user-active', code: 'USER_DISABLED' }],
    [
      'what is not assigned',
      { target: { kind: 'app', enabled: true, assigned: false } },
      { rule: 'assigned', code: 'NOT_ASSIGNED' },
    ],
    [
      'a role that nobody knows, as if it were not assigned',
      { target: { kind: 'role', enabled: true, known: false, assigned: true } },
      { rule: 'assigned', code: 'NOT_ASSIGNED' },
    ],
    [
      'a policy that denies, and the policy',
      { policy: policy({ id: 'x', name: 'No contractors', access: 'deny' }) },
      { rule: 'policy-allows', code: 'POLICY_DENIED', policy: { id: 'x', name: 'No contractors' } },
    ],
    [
      'a proof that is too old for the policy',
      { policy: policy({ proofMaxMinutes: 30 }), sessionProofs: [OLD] },
      { kind: 'require', rule: 'proof-fresh', policy: { id: 'default', name: 'Default' } },
    ],
    [
      'what is not assigned before any policy',
      { target: { kind: 'app', enabled: true, assigned: false }, policy: policy({ access: 'deny' }) },
      { rule: 'assigned' },
    ],
  ])('names the rule for %s', (_what, changed, decision) => {
    const facts: Facts = {
      now: NOW,
      target: { kind: 'app', enabled: true, assigned: true },
      user: ADA,
      sessionProofs: [RECENT],
      signInProofs: [],
      forceAuthn: false,
    };
    expect(authorize({ ...facts, ...changed })).toMatchObject(decision);
  });

  it('takes a proof from a clock that is a minute ahead, and none from further on', () => {
    const at = (seconds: number): Facts => ({
      now: NOW,
      target: { kind: 'portal' },
      user: ADA,
      sessionProofs: [proof(new Date(NOW.getTime() + seconds * 1000).toISOString())],
      signInProofs: [],
      forceAuthn: false,
    });
    expect(authorize(at(60)).kind).toBe('allow');
    expect(authorize(at(61)).kind).toBe('require');
  });
});
