import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { AdminRole } from '../../shared/users/administrators.ts';
import { call, type Scene } from '../iam/scene.ts';
import { MEANT } from '../kit/console.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { sendRaw } from '../kit/raw-http.ts';
import { type Administrator, makeTargets, oneOfEachRole, type Targets, tokenOf } from './administrators.ts';
import { type Described, operationsOf } from './operations.ts';
import { NOBODYS, type Params, requestOf } from './requests.ts';
import { mayAsk, mayManage } from './roles.ts';

jest.setTimeout(180_000); // many requests: the machine may be busy with others

let house: TestHouse;
let scene: Scene;
let operations: readonly Described[];
let targets: Targets;
let callers: readonly Administrator[];

beforeAll(async () => {
  house = await startHouse();
  scene = { house, dev: await house.owner() };
  operations = await operationsOf(house.baseUrl);
  targets = await makeTargets(scene);
  // The weakest first: what a strong one may do to a target must not hide what a weak one may not.
  callers = (await oneOfEachRole(scene, targets.ownApp)).toReversed();
});
afterAll(() => house?.close());

/** Asks for something that changes nothing, or little, where it is allowed. @returns whether it was forbidden */
async function isForbidden(
  { route, takesBody }: Described,
  { cookie }: Administrator,
  params: Params,
): Promise<boolean> {
  const { method, path } = requestOf(route, { ...NOBODYS, ...params });
  const query = path.endsWith('/preview') ? `?userId=${targets.users[0]?.id}` : '';
  const { status, body } = await sendRaw(house.baseUrl, {
    method,
    path: path + query,
    headers: { ...MEANT, cookie, ...(takesBody ? { 'content-type': 'application/json' } : {}) },
    ...(takesBody ? { body: JSON.stringify({ nonsense: true }) } : {}),
  });
  if (status === 401 || status >= 500) throw new Error(`${route} answered ${status}: ${body}`);
  return status === 403;
}

const withParameter = (name: string): readonly Described[] =>
  operations.filter(({ route }) => route.includes(`{${name}}`));

/** Whether an operation acts on the user that its path names, rather than looks at them or puts them into a group. */
const actsOnUser = ({ permission, scope }: Described): boolean =>
  scope === 'write' && !permission.startsWith('groups.');

/** It would end the very session by which it is asked. */
const ENDS_SESSIONS = 'DELETE /admin/v1/users/{userId}/sessions';

type Cell = { operation: Described; caller: Administrator; params: Params; wanted: boolean; target: string };

/** Tells each cell whose answer is another than the table says. */
async function wrongOf(cells: readonly Cell[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { operation, caller, params, wanted, target } of cells) {
    const forbidden = await isForbidden(operation, caller, params);
    if (forbidden !== wanted) wrong.push(`${operation.route} by ${caller.role} on ${target}: forbidden ${forbidden}`);
  }
  return wrong;
}

const cellsOf = (
  operationsOfOne: readonly Described[],
  things: readonly {
    target: string;
    params: Params;
    forbids: (caller: Administrator, operation: Described) => boolean;
  }[],
): Cell[] =>
  callers.flatMap((caller) =>
    things.flatMap(({ target, params, forbids }) =>
      operationsOfOne.map((operation) => ({
        operation,
        caller,
        params,
        target,
        wanted: !mayAsk(caller.role, operation.permission) || forbids(caller, operation),
      })),
    ),
  );

describe('whoever administers', () => {
  it('acts on no user who holds more, whatever the operation', async () => {
    const onUsers = targets.users.map(({ role, id }) => ({
      target: role,
      params: { userId: id },
      forbids: (caller: Administrator, operation: Described) => actsOnUser(operation) && !mayManage(caller.role, role),
    }));
    const cells = cellsOf(withParameter('userId'), onUsers);
    expect(cells.length).toBeGreaterThanOrEqual(5 * 6 * 13);
    expect(cells.filter(({ wanted }) => !wanted).length).toBeGreaterThan(100);
    expect(await wrongOf(cells)).toEqual([]);
  });

  it('acts on themselves as on any other of their role', async () => {
    const cells = callers.flatMap((caller) =>
      withParameter('userId')
        .filter(({ route }) => route !== ENDS_SESSIONS)
        .map((operation) => ({
          operation,
          caller,
          params: { userId: caller.id },
          target: 'themselves',
          wanted:
            !mayAsk(caller.role, operation.permission) ||
            (actsOnUser(operation) && !mayManage(caller.role, caller.role)),
        })),
    );
    expect(await wrongOf(cells)).toEqual([]);
  });

  it('sees and changes only their own apps, if they are there for some', async () => {
    const isLimited = ({ role }: Administrator): boolean => role === 'app-administrator';
    const cells = cellsOf(withParameter('appId'), [
      { target: 'an own app', params: { appId: targets.ownApp }, forbids: () => false },
      { target: 'another app', params: { appId: targets.otherApp }, forbids: isLimited },
      { target: 'no app', params: {}, forbids: isLimited },
    ]);
    expect(cells.length).toBeGreaterThanOrEqual(5 * 3 * 9);
    expect(await wrongOf(cells)).toEqual([]);
    const limited = callers.find(isLimited)!;
    const answer = await sendRaw(house.baseUrl, {
      method: 'GET',
      path: '/admin/v1/apps?limit=200',
      headers: { ...MEANT, cookie: limited.cookie },
    });
    const { items } = JSON.parse(answer.body) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([targets.ownApp]);
  });

  it('ends no API token of somebody who holds more', async () => {
    const cookieOf = (role: AdminRole): string => callers.find((caller) => caller.role === role)?.cookie ?? '';
    const tokens = [
      ...targets.tokens,
      { role: 'owner' as const, ...(await tokenOf(scene, cookieOf('owner'), ['read'])) },
      { role: 'administrator' as const, ...(await tokenOf(scene, cookieOf('administrator'), ['read'])) },
    ];
    const cells = cellsOf(
      withParameter('tokenId'),
      tokens.map(({ role, id }) => ({
        target: `a token of ${role}`,
        params: { tokenId: id },
        forbids: (caller: Administrator, { scope }: Described) => scope === 'write' && !mayManage(caller.role, role),
      })),
    );
    expect(await wrongOf(cells)).toEqual([]);
    const { items } = await call<{ items: unknown[] }>(scene, 'GET /api-tokens', 200);
    expect(items.length).toBeLessThanOrEqual(1);
  });
});
