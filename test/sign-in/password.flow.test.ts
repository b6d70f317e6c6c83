import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ATTEMPTS_PER_DAY, attemptsIn } from '../../shared/users/attempts.ts';
import { linkTokensIn, type LinkPurpose } from '../../shared/users/link-token.ts';
import { type User, usersIn } from '../../shared/users/user.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';

let world: World;
const NEW = 'lantern orchard 17 gravel';

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function linkFor(user: User | undefined, purpose: LinkPurpose): Promise<string> {
  const links = linkTokensIn(world.table, world.ports.now);
  const { token, write } = links.making(purpose, user);
  await world.table.commit([write]);
  return token;
}

const pathOf = { activation: '/activate', 'password-reset': '/reset-password', 'set-up': '/set-up' } as const;

const setBy = (purpose: keyof typeof pathOf, token: string, fields: Readonly<Record<string, string>> = {}) =>
  world.browser().post(pathOf[purpose], { token, password: NEW, confirm: NEW, ...fields });

const signIn = async (browser: Browser, username: string, password: string) =>
  browser.post((await browser.get('/sign-in')).action, { username, password });

const isSignedIn = async (browser: Browser): Promise<boolean> =>
  !(await browser.get('/')).html.includes('name="password"');

describe('a link to set a password', () => {
  it('sets it once, and ends what was open', async () => {
    const user = await world.user('ada');
    const ada = world.browser();
    await signIn(ada, 'ada', PASSWORD);
    const token = await linkFor(user, 'password-reset');

    expect((await setBy('password-reset', token)).path).toMatch(/^\/sign-in\//);

    expect(await isSignedIn(ada)).toBe(false);
    expect((await signIn(world.browser(), 'ada', PASSWORD)).status).toBe(401);
    expect((await signIn(ada, 'ada', NEW)).path).toBe('/');
    expect((await setBy('password-reset', token)).status).toBe(410);
  });

  it('is good for its own purpose alone', async () => {
    const user = await world.user('bea');
    const token = await linkFor(user, 'activation');
    expect((await setBy('password-reset', token)).status).toBe(410);
    expect((await setBy('activation', token)).status).toBe(200);
  });

  it('dies with the password that was set since, and with the user', async () => {
    const user = await world.user('cleo');
    const [first, second] = [await linkFor(user, 'password-reset'), await linkFor(user, 'password-reset')];
    await setBy('password-reset', first);
    expect((await setBy('password-reset', second)).status).toBe(410);
    const other = await world.user('dora');
    const third = await linkFor(other, 'password-reset');
    await world.table.commit([{ do: 'change', key: { pk: `USER#${other.id}`, sk: 'USER' }, set: { active: false } }]);
    expect((await setBy('password-reset', third)).status).toBe(410);
  });

  it('dies with the address that it was sent to, when that is corrected', async () => {
    const user = await world.user('elsa', { email: 'a-stranger@example.org' });
    const token = await linkFor(user, 'activation');
    const corrected: User = { ...user, email: 'elsa@example.org', version: user.version + 1 };
    await world.table.commit(usersIn(world.table).changing(user, corrected));
    expect((await setBy('activation', token)).status).toBe(410);
    expect((await setBy('activation', await linkFor(corrected, 'activation'))).status).toBe(200);
  });

  it('stays good when the password was not', async () => {
    const token = await linkFor(await world.user('edda'), 'activation');
    const short = await setBy('activation', token, { password: 'short', confirm: 'short' });
    expect([short.status, short.fields['token']]).toEqual([422, token]);
    expect(short.html).toContain('at least 15 characters');
    const differs = await setBy('activation', token, { confirm: 'another thing entirely' });
    expect(differs.html).toContain('The two passwords differ.');
    expect((await setBy('activation', token)).status).toBe(200);
  });
});

describe('somebody who forgot the password', () => {
  const ask = (username: string, address = '198.51.100.77') =>
    world.browser(address).post('/forgot-password', { username });
  const outbox = async () =>
    (await Promise.all([0, 1, 2, 3].map((shard) => world.table.list({ pk: `OUTBOX#${shard}` })))).flatMap(
      ({ items }) => items,
    );

  it('is told the same as somebody who is not known, and only one mail is written', async () => {
    await world.user('fred');
    const before = (await outbox()).length;
    const known = await ask('fred');
    const unknown = await ask('nobody-of-this-name');
    expect([unknown.status, unknown.html]).toEqual([known.status, known.html]);
    expect(await outbox()).toHaveLength(before + 1);
  });

  it('is sent three mails an hour, whatever is typed, and never a plain secret', async () => {
    const user = await world.user('gina');
    for (const spelling of ['gina', 'GINA', ' gina ', 'Gina@Example.org', 'ｇｉｎａ'])
      await ask(spelling, '203.0.113.99');
    const mails = (await outbox()).filter(({ userId }) => userId === user.id);
    expect(mails).toHaveLength(3);
    expect(Object.keys(mails[0] ?? {})).not.toContain('token');
  });

  it('cannot make one network send without end', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++) statuses.push((await ask(`stranger-${n}`, '192.0.2.1')).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(statuses.slice(20)).toEqual([429, 429]);
  });
});

