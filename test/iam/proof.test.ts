import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROUTES } from '../../lib/routes.ts';
import type { Policies } from '../../local/iam/evaluate.ts';
import { documentOf } from '../../local/iam/policy.ts';
import { nameOf, type Right, without } from '../../local/iam/rights.ts';
import type { RecordedCall } from '../../local/endpoints/record.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { logOf, requestsIn } from '../kit/log.ts';
import { deniedCalls, idleRights, OTHER_ROLES, rightsToUse } from './proof.ts';
import { playAll } from './scenario.ts';

jest.setTimeout(180_000); // thousands of requests: the machine may be busy with others

let house: TestHouse;
let calls: readonly RecordedCall[];
let roles: readonly string[];

beforeAll(async () => {
  house = await startHouse();
  await playAll(house);
  calls = [...house.recorder.calls];
  roles = house.deployment.functions.map(({ roleArn }) => roleArn);
});
afterAll(() => house?.close());

/** The policies with one more right for a role. */
const withOneMore = ({ identity, resource }: Policies, role: string, right: Pick<Right, 'action' | 'resource'>) => {
  const more = documentOf({ Statement: { Effect: 'Allow', Action: right.action, Resource: right.resource } }, 'more');
  return { identity: new Map([...identity, [role, [...(identity.get(role) ?? []), more]]]), resource };
};

describe('the scenario', () => {
  it('walks every route to its good end', async () => {
    const wanted = Object.values(ROUTES)
      .flat()
      .filter((route) => route !== '$default' && !route.startsWith('ANY '));
    const missing = (log: string): string[] => {
      const walked = new Set(requestsIn(log).flatMap(({ route, status }) => (status < 400 ? [route] : [])));
      return wanted.filter((route) => !walked.has(route));
    };
    expect(missing(await logOf(house, (log) => missing(log).length === 0))).toEqual([]);
  });
});

describe('the rights in the template', () => {
  it('are those of the four functions, and of roles that are known', () => {
    expect(new Set(roles).size).toBe(4);
    const names = [...house.policies.identity.keys()]
      .filter((role) => !roles.includes(role))
      .map((role) => role.slice(role.lastIndexOf('/') + 1));
    expect(names.filter((name) => !OTHER_ROLES.some(({ role }) => role.test(name)))).toEqual([]);
    expect(names).toHaveLength(OTHER_ROLES.length);
  });

  it('allow every call that was made', () => {
    expect(house.troubles).toEqual([]);
    expect(deniedCalls(calls, house.policies)).toEqual([]);
  });

  it('are all used', () => {
    expect(rightsToUse(house.policies, roles).length).toBeGreaterThan(80);
    expect(idleRights(calls, house.policies, roles)).toEqual([]);
  });

  it('are each needed: without any one of them, a call is denied', () => {
    const idle = rightsToUse(house.policies, roles).filter(
      (right) => deniedCalls(calls, without(house.policies, right)).length === 0,
    );
    expect(idle.map(nameOf)).toEqual([]);
  });

  it('are noticed where there is one too many, whosever it is', () => {
    const { identity } = house.policies;
    const rights = rightsToUse(house.policies, roles);
    const actions = [...new Set(rights.map(({ action }) => action)), 'dynamodb:Scan', 'kms:CreateGrant'];
    const pairs = roles.flatMap((role) => actions.map((action) => ({ role, action })));
    const foreign = pairs.filter(
      ({ role, action }) => !rights.some((right) => right.role === role && right.action === action),
    );
    expect([identity.size > 4, foreign.length > 30]).toEqual([true, true]);
    const unnoticed = foreign.filter(({ role, action }) => {
      const policies = withOneMore(house.policies, role, { action, resource: '*' });
      return idleRights(calls, policies, [role]).length !== 1;
    });
    expect(unnoticed).toEqual([]);
  });
});
