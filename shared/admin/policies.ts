import { Refusal } from '../base/refusal.ts';
import { DEFAULT_ID, DEFAULT_POLICY, type Policies, policiesIn, type Policy } from '../policy/policies.ts';
import type { Write } from '../table/table.ts';
import { created, done, versioned } from './answers.ts';
import { checkVersion, commitOr, differenceOf, eventOf, merged, refuseTooLarge, stale } from './change.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { refuseLockOut } from './policy-guard.ts';
import {
  newPolicySchema,
  policiesAnswer,
  policyAnswer,
  policyOrderSchema,
  policyPatchSchema,
} from './policy-schemas.ts';

/** What a new policy may say; what it leaves out is as in the default. */
export type NewPolicy = Partial<Omit<Policy, 'id'>> & Pick<Policy, 'name'> & { readonly position?: number };

const refused = (pointer: string, detail: string): Refusal =>
  new Refusal('INPUT_INVALID', 'the policy is not right', { faults: [{ pointer, detail }] });

/** Policies that there may be. */
const POLICIES_MAX = 100;

const normal = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

function refuseSameName(policies: readonly Policy[], { id, name }: Pick<Policy, 'id' | 'name'>, at = '/name'): void {
  if (!policies.some((other) => other.id !== id && normal(other.name) === normal(name))) return;
  throw new Refusal('ALREADY_EXISTS', 'uniqueness', {
    faults: [{ pointer: at, detail: 'There is a policy of this name.' }],
  });
}

const answer = (policy: Policy, version: number): Answered => ({ body: policy, version });

const policyIn = (call: Call<never>, { policies }: Policies): Policy =>
  foundOr404(policies.find(({ id }) => id === param(call, 'policyId')));

/** Puts a policy into the list. @returns the list after it, and the policy as it stands there */
export function withPolicy(
  { policies }: Policies,
  { position = policies.length - 1, ...fields }: NewPolicy,
  id: string,
  at = '',
): { policies: readonly Policy[]; policy: Policy } {
  const { description: _itsOwn, ...defaults } = DEFAULT_POLICY;
  const policy: Policy = { ...defaults, ...fields, id };
  refuseSameName(policies, policy, `${at}/name`);
  if (policies.length >= POLICIES_MAX) throw refused(at, `There are ${POLICIES_MAX} policies at the most.`);
  const place = Math.min(position, policies.length - 1);
  return { policies: policies.toSpliced(place, 0, policy), policy };
}

/** The writes that put other policies in their place, once it is clear that an owner still gets in. */
export async function policyWrites(call: Call<never>, before: Policies, policies: readonly Policy[]): Promise<Write> {
  refuseTooLarge(policies);
  await refuseLockOut(call, before.policies, policies);
  return policiesIn(call.ports.table).changing(before, policies);
}

async function create(call: Call<NewPolicy>): Promise<Answered> {
  const { ports, versions, body } = call;
  const before = await policiesIn(ports.table).find();
  checkVersion(versions, before);
  const { policies, policy } = withPolicy(before, body, ports.ids.id());
  const event = eventOf(call, 'policy.create', `POLICY#${policy.id}`, {
    after: { ...policy },
    details: { position: policies.indexOf(policy) },
  });
  await commitOr(ports.table, [await policyWrites(call as Call<never>, before, policies), event], stale);
  return { ...answer(policy, before.version + 1), location: `/admin/v1/policies/${policy.id}` };
}

/** What may be changed of the default: that it comes last and holds for all is what makes it the default. */
const FIXED_OF_DEFAULT = ['enabled', 'apps', 'groups'] as const;

async function update(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await policiesIn(ports.table).find();
  const policy = policyIn(call, before);
  checkVersion(versions, before);
  const patch = call.body as Record<string, unknown>;
  const fixed = policy.id === DEFAULT_ID ? FIXED_OF_DEFAULT.find((field) => field in patch) : undefined;
  if (fixed)
    throw refused(`/${fixed}`, 'The default policy holds for everybody and everything that no other speaks of.');
  const { description: _itsOwn, ...defaults } = DEFAULT_POLICY;
  const after = merged(policy, patch, { ...defaults, id: policy.id, name: policy.name });
  refuseSameName(before.policies, after);
  const policies = before.policies.map((each) => (each.id === policy.id ? after : each));
  const event = eventOf(call, 'policy.update', `POLICY#${policy.id}`, differenceOf(policy, after));
  await commitOr(ports.table, [await policyWrites(call, before, policies), event], stale);
  return answer(after, before.version + 1);
}