describe('somebody whom strangers have locked out', () => {
  it('comes back by a reset, in a browser that was not known before', async () => {
    const user = await world.user('kate');
    const attempts = attemptsIn(world.table, world.ports.now);
    for (let n = 0; n < ATTEMPTS_PER_DAY; n++)
      await attempts.reserve({ subject: user.id, factor: 'password', network: `198.18.${n}.0/24` });
    const kate = world.browser('203.0.113.200');
    expect((await signIn(kate, 'kate', PASSWORD)).status).toBe(429);
    const reset = { token: await linkFor(user, 'password-reset'), password: NEW, confirm: NEW };
    await kate.post('/reset-password', reset);
    expect((await signIn(kate, 'kate', NEW)).path).toBe('/');
    expect((await signIn(world.browser('203.0.113.201'), 'kate', NEW)).status).toBe(429);
  });
});

describe('the set-up link', () => {
  const fields = { userName: 'owner', email: 'owner@example.org' };

  it.each([
    ['an address of two people', { email: 'owner@example.org, other@example.org' }],
    ['an address that parsers read differently', { email: '"owner@example.org"@evil.example' }],
    ['no address', { email: '' }],
    ['no name', { userName: '' }],
    ['a name with a control character', { userName: 'own\u0007er' }],
    ['a name that is too long', { givenName: 'x'.repeat(129) }],
  ])('is not used up by %s, and makes nobody', async (_what, wrong) => {
    const token = await linkFor(undefined, 'set-up');
    const shown = await setBy('set-up', token, { ...fields, ...wrong });
    expect([shown.status, shown.fields['token']]).toEqual([422, token]);
    expect(await usersIn(world.table).findByLogin('owner')).toBeUndefined();
  });

  it('makes the first owner, and nobody after', async () => {
    const [one, two] = [await linkFor(undefined, 'set-up'), await linkFor(undefined, 'set-up')];
    const answers = await Promise.all([
      setBy('set-up', one, fields),
      setBy('set-up', two, { userName: 'other', email: 'other@example.org' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
    const found = await Promise.all(['owner', 'other'].map((login) => usersIn(world.table).findByLogin(login)));
    expect(found.filter((user) => user?.adminRole === 'owner')).toHaveLength(1);
    expect(found.filter(Boolean)).toHaveLength(1);
  });
});

describe('a user in their own account', () => {
  it('changes the password with the present one, and is asked to sign in anew everywhere', async () => {
    await world.user('hugo');
    const [hugo, elsewhere] = [world.browser(), world.browser()];
    await signIn(hugo, 'hugo', PASSWORD);
    await signIn(elsewhere, 'hugo', PASSWORD);
    const change = (current: string) => hugo.post('/account/password', { current, password: NEW, confirm: NEW });
    expect((await change('not the password')).status).toBe(401);
    await change(PASSWORD);
    expect([await isSignedIn(hugo), await isSignedIn(elsewhere)]).toEqual([false, false]);
    expect((await signIn(hugo, 'hugo', NEW)).path).toBe('/');
  });

  it('ends one session, or all others, and never somebody else’s', async () => {
    await world.user('ivy');
    await world.user('jill');
    const [ivy, phone, jill] = [world.browser(), world.browser(), world.browser()];
    await signIn(ivy, 'ivy', PASSWORD);
    await signIn(phone, 'ivy', PASSWORD);
    await signIn(jill, 'jill', PASSWORD);
    const session = (browser: Browser) => browser.cookies.get('__Host-samlet-session')!.split('.')[1]!;
    expect((await ivy.post('/account/sessions', { end: session(jill) })).status).toBe(404);
    await ivy.post('/account/sessions', { end: session(phone) });
    expect([await isSignedIn(ivy), await isSignedIn(phone), await isSignedIn(jill)]).toEqual([true, false, true]);
    await signIn(phone, 'ivy', PASSWORD);
    await ivy.post('/account/sessions', { end: 'others' });
    expect([await isSignedIn(ivy), await isSignedIn(phone)]).toEqual([true, false]);
  });
});
