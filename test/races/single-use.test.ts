import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256Text } from '../../shared/base/bytes.ts';
import { changePassword, setPasswordByLink } from '../../shared/sign-in/set-password.ts';
import { usersIn } from '../../shared/users/user.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { atOnce, tally } from '../kit/barrier.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { NEW_PASSWORD, signIn } from './flows.ts';
import {
  callerOf,
  lineUp,
  linkFor,
  linkRound,
  requestRound,
  setUpRound,
  signInRound,
  someUser,
  windowsOf,
} from './rounds.ts';

const { racers } = counts;
const ROUNDS = Array.from({ length: Math.min(counts.rounds, 20) }, (_, round) => round);

let world: World;

beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in');
});
afterAll(() => world.close());

describe('a link that is brought many times at one moment', () => {
  it.each(['password-reset', 'activation'] as const)('sets one password (%s)', async (purpose) => {
    for (const _round of ROUNDS) {
      const user = await someUser(world);
      const { outcome, password } = await linkRound(world, world.ports, purpose, user);
      expect(outcome).toEqual({ set: 1, TOKEN_GONE: racers - 1 });
      expect((await signIn(world.browser(), user)).status).toBe(401);
      expect((await signIn(world.browser(), user, password)).status).toBe(200);
      expect((await usersIn(world.table).find(user.id))?.epoch).toBe(user.epoch + 1);
    }
  });
});

describe('a password that is changed many times at one moment', () => {
  it('is changed once, and the others are told that their session has ended', async () => {
    const user = await someUser(world);
    const ports = lineUp(world.ports, `"sk":"PASSWORD"`);
    const ends = await atOnce(racers, async (index) => {
      const password = `${NEW_PASSWORD} ${index}`;
      await changePassword({ user, current: PASSWORD, password, confirm: password }, callerOf(world), ports);
      return 'changed';
    });
    expect(tally(ends, String)).toEqual({ changed: 1, SESSION_REQUIRED: racers - 1 });
  });
});

describe('the link of a fresh Samlet', () => {
  it('makes one owner, whoever else brings it', async () => {
    for (const round of ROUNDS) {
      const outcome = await setUpRound(world, world.ports, `owner-${round}`);
      expect(outcome).toEqual({ owner: 1, TOKEN_GONE: racers - 1 });
      const { items } = await usersIn(world.table).list({ prefix: `owner-${round}-`, limit: 100 });
      expect(items).toMatchObject([{ adminRole: 'owner' }]);
    }
  });
});

describe('a sign-in that is proved many times at one moment', () => {
  it('begins one session', async () => {
    for (const _round of ROUNDS) {
      const user = await someUser(world);
      expect(await signInRound(world, world.ports, user)).toEqual({ in: 1, SIGN_IN_GONE: racers - 1 });
      expect(await world.table.list({ pk: `USER#${user.id}`, prefix: 'SESSION#' })).toMatchObject({
        items: [{ userId: user.id, proofs: [{ method: 'password' }] }],
      });
    }
  });

  it('tells an app once that it gets nothing', async () => {
    const user = await someUser(world); // to whom the app is not assigned
    await world.app({ entityId: 'https://wiki.example.org' });
    const browser = world.browser();
    const { action } = await browser.get(redirected(authnRequest()));
    const open = windowsOf(world, lineUp(world.ports, action.split('/').at(-1) ?? ''), browser);
    const proof = { username: user.userName, password: PASSWORD };
    const shown = await Promise.all(Array.from({ length: racers }, () => open().post(action, proof)));
    const kinds = tally(shown, ({ fields, status }) => (fields['SAMLResponse'] ? 'told' : `shown ${status}`));
    expect(kinds).toEqual({ told: 1, 'shown 200': racers - 1 });
  });
});

describe("an app's request that is brought many times at one moment", () => {
  it('is answered once', async () => {
    for (const _round of ROUNDS) {
      const outcome = await requestRound(world, world.ports, await someUser(world));
      expect(outcome).toEqual({ answered: 1, 400: racers - 1 });
    }
  });
});

describe('the secret of a link', () => {
  const purpose = 'password-reset' as const;
  const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD };
  const bring = (token: string) => setPasswordByLink({ purpose, token, ...typed }, callerOf(world), world.ports);

  it('is good for its own purpose alone', async () => {
    const user = await someUser(world);
    const { token } = await linkFor(world, 'activation', user);
    await expect(bring(token)).rejects.toMatchObject({ code: 'TOKEN_GONE' });
  });

  it('is refused in every other form than its own', async () => {
    const user = await someUser(world);
    const { token } = await linkFor(world, purpose, user);
    const variants = variantsOf(token);
    const ends = await atOnce(variants.length, async (index) => {
      await bring(variants[index] ?? '');
      return `accepted ${JSON.stringify(variants[index])}`;
    });
    expect(variants.length).toBeGreaterThan(200);
    expect(tally(ends, String)).toEqual({ TOKEN_GONE: variants.length });
    await expect(bring(token)).resolves.toMatchObject({ id: user.id });
  });

  it.each([
    [-1, 'accepted'],
    [0, 'TOKEN_GONE'],
    [1, 'TOKEN_GONE'],
  ])('is held against the clock, %i s from its end, with the item still there', async (offset, expected) => {
    const user = await someUser(world);
    const { token, hash, expiresAt } = await linkFor(world, purpose, user);
    const clocked = { ...world.ports, table: world.tableAt(() => new Date((expiresAt + offset) * 1000)) };
    const end = await setPasswordByLink({ purpose, token, ...typed }, callerOf(world), clocked).then(
      () => 'accepted',
      ({ code }: { code: string }) => code,
    );
    expect(end).toBe(expected);
    const past = world.tableAt(() => new Date(0));
    expect(await past.find({ pk: `TOKEN#${purpose}#${hash}`, sk: 'TOKEN' })).toMatchObject({ hash });
  });
});

/** Every beginning and end of a token, every letter in another case, every flipped bit, and what decoders may forgive. */
function variantsOf(token: string): readonly string[] {
  const letters = [...token];
  const at = (index: number, letter: string): string => letters.with(index, letter).join('');
  const otherCase = (letter: string): string =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  return [
    ...letters.map((_, index) => token.slice(0, index)),
    ...letters.map((_, index) => token.slice(index + 1)),
    ...letters.map((letter, index) => at(index, otherCase(letter))),
    ...[1, 2, 4].flatMap((bit) =>
      letters.map((letter, index) => at(index, String.fromCharCode(letter.charCodeAt(0) ^ bit))),
    ),
    ...['=', ' ', '\n', 'A', '%00', '\0'].flatMap((more) => [`${token}${more}`, `${more}${token}`]),
    `${token}${token}`,
    token.replaceAll('-', '+').replaceAll('_', '/'),
    sha256Text(token),
    '',
  ].filter((variant) => variant !== token);
}
