import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorld, type World } from '../kit/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const LONG = 'a'.repeat(3000);
/** One character that NFKC makes eighteen of: within the limit of a login, and far past that of a key. */
const SWELLING = '\ufdfa'.repeat(256);

describe('a stranger who names what is longer than any key', () => {
  it.each([
    ['an app', `/go/apps/${LONG}`],
    ['an account', `/go/aws/${LONG}/role`],
    ['a role', `/go/aws/111122223333/${LONG}`],
  ])('is refused %s or asked to sign in, and it is no failure of ours', async (_what, path) => {
    expect((await world.browser().get(path)).status).toBeLessThan(500);
  });

  it('is told of a login that it is wrong, as of any other', async () => {
    const stranger = world.browser();
    const { action } = await stranger.get('/sign-in');
    expect((await stranger.post(action, { username: SWELLING, password: 'x' })).status).toBe(401);
  });

  it('is told of a reset that a mail is on its way, as of any other', async () => {
    const ask = (username: string) => world.browser().post('/forgot-password', { username });
    const [long, unknown] = [await ask(SWELLING), await ask('nobody')];
    expect([long.status, long.html]).toEqual([unknown.status, unknown.html]);
  });
});
