import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '../../shared/policy/policies.ts';
import { type Aim, decideFor } from '../../shared/sign-in/decide.ts';
import type { Situation } from '../../shared/sign-in/gather.ts';
import type { AdminRole } from '../../shared/users/administrators.ts';
import { newUser } from '../../shared/users/user.ts';

const AT = new Date('2026-11-24T12:00:00.000Z');
const minutesAgo = (minutes: number): string => new Date(AT.getTime() - minutes * 60_000).toISOString();

/** What is decided for somebody of this role who came back then, where the one policy denies everything. */
function decided(aim: Aim, adminRole: AdminRole, recoveredAt?: string): string {
  const fields = { userName: 'olga', email: 'olga@example.org', active: true, adminRole };
  const user = { ...newUser(fields, { id: 'olga', now: () => AT }), ...(recoveredAt ? { recoveredAt } : {}) };
  const policies = { policies: [{ ...DEFAULT_POLICY, access: 'deny' }], version: 1 } as const;
  const situation = { user, policies, groupIds: [], isAssigned: false } as unknown as Situation;
  const proof = { method: 'password', userId: user.id, at: AT.toISOString() } as const;
  return decideFor(situation, aim, { signInProofs: [proof], sessionProofs: [], now: AT }).rule;
}

describe('an owner who came back by a recovery', () => {
  it('is let into the console past a policy that denies it, for an hour', () => {
    expect(decided({ kind: 'console' }, 'owner', minutesAgo(59))).toBe('password');
    expect(decided({ kind: 'console' }, 'owner', minutesAgo(60))).toBe('policy-allows');
    expect(decided({ kind: 'console' }, 'owner')).toBe('policy-allows');
  });

  it('gains nothing else by it, nor does whoever is no owner any more', () => {
    expect(decided({ kind: 'portal' }, 'owner', minutesAgo(1))).toBe('policy-allows');
    expect(decided({ kind: 'console' }, 'administrator', minutesAgo(1))).toBe('policy-allows');
  });
});
