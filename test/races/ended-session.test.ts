import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../kit/browser.ts';
import { startWorld, type World } from '../kit/world.ts';
import { sessionsIn } from '../../shared/sessions/session.ts';
import type { User } from '../../shared/users/user.ts';
import { FLOWS } from './flows.ts';
import { assertionsFor, everyCall } from './stage.ts';

let world: World;
let appId: string;

beforeAll(async () => {
  world = await startWorld();
  const logout = { url: 'https://wiki.example.org/slo', binding: 'redirect' as const };
  appId = (await world.app({ entityId: 'https://wiki.example.org', logout })).id;
  await world.browser().get('/sign-in');
});
afterAll(() => world.close());

/** Signs out in another tab of the same browser. */
async function signOut(_user: User, browser: Browser): Promise<void> {
  const tab = world.browser();
  for (const [name, value] of browser.cookies) tab.cookies.set(name, value);
  await tab.post('/sign-out', {});
}

const OPEN = Object.entries(FLOWS).filter(([name]) => /open session|from the portal/.test(name));

describe.each(OPEN)('a session whose user %s', (_name, flow) => {
  it('issues nothing from the moment that it is signed out of, and leaves no app that was not told', async () => {
    let runs = 0;
    for await (const { number, user, shown, issuedBefore } of everyCall(flow, { world, appId }, signOut)) {
      runs += 1;
      const participants = await sessionsIn(world.table).participants(user.id);
      // Whoever was told of the session before it ended is in the sign-out's own list; afterwards nobody is added.
      expect({ number, issued: await assertionsFor(world, user), told: participants.length }).toEqual({
        number,
        issued: issuedBefore,
        told: issuedBefore,
      });
      expect(shown.status).toBeLessThan(500);
    }
    expect(runs).toBeGreaterThan(0);
  });
});
