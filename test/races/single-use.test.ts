import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256Text } from '../../shared/base/bytes.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { proveByPassword } from '../../shared/sign-in/prove.ts';
import { changePassword, OWNERS_KEY, setPasswordByLink, setUpFirstOwner } from '../../shared/sign-in/set-password.ts';
import { newSignIn, signInsIn } from '../../shared/sign-in/sign-in.ts';
import { type LinkPurpose, type LinkToken, linkTokensIn } from '../../shared/users/link-token.ts';
import { type User, usersIn } from '../../shared/users/user.ts';
import { type Around, portsAround } from '../kit/around.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { atOnce, gate, tally } from '../kit/barrier.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { NEW_PASSWORD, signIn } from './flows.ts';
import { isAssertion } from './stage.ts';

const { rounds, racers } = counts;

let world: World;
let made = 0;

beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in');
});
afterAll(() => world.close());

const someUser = (): Promise<User> => world.user(`user-${++made}`);
const caller = (browser = world.ports.ids.secret()): Caller => ({
  requestId: world.ports.ids.id(),
  ip: '',
  network: '192.0.2.0/24',
  userAgent: 'test',
  browser,
});

async function linkFor({ id, epoch }: User, purpose: LinkPurpose): Promise<LinkToken & { token: string }> {
  const { token, write, link } = linkTokensIn(world.table, world.ports.now).making(purpose, { userId: id, epoch });
  await world.table.commit([write]);
  return { token, ...link };
}

/** Holds every racer's decisive transaction until all of them have come so far. */
function lineUp(writesTo: string): Ports {
  const open = gate(racers);
  const around: Around = async ({ verb, arguments: [writes] }, go) => {
    if (verb === 'commit' && JSON.stringify(writes).includes(writesTo)) await open();
    return go();
  };
  return portsAround(world.ports, around);
}

describe('a link that is brought many times at one moment', () => {
  it.each(['password-reset', 'activation'] as const)('sets one password (%s)', async (purpose) => {
    for (let round = 0; round < Math.min(rounds, 20); round += 1) {
      const user = await someUser();
      const { token, hash } = await linkFor(user, purpose);
      const ports = lineUp(hash);
      const outcome = await atOnce(racers, async (index) => {
        const password = `${NEW_PASSWORD} ${index}`;
        await setPasswordByLink({ purpose, token, password, confirm: password }, caller(), ports);
        return `set ${index}`;
      });
      const [winner = ''] = outcome.filter((each) => each.startsWith('set'));
      expect(tally(outcome, (each) => each.replace(/\d/, ''))).toEqual({ 'set ': 1, TOKEN_GONE: racers - 1 });
      expect((await signIn(world.browser(), user)).status).toBe(401);
      expect((await signIn(world.browser(), user, `${NEW_PASSWORD} ${winner.at(-1)}`)).status).toBe(200);
      expect((await usersIn(world.table).find(user.id))?.epoch).toBe(user.epoch + 1);
    }
  });

  it('is good for its own purpose alone', async () => {
    const { token } = await linkFor(await someUser(), 'activation');
    const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD };
    await expect(
      setPasswordByLink({ purpose: 'password-reset', token, ...typed }, caller(), world.ports),
    ).rejects.toMatchObject({ code: 'TOKEN_GONE' });
  });
});

describe('a password that is changed many times at one moment', () => {
  it('is changed once, and the others are told that their session has ended', async () => {
    const user = await someUser();
    const ports = lineUp(`"sk":"PASSWORD"`);
    const outcome = await atOnce(racers, async (index) => {
      const password = `${NEW_PASSWORD} ${index}`;
      await changePassword({ user, current: PASSWORD, password, confirm: password }, caller(), ports);
      return 'changed';
    });
    expect(tally(outcome, String)).toEqual({ changed: 1, SESSION_REQUIRED: racers - 1 });
  });
});

describe('the link of a fresh Samlet', () => {
  it('makes one owner, whoever else brings it', async () => {
    for (let round = 0; round < Math.min(rounds, 20); round += 1) {
      const { token, write, link } = linkTokensIn(world.table, world.ports.now).making('set-up', {});
      await world.table.commit([write]);
      const ports = lineUp(link.hash);
      const outcome = await atOnce(racers, async (index) => {
        const userName = `owner-${round}-${index}`;
        const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD };
        await setUpFirstOwner({ token, userName, email: `${userName}@example.org`, ...typed }, caller(), ports);
        return 'owner';
      });
      expect(tally(outcome, String)).toEqual({ owner: 1, TOKEN_GONE: racers - 1 });
      const { items } = await usersIn(world.table).list({ prefix: `owner-${round}-`, limit: 100 });
      expect(items).toMatchObject([{ adminRole: 'owner' }]);
      await world.table.commit([{ do: 'remove', key: OWNERS_KEY }]);
    }
  });
});

