import { appsIn } from '../apps/app.ts';
import { Refusal } from '../base/refusal.ts';
import { fitOf, policiesIn } from '../policy/policies.ts';
import type { Decision } from '../policy/authorize.ts';
import { type Aim, decideFor, targetsOf } from '../sign-in/decide.ts';
import { gather, type Situation } from '../sign-in/gather.ts';
import { one } from './answers.ts';
import { type Answered, type Call, foundOr404, type Operation, param } from './operation.ts';
import { PAGING } from './paging.ts';
import { groupsOf, membersFrom, namedTargets } from './policy-reach.ts';
import { affectedAnswer, evaluationAnswer, evaluationSchema } from './policy-schemas.ts';

interface Asked {
  readonly userId: string;
  readonly target: string;
  readonly proofAgeMinutes?: number;
}

const refused = (pointer: string, detail: string): Refusal =>
  new Refusal('INPUT_INVALID', 'nothing to decide on', { faults: [{ pointer, detail }] });

function aimAt(target: string): Aim {
  if (target === 'portal' || target === 'console') return { kind: target };
  const [accountId, roleName] = target.startsWith('aws:') ? target.slice('aws:'.length).split('/') : [];
  return accountId && roleName ? { kind: 'role', accountId, roleName } : { kind: 'app', appId: target };
}

/** What would be decided, by the very function that decides, if the user had given their password so many minutes ago. */
async function evaluate(call: Call<Asked>): Promise<Answered> {
  const { ports, body } = call;
  const { userId, target, proofAgeMinutes = 0 } = body;
  const aim = aimAt(target);
  const situation = await gather(ports.table, { userId }, aim.kind === 'console' ? { kind: 'portal' } : aim);
  if (!situation.user) throw refused('/userId', 'There is no such user.');
  if (aim.kind === 'app' && !situation.app) throw refused('/target', 'There is no such app.');
  if (aim.kind === 'app' && situation.app?.kind === 'aws')
    throw refused('/target', 'AWS is entered by a role: `aws:<account>/<role>`.');
  const now = ports.now();
  const at = new Date(now.getTime() - proofAgeMinutes * 60_000).toISOString();
  const proof = { method: 'password', userId, at } as const;
  // What was proved just now belongs to the sign-in, what was proved earlier to the session that it made.
  const [signInProofs, sessionProofs] = proofAgeMinutes === 0 ? [[proof], []] : [[], [proof]];
  const decision = decideFor(situation, aim, { signInProofs, sessionProofs, now });
  return { body: { ...told(decision), considered: considered(situation, aim) } };
}

const told = (decision: Decision) => ({
  decision: decision.kind,
  rule: decision.rule,
  ...(decision.kind === 'deny' ? { code: decision.code } : {}),
  ...(decision.policy ? { policy: decision.policy } : {}),
});

/** The policies that were asked, up to the one that fits. */
function considered(situation: Situation, aim: Aim) {
  const approach = { targets: targetsOf(aim, situation), groupIds: situation.groupIds };
  const asked = situation.policies.policies.map((policy) => ({
    id: policy.id,
    name: policy.name,
    fit: fitOf(policy, approach),
  }));
  return asked.slice(0, asked.findIndex(({ fit }) => fit === 'fits') + 1);
}

async function affected(call: Call<never>): Promise<Answered> {
  const { table } = call.ports;
  const found = await policiesIn(table).find();
  const policy = foundOr404(found.policies.find(({ id }) => id === param(call, 'policyId')));
  const [groups, apps, { users, nextCursor }] = await Promise.all([
    policy.groups === 'all' ? [] : groupsOf(table, policy.groups),
    policy.apps === 'all' ? [] : namedTargets(appsIn(table), policy.apps),
    membersFrom(call, policy, found),
  ]);
  const body = { isEverybody: policy.groups === 'all', isEverything: policy.apps === 'all', groups, apps, users };
  return { body: { ...body, ...(nextCursor ? { nextCursor } : {}) } };
}

/** Operations that tell what policies lead to. */
export const POLICY_EFFECT_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/policies/{policyId}/affected',
    summary: 'Tells whom a policy is about, page by page, and for how much of what it names it decides.',
    permission: 'policies.read',
    query: PAGING,
    answers: one(affectedAnswer),
    run: affected,
  },
  {
    route: 'POST /admin/v1/policies/evaluate',
    summary: 'Tells what would be decided for a user, and by which policy; it changes nothing.',
    permission: 'policies.read',
    body: evaluationSchema,
    example: { userId: 'mzxw6ytboi4dgmrzgeztqmrtge', target: 'portal', proofAgeMinutes: 30 },
    answers: one(evaluationAnswer),
    run: evaluate,
  },
];
