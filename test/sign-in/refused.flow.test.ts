import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { type AuditEvent, eventsOfHour } from '../../shared/audit/event.ts';
import { entriesOfHour } from '../../shared/audit/ledger.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const hour = (): string => hourOf(world.ports.now().toISOString());

async function refusalsOf(userId: string): Promise<readonly AuditEvent[]> {
  const events = await eventsOfHour(world.table, hour());
  return events.filter(
    ({ actor, target, outcome }) =>
      outcome === 'refused' && (target === `USER#${userId}` || ('id' in actor && actor.id === userId)),
  );
}

async function signIn(browser: Browser, username: string, password = PASSWORD): Promise<number> {
  const { action } = await browser.get('/sign-in');
  return (await browser.post(action, { username, password })).status;
}

const ISSUER = 'https://wiki.example.org';

describe('somebody who is signed in and not let through', () => {
  it('has an event when it is shown to them', async () => {
    const user = await world.user('tile');
    const app = await world.app({ entityId: 'https://tile.example.org' });
    const browser = world.browser();
    expect(await signIn(browser, 'tile')).toBe(200);
    expect((await browser.post(`/go/apps/${app.id}`, {})).status).toBe(403);
    expect(await refusalsOf(user.id)).toMatchObject([
      {
        action: 'sign-in.refuse',
        target: `APP#${app.id}`,
        reason: 'assigned',
        actor: { type: 'user', id: user.id },
      },
    ]);
  });

  it('has an event when the app is told, in the transaction of what is signed for it', async () => {
    const user = await world.user('told');
    await world.app({ entityId: ISSUER });
    const browser = world.browser();
    await signIn(browser, 'told');
    expect((await browser.get(redirected(authnRequest({ issuer: ISSUER })))).fields['SAMLResponse']).toBeDefined();
    const [event, ...others] = await refusalsOf(user.id);
    expect([event?.reason, others]).toEqual(['assigned', []]);
    const entries = await entriesOfHour(world.table, hour());
    expect(entries.filter(({ requestId, kind }) => requestId === event?.requestId && kind === 'error')).toHaveLength(1);
  });

  it('has an event when their password was right and the app is not theirs', async () => {
    const user = await world.user('late');
    const browser = world.browser();
    const { action } = await browser.get(redirected(authnRequest({ issuer: ISSUER })));
    expect((await browser.post(action, { username: 'late', password: PASSWORD })).fields['SAMLResponse']).toBeDefined();
    expect((await refusalsOf(user.id)).map(({ reason }) => reason)).toEqual(['assigned']);
  });
});

describe('somebody who guesses', () => {
  it('has an event for each attempt that is compared, and one when there are too many', async () => {
    const user = await world.user('guessed');
    const statuses: number[] = [];
    for (let n = 0; n < 14; n++) statuses.push(await signIn(world.browser(), 'guessed', `wrong ${n} password`));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(1);
    const reasons = (await refusalsOf(user.id)).map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'password')).toHaveLength(10);
    expect(reasons.filter((reason) => reason === 'TOO_MANY_ATTEMPTS')).toHaveLength(1);
  });
});

describe('a stranger', () => {
  it('who is sent back without an answer leaves no event', async () => {
    const before = (await eventsOfHour(world.table, hour())).length;
    const passive = redirected(authnRequest({ issuer: ISSUER, attributes: 'IsPassive="true"' }));
    expect((await world.browser().get(passive)).fields['SAMLResponse']).toBeDefined();
    expect(await eventsOfHour(world.table, hour())).toHaveLength(before);
  });
});
