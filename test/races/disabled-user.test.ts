import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { removeAllOf } from '../../shared/admin/removal.ts';
import { type User, usersIn } from '../../shared/users/user.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { startWorld, type World } from '../kit/world.ts';
import { FLOWS } from './flows.ts';
import { assertionsFor, everyCall, isAssertion } from './stage.ts';

let world: World;
let appId: string;

beforeAll(async () => {
  world = await startWorld();
  appId = (await world.app({ entityId: 'https://wiki.example.org' })).id;
  await world.browser().get('/sign-in'); // makes the keys, which is no step of anybody's flow
});
afterAll(() => world.close());

/** As the admin API disables: with another epoch. */
async function disable({ id }: User): Promise<User> {
  const users = usersIn(world.table);
  const user = (await users.find(id))!;
  const disabled = { ...user, active: false, epoch: user.epoch + 1, version: user.version + 1 };
  await world.table.commit(users.changing(user, disabled));
  return disabled;
}

const WAYS: Readonly<Record<string, (user: User) => Promise<unknown>>> = {
  disabled: disable,
  deleted: async (user) => {
    const disabled = await disable(user);
    await removeAllOf(world.table, { type: 'USER', id: user.id });
    await world.table.commit(usersIn(world.table).deleting(disabled));
  },
};

describe.each(Object.entries(FLOWS))('a user who %s', (_name, flow) => {
  it.each(Object.entries(WAYS))('is nobody from the moment that they are %s, whenever that is', async (_way, end) => {
    let runs = 0;
    for await (const { number, user, browser, shown, issuedBefore } of everyCall(flow, { world, appId }, end)) {
      runs += 1;
      const issued = await assertionsFor(world, user);
      expect({ number, issued, isTold: isAssertion(shown) && issued === 0, isFailure: shown.status >= 500 }).toEqual({
        number,
        issued: issuedBefore,
        isTold: false,
        isFailure: false,
      });
      expect((await browser.get('/')).html).toContain('name="password"');
      expect(isAssertion(await browser.get(redirected(authnRequest())))).toBe(false);
    }
    expect(runs).toBeGreaterThan(0);
  });
});
