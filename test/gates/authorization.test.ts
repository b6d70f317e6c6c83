import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ROUTES } from '../../lib/routes.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';
import { inTurns } from '../kit/in-turns.ts';
import { sendRaw } from '../kit/raw-http.ts';
import { call, type Scene } from '../iam/scene.ts';
import { BODIES } from './bodies.ts';
import { type Caller, callersOf } from './callers.ts';
import { type Described, operationsOf } from './operations.ts';
import { oneOfEverything } from './organisation.ts';
import { READING_POSTS } from '../races/reading-posts.ts';
import { NOBODYS, type Params, requestOf } from './requests.ts';

jest.setTimeout(180_000); // thousands of requests: the machine may be busy with others

let house: TestHouse;
let operations: readonly Described[];
let callers: readonly Caller[];
let existing: Params;
let ownerId: string;
let scene: Scene;

beforeAll(async () => {
  house = await startHouse();
  scene = { house, dev: await house.owner() };
  operations = await operationsOf(house.baseUrl);
  const { items } = await call<{ items: { id: string }[] }>(scene, 'GET /administrators?role=owner', 200);
  ownerId = items[0]?.id ?? '';
  existing = await oneOfEverything(scene);
  callers = await callersOf(scene, existing['appId'] ?? '');
});
afterAll(() => house?.close());

/**
 * What somebody gets who may come in. A change is asked of what is not there, or with what does not fit, so that it
 * changes nothing; whoever may not come in must not even learn that.
 */
function outcomeInside({ route, scope, takesBody, needsVersion }: Described): string {
  if (route.startsWith('GET ') || scope === 'public') return '200';
  if (needsVersion) return '428 VERSION_REQUIRED';
  return takesBody ? '422 INPUT_INVALID' : '404 NOT_FOUND';
}

/** What is there to be read: an administrator is one who has a role. */
const standing = (route: string): Params =>
  route.includes('/administrators/') ? { ...existing, userId: ownerId } : existing;

async function outcomeOf({ route, takesBody, needsVersion }: Described, headers: Caller['headers']): Promise<string> {
  const { method, path } = requestOf(route, route.startsWith('GET ') ? standing(route) : NOBODYS);
  const query = path.endsWith('/preview') ? `?userId=${existing['userId']}` : '';
  const body = needsVersion ? (BODIES[route] ?? {}) : { nonsense: true };
  const { status, body: text } = await sendRaw(house.baseUrl, {
    method,
    path: path + query,
    headers: { ...headers, ...(takesBody ? { 'content-type': 'application/json' } : {}) },
    ...(takesBody ? { body: JSON.stringify(body) } : {}),
  });
  return status < 400 ? String(status) : `${status} ${(JSON.parse(text) as { code: string }).code}`;
}

/** It ends the very session by which it is asked, so it is asked last, by whoever may. */
const LEAVING = 'DELETE /admin/v1/me/session';

describe('the admin API', () => {
  it('describes every route of the table, and no other', () => {
    const routes = operations.map(({ route }) => route).toSorted();
    expect(routes).toEqual(ROUTES.admin.filter((route) => !route.startsWith('ANY ')).toSorted());
    const open = operations.filter(({ scope }) => scope === 'public').map(({ route }) => route);
    expect(open).toEqual(['GET /admin/v1/openapi.json']);
    const asking = operations.filter(({ scope, route }) => scope === 'read' && !route.startsWith('GET '));
    expect(asking.map(({ route }) => route).toSorted()).toEqual(Object.keys(READING_POSTS).toSorted());
    expect(operations.filter(({ scope, route }) => scope === 'write' && route.startsWith('GET '))).toEqual([]);
  });

  it('lets in whom it must, and tells everybody else why not, for every operation', async () => {
    const cells = operations
      .flatMap((operation) => callers.map((caller) => ({ operation, caller })))
      .filter(
        ({ operation, caller }) =>
          operation.route !== LEAVING || caller.expects(operation) !== 'in' || !caller.headers['cookie'],
      );
    expect(cells.length).toBeGreaterThan(58 * 26);
    const wrong = await inTurns(cells, async ({ operation, caller }) => {
      const told = operation.scope === 'public' ? 'in' : caller.expects(operation);
      const expected = told === 'in' ? outcomeInside(operation) : told;
      const outcome = await outcomeOf(operation, caller.headers);
      return outcome === expected ? [] : [`${operation.route} for ${caller.name}: ${outcome}, not ${expected}`];
    });
    expect(wrong.flat()).toEqual([]);
    expect(house.troubles).toEqual([]);
  });

  it('lets whoever sits before the console leave it, once', async () => {
    const leaving = operations.find(({ route }) => route === LEAVING)!;
    const inside = callers.filter((caller) => caller.headers['cookie'] && caller.expects(leaving) === 'in');
    expect(inside).toHaveLength(5);
    for (const { headers } of inside) {
      const answers = [await outcomeOf(leaving, headers), await outcomeOf(leaving, headers)];
      expect(answers).toEqual(['204', '401 SESSION_REQUIRED']);
    }
  });
});
