import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linkTokensIn } from '../../shared/users/link-token.ts';
import { usersIn } from '../../shared/users/user.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const claim = async (fields: Record<string, string>) => {
  const { token, write } = linkTokensIn(world.table, world.ports.now).making('set-up');
  await world.table.commit([write]);
  const owner = { userName: 'owner', email: 'owner@example.org', givenName: 'Ada', familyName: 'Park', ...fields };
  return world.browser().post('/set-up', { ...owner, token, password: PASSWORD, confirm: PASSWORD });
};

describe('the first owner', () => {
  it.each([
    ['a user name that no key can hold', { userName: 'x'.repeat(3000) }],
    ['a user name that grows', { userName: '\ufdfa'.repeat(128) }],
    ['no user name', { userName: '' }],
    ['an address that is none', { email: 'owner' }],
    ['a name that turns what follows', { givenName: 'a\u202eb' }],
    ['a name without end', { familyName: 'x'.repeat(129) }],
  ])('is asked again for %s', async (_what, fields) => {
    const { status, html } = await claim(fields);
    expect(status).toBe(422);
    expect(html).toContain('name="password"');
  });

  it('is made once', async () => {
    expect((await claim({})).path).toMatch(/^\/sign-in/);
    expect(await usersIn(world.table).findByLogin('owner@example.org')).toMatchObject({ adminRole: 'owner' });
    expect((await claim({ userName: 'second', email: 'second@example.org' })).status).toBe(410);
  });
});
