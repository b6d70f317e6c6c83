import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.app({ entityId: 'https://wiki.example.org' }, await world.user('ada'));
});
afterAll(() => world.close());

const ENDED = 'This sign-in has ended';

describe('somebody who comes back to a sign-in that is over', () => {
  it('is on their portal if they are signed in', async () => {
    const ada = world.browser();
    const form = await ada.get(redirected(authnRequest()));
    await ada.post(form.action, { username: 'ada', password: PASSWORD });

    const again = await ada.get(form.path);

    expect(again).toMatchObject({ status: 200, path: '/' });
    expect(again.html).not.toContain(ENDED);
  });

  it('has a new form that says why, if they are not', async () => {
    const stranger = world.browser();

    const again = await stranger.get('/sign-in/abcdefghijklmnopqrstuvwxyz');

    expect(again.status).toBe(200);
    expect(again.html).toContain(ENDED);
    const signedIn = await stranger.post(again.action, { username: 'ada', password: PASSWORD });
    expect(signedIn).toMatchObject({ status: 200, path: '/' });
  });

  it('learns nothing of one that is another browser’s', async () => {
    const form = await world.browser().get(redirected(authnRequest({ id: '_other' })));

    const stranger = await world.browser().get(form.path);

    expect(stranger.html).toContain(ENDED);
    expect(stranger.html).not.toContain('Wiki');
  });
});

describe('signing out', () => {
  it('takes the session’s cookie away', async () => {
    const ada = world.browser();
    await ada.post((await ada.get('/sign-in')).action, { username: 'ada', password: PASSWORD });
    expect(ada.cookies.has('__Host-samlet-session')).toBe(true);

    const left = await ada.post('/sign-out', {});

    expect(left.html).toContain('You are signed out');
    expect(ada.cookies.has('__Host-samlet-session')).toBe(false);
  });
});