async function remove(call: Call<never>): Promise<Answered> {
  const { ports, versions } = call;
  const before = await policiesIn(ports.table).find();
  const policy = policyIn(call, before);
  checkVersion(versions, before);
  if (policy.id === DEFAULT_ID) {
    const detail = 'The default policy cannot be deleted; it can be changed.';
    throw new Refusal('CONFLICT', 'the default policy', { faults: [{ pointer: '', detail }] });
  }
  const policies = before.policies.filter(({ id }) => id !== policy.id);
  const event = eventOf(call, 'policy.delete', `POLICY#${policy.id}`, { before: { ...policy } });
  await commitOr(ports.table, [await policyWrites(call, before, policies), event], stale);
  return {};
}

async function reorder(call: Call<{ order: readonly string[] }>): Promise<Answered> {
  const { ports, versions, body } = call;
  const before = await policiesIn(ports.table).find();
  checkVersion(versions, before);
  const { policies: listed } = before;
  const ids = listed.map(({ id }) => id).filter((id) => id !== DEFAULT_ID);
  const order = body.order.at(-1) === DEFAULT_ID ? body.order.slice(0, -1) : body.order;
  if (order.length !== ids.length || !ids.every((id) => order.includes(id)))
    throw refused('/order', 'The order names each policy once; the default stays last.');
  const byId = new Map(listed.map((policy) => [policy.id, policy]));
  const policies = [...order, DEFAULT_ID].map((id) => byId.get(id)).filter((policy) => policy !== undefined);
  const event = eventOf(call, 'policy.reorder', 'POLICIES', { before: { order: ids }, after: { order } });
  await commitOr(ports.table, [await policyWrites(call as Call<never>, before, policies), event], stale);
  return { body: { items: policies }, version: before.version + 1 };
}

/** Operations on policies; all of them stand under one version, since their order is what decides. */
export const POLICY_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/policies',
    summary: 'Lists the policies in the order in which they are asked; the first that fits decides.',
    permission: 'policies.read',
    answers: versioned(policiesAnswer),
    run: async ({ ports }) => {
      const { policies, version } = await policiesIn(ports.table).find();
      return { body: { items: policies }, version };
    },
  },
  {
    route: 'POST /admin/v1/policies',
    summary: 'Adds a policy, at its position or last before the default; the version is that of the list.',
    permission: 'policies.write',
    isSensitive: true,
    body: newPolicySchema,
    example: { name: 'AWS IAM', apps: ['aws'], groups: 'all', firstFactor: 'password', proofMaxMinutes: 60 },
    needsVersion: true,
    answers: created(policyAnswer),
    run: create,
  },
  {
    route: 'GET /admin/v1/policies/{policyId}',
    summary: 'Gives a policy; the version is that of the list.',
    permission: 'policies.read',
    answers: versioned(policyAnswer),
    run: async (call) => {
      const found = await policiesIn(call.ports.table).find();
      return answer(policyIn(call, found), found.version);
    },
  },
  {
    route: 'PATCH /admin/v1/policies/{policyId}',
    summary: 'Changes a policy at once, for open sessions too; `null` takes a field back to its default.',
    permission: 'policies.write',
    isSensitive: true,
    body: policyPatchSchema,
    example: { access: 'deny', proofMaxMinutes: null },
    needsVersion: true,
    answers: versioned(policyAnswer),
    run: update,
  },
  {
    route: 'DELETE /admin/v1/policies/{policyId}',
    summary: 'Deletes a policy; the default stays.',
    permission: 'policies.write',
    isSensitive: true,
    needsVersion: true,
    answers: done,
    run: remove,
  },
  {
    route: 'PUT /admin/v1/policies/order',
    summary: 'Puts the policies into another order; the default stays last.',
    permission: 'policies.write',
    isSensitive: true,
    body: policyOrderSchema,
    example: { order: ['mzxw6ytboi4dgmrzgeztqmrtge'] },
    needsVersion: true,
    answers: versioned(policiesAnswer),
    run: reorder,
  },
];
