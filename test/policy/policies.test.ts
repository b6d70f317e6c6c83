import { describe, expect, it } from '@jest/globals';
import {
  DEFAULT_POLICY,
  fitOf,
  policiesOf,
  type Policy,
  policyFor,
  targetsOfRole,
} from '../../shared/policy/policies.ts';

const policy = (id: string, fields: Partial<Policy> = {}): Policy => ({ ...DEFAULT_POLICY, id, name: id, ...fields });
const all = (...policies: Policy[]) => ({ policies: [...policies, DEFAULT_POLICY], version: 1 });
const ROLE = targetsOfRole('111122223333', 'Admin');

describe('policies', () => {
  it('are the default alone until somebody has changed them', () => {
    expect(policiesOf(undefined)).toEqual({ policies: [DEFAULT_POLICY], version: 0 });
    expect(policyFor(policiesOf(undefined), { targets: ['portal'], groupIds: [] })).toBe(DEFAULT_POLICY);
  });

  it('are asked in order: the first that fits decides', () => {
    const list = all(policy('first', { apps: ['wiki'] }), policy('second'));
    expect(policyFor(list, { targets: ['wiki'], groupIds: [] }).id).toBe('first');
    expect(policyFor(list, { targets: ['portal'], groupIds: [] }).id).toBe('second');
  });

  it.each<[string, Partial<Policy>, readonly string[], readonly string[], string]>([
    ['everybody at everything', {}, ['portal'], [], 'fits'],
    ['nobody while it is not enabled', { enabled: false }, ['portal'], [], 'disabled'],
    ['an app by its ID', { apps: ['wiki'] }, ['wiki'], [], 'fits'],
    ['no other app', { apps: ['wiki'] }, ['books'], [], 'other-app'],
    ['a member of one of its groups', { groups: ['a', 'b'] }, ['portal'], ['b'], 'fits'],
    ['no member of other groups', { groups: ['a'] }, ['portal'], ['b', 'c'], 'other-group'],
    ['nobody by a group that was deleted', { groups: ['gone'] }, ['portal'], [], 'other-group'],
    ['a role by itself', { apps: ['aws:111122223333/Admin'] }, ROLE, [], 'fits'],
    ['a role by its account', { apps: ['aws:111122223333'] }, ROLE, [], 'fits'],
    ['a role by AWS as a whole', { apps: ['aws'] }, ROLE, [], 'fits'],
    ['no role of the same name elsewhere', { apps: ['aws:444455556666/Admin'] }, ROLE, [], 'other-app'],
    ['the console without the portal', { apps: ['console'] }, ['portal'], [], 'other-app'],
  ])('speak of %s', (_what, fields, targets, groupIds, fit) => {
    expect(fitOf(policy('x', fields), { targets, groupIds })).toBe(fit);
  });
});