describe('a sign-in that is proved many times at one moment', () => {
  it('begins one session', async () => {
    for (let round = 0; round < Math.min(rounds, 20); round += 1) {
      const user = await someUser();
      const from = caller();
      const entry = newSignIn({ browser: from.browser ?? '' }, world.ports);
      await world.table.commit([signInsIn(world.table).creating(entry)]);
      const ports = lineUp(entry.id);
      const outcome = await atOnce(racers, async () => {
        await proveByPassword({ signInId: entry.id, login: user.userName, password: PASSWORD }, from, ports);
        return 'in';
      });
      expect(tally(outcome, String)).toEqual({ in: 1, SIGN_IN_GONE: racers - 1 });
      expect(await world.table.list({ pk: `USER#${user.id}`, prefix: 'SESSION#' })).toMatchObject({
        items: [{ userId: user.id, proofs: [{ method: 'password' }] }],
      });
    }
  });

  it('tells an app once that it gets nothing', async () => {
    const user = await someUser(); // to whom the app is not assigned
    await world.app({ entityId: 'https://wiki.example.org' });
    const browser = world.browser();
    const { action } = await browser.get(redirected(authnRequest()));
    const behind = browserOver(lineUp(action.split('/').at(-1) ?? ''), browser);
    const shown = await atOnce(racers, () => behind().post(action, { username: user.userName, password: PASSWORD }));
    const kinds = tally(shown, (each) =>
      typeof each === 'object' && each.fields['SAMLResponse'] ? 'told' : `shown ${(each as { status: number }).status}`,
    );
    expect(kinds).toEqual({ told: 1, 'shown 200': racers - 1 });
  });
});

/** More windows of one browser. */
const browserOver =
  (ports: Ports, { cookies }: Browser) =>
  (): Browser => {
    const window = world.browserAt(ports);
    for (const [name, value] of cookies) window.cookies.set(name, value);
    return window;
  };

describe("an app's request that is brought many times at one moment", () => {
  it('is answered once', async () => {
    const user = await someUser();
    await world.app({ entityId: `https://app-${made}.example.org` }, user);
    const browser = world.browser();
    await signIn(browser, user);
    for (let round = 0; round < Math.min(rounds, 20); round += 1) {
      const id = `_once-${round}`;
      const request = redirected(authnRequest({ id, issuer: `https://app-${made}.example.org` }));
      const open = browserOver(lineUp('REQUEST#'), browser);
      const shown = await Promise.all(Array.from({ length: racers }, () => open().get(request)));
      expect(tally(shown, (each) => (isAssertion(each) ? 'answered' : String(each.status)))).toEqual({
        answered: 1,
        400: racers - 1,
      });
    }
  });
});

describe('the secret of a link', () => {
  const purpose = 'password-reset' as const;
  const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD };
  const bring = (token: string) => setPasswordByLink({ purpose, token, ...typed }, caller(), world.ports);

  it('is refused in every other form than its own', async () => {
    const user = await someUser();
    const { token } = await linkFor(user, purpose);
    const letters = [...token];
    const at = (index: number, letter: string): string => letters.with(index, letter).join('');
    const variants = [
      ...letters.map((_, index) => token.slice(0, index)),
      ...letters.map((_, index) => token.slice(index + 1)),
      ...letters.map((letter, index) =>
        at(index, letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()),
      ),
      ...letters.map((letter, index) => at(index, String.fromCharCode(letter.charCodeAt(0) ^ 1))),
      ...letters.map((letter, index) => at(index, letter === 'A' ? 'B' : 'A')),
      ...['=', ' ', '\n', 'A', '%00', '\0'].flatMap((more) => [`${token}${more}`, `${more}${token}`]),
      `${token}${token}`,
      token.replaceAll('-', '+').replaceAll('_', '/'),
      sha256Text(token),
      '',
    ].filter((variant) => variant !== token);
    const outcome = await atOnce(variants.length, async (index) => {
      await bring(variants[index] ?? '');
      return `accepted ${JSON.stringify(variants[index])}`;
    });
    expect(tally(outcome, String)).toEqual({ TOKEN_GONE: variants.length });
    await expect(bring(token)).resolves.toMatchObject({ id: user.id });
  });

  it.each([
    [-1, 'accepted'],
    [0, 'TOKEN_GONE'],
    [1, 'TOKEN_GONE'],
  ])('is held against the clock, %i s from its end, with the item still there', async (offset, expected) => {
    const user = await someUser();
    const { token, hash, expiresAt } = await linkFor(user, purpose);
    const clocked: Ports = { ...world.ports, table: world.tableAt(() => new Date((expiresAt + offset) * 1000)) };
    const outcome = await setPasswordByLink({ purpose, token, ...typed }, caller(), clocked).then(
      () => 'accepted',
      ({ code }: { code: string }) => code,
    );
    expect(outcome).toBe(expected);
    const far = world.tableAt(() => new Date(0));
    expect(await far.find({ pk: `TOKEN#${purpose}#${hash}`, sk: 'TOKEN' })).toMatchObject({ hash });
  });
});
