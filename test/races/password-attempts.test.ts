import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '../../shared/base/refusal.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { proveByPassword } from '../../shared/sign-in/prove.ts';
import { askForReset } from '../../shared/sign-in/set-password.ts';
import { newSignIn, signInsIn } from '../../shared/sign-in/sign-in.ts';
import { ATTEMPTS_PER_DAY, ATTEMPTS_PER_WINDOW, attemptsIn, WINDOW_SECONDS } from '../../shared/users/attempts.ts';
import type { User } from '../../shared/users/user.ts';
import { type Around, portsAround } from '../kit/around.ts';
import { atOnce, gate, tally } from '../kit/barrier.ts';
import { PASSWORD, startWorld, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { reserveRound } from './rounds.ts';

const WRONG = 'not the password at all';

let world: World;
let victim: User;
let made = 0;

beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in');
});
afterAll(() => world.close());

beforeEach(async () => {
  victim = await world.user(`victim-${++made}`, { email: `Victim-${made}@Example.org` });
  nextNoon();
});

/** Windows and days begin by the clock: no test may run over such an edge. */
function nextNoon(): void {
  const seconds = Math.floor(world.ports.now().getTime() / 1000);
  world.pass(86_400 - (seconds % 86_400) + 43_200);
}

/** What is compared, and how often: every comparison takes one MAC. */
function probe(): { ports: Ports; readonly evaluated: number } {
  let evaluated = 0;
  const around: Around = (call, go) => {
    if (call.verb === 'mac') evaluated += 1;
    return go();
  };
  return {
    ports: portsAround(world.ports, around),
    get evaluated() {
      return evaluated;
    },
  };
}

const browserName = (): string => world.ports.ids.secret();
const callerAt = (network: string, browser = browserName()): Caller => ({
  requestId: world.ports.ids.id(),
  ip: '',
  network,
  userAgent: 'test',
  browser,
});

/** A password for a new sign-in, as a new page in a browser would bring it. */
async function attempt(login: string, password: string, caller: Caller, ports: Ports = world.ports): Promise<'in'> {
  const signIn = newSignIn({ browser: caller.browser ?? '' }, ports);
  await ports.table.commit([signInsIn(ports.table).creating(signIn)]);
  await proveByPassword({ signInId: signIn.id, login, password }, caller, ports);
  return 'in';
}

describe('attempts that are reserved at one moment', () => {
  it('are as many as the limit allows, and not one more', async () => {
    for (let n = 0; n < Math.min(counts.rounds, 100); n += 1) {
      const open = gate(counts.guesses);
      const outcome = await reserveRound(world, async (_call, go) => {
        await open();
        return go();
      });
      // Whom a busy machine lets time out was told so, and may have used up an attempt: the safe side.
      const { allowed = 0, limited = 0, UNAVAILABLE: lost = 0 } = outcome;
      expect(allowed + limited + lost).toBe(counts.guesses);
      expect(allowed).toBeLessThanOrEqual(ATTEMPTS_PER_WINDOW);
      expect(allowed).toBeGreaterThanOrEqual(ATTEMPTS_PER_WINDOW - lost);
      expect(limited).toBeGreaterThan(0);
    }
  });

  it('are never more when every third answer is lost after the deed', async () => {
    const { allowed = 0, UNAVAILABLE: lost = 0 } = await reserveRound(world, async ({ number }, go) => {
      const answer = await go();
      if (number % 3 === 0) throw new Refusal('UNAVAILABLE', 'the answer was lost');
      return answer;
    });
    expect(lost).toBeGreaterThan(0);
    expect(allowed).toBeLessThanOrEqual(ATTEMPTS_PER_WINDOW);
  });
});

describe('a stranger who guesses', () => {
  it('is heard ten times from one network, whatever is done in parallel, and by new sign-ins and browsers', async () => {
    const probed = probe();
    const outcome = await atOnce(25, () => attempt(victim.userName, WRONG, callerAt('198.51.100.0/24'), probed.ports));
    expect(tally(outcome, String)).toEqual({ CREDENTIALS_WRONG: 10, TOO_MANY_ATTEMPTS: 15 });
    expect(probed.evaluated).toBe(10);
  });

  it('is not heard again after a restart, also not with the right password', async () => {
    await atOnce(12, () => attempt(victim.userName, WRONG, callerAt('198.51.100.0/24')));
    const restarted = probe();
    await expect(attempt(victim.userName, PASSWORD, callerAt('198.51.100.0/24'), restarted.ports)).rejects.toThrow(
      'too many attempts',
    );
    expect(restarted.evaluated).toBe(0);
  });

  it('is heard a hundred times a day from everywhere', async () => {
    const probed = probe();
    const networks = Array.from({ length: 12 }, (_, n) => `198.51.${n}.0/24`);
    for (const network of networks)
      await atOnce(11, () => attempt(victim.userName, WRONG, callerAt(network), probed.ports));
    expect(probed.evaluated).toBe(ATTEMPTS_PER_DAY);
    world.pass(2 * WINDOW_SECONDS);
    await atOnce(11, () => attempt(victim.userName, WRONG, callerAt('198.51.200.0/24'), probed.ports));
    expect(probed.evaluated).toBe(ATTEMPTS_PER_DAY);
    nextNoon();
    await atOnce(11, () => attempt(victim.userName, WRONG, callerAt('198.51.200.0/24'), probed.ports));
    expect(probed.evaluated).toBe(ATTEMPTS_PER_DAY + ATTEMPTS_PER_WINDOW);
  });

  it('gets no more by 50 spellings of one name', async () => {
    const { userName, email } = victim;
    const wide = userName.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
    const spaces = ['', ' ', '\t', '\u00a0', '\u3000', '\u2003', '\r\n'];
    const shapes = [userName, userName.toUpperCase(), wide, email, email.toLowerCase(), email.toUpperCase()];
    const spellings = spaces.flatMap((space) => shapes.flatMap((shape) => [`${space}${shape}`, `${shape}${space}`]));
    expect(new Set(spellings).size).toBeGreaterThan(50);
    const probed = probe();
    const outcome: string[] = [];
    for (let first = 0; first < spellings.length; first += 12) {
      const some = spellings.slice(first, first + 12);
      const tried = (index: number) => attempt(some[index] ?? '', WRONG, callerAt('198.51.100.0/24'), probed.ports);
      outcome.push(...(await atOnce(some.length, tried)));
    }
    expect(tally(outcome, String)).toEqual({ CREDENTIALS_WRONG: 10, TOO_MANY_ATTEMPTS: spellings.length - 10 });
    expect(probed.evaluated).toBe(10);
  });

  it('costs and learns the same for a name that nobody bears', async () => {
    const nobody = `nobody-${made}`;
    const probed = probe();
    const outcome = await atOnce(20, (index) =>
      attempt(index % 2 ? nobody : ` ${nobody.toUpperCase()}`, WRONG, callerAt('198.51.100.0/24'), probed.ports),
    );
    expect(tally(outcome, String)).toEqual({ CREDENTIALS_WRONG: 10, TOO_MANY_ATTEMPTS: 10 });
    expect(probed.evaluated).toBe(10);
  });

  it('cannot have the count forgotten by what others do, or what is done elsewhere', async () => {
    const neighbour = await world.user(`neighbour-${made}`);
    await atOnce(10, () => attempt(victim.userName, WRONG, callerAt('198.51.100.0/24')));
    await attempt(neighbour.userName, PASSWORD, callerAt('198.51.100.0/24'));
    await attempt(victim.userName, PASSWORD, callerAt('192.0.2.0/24'));
    await askForReset(victim.userName, callerAt('198.51.100.0/24'), world.ports);
    const probed = probe();
    const again = await atOnce(5, () => attempt(victim.userName, WRONG, callerAt('198.51.100.0/24'), probed.ports));
    expect(tally(again, String)).toEqual({ TOO_MANY_ATTEMPTS: 5 });
    expect(probed.evaluated).toBe(0);
  });
});

describe('a user whom strangers try to lock out', () => {
  it('gets in by a browser that knows them, and by no other', async () => {
    const own = browserName();
    await attempt(victim.userName, PASSWORD, callerAt('192.0.2.0/24', own));
    const strangers = attemptsIn(world.table, world.ports.now);
    for (let n = 0; n < 12; n += 1)
      await atOnce(10, () =>
        strangers.reserve({ subject: victim.id, factor: 'password', network: `198.51.${n}.0/24` }),
      );
    await expect(attempt(victim.userName, PASSWORD, callerAt('192.0.2.0/24'))).rejects.toThrow('too many attempts');
    await expect(attempt(victim.userName, PASSWORD, callerAt('192.0.2.0/24', own))).resolves.toBe('in');
  });

  it('may sign in there as often as they like, and is held to ten wrong passwords', async () => {
    const own = callerAt('192.0.2.0/24');
    for (let n = 0; n < 12; n += 1) expect(await attempt(victim.userName, PASSWORD, own)).toBe('in');
    const wrong = await atOnce(20, () => attempt(victim.userName, WRONG, own));
    expect(tally(wrong, String)).toEqual({ CREDENTIALS_WRONG: 10, TOO_MANY_ATTEMPTS: 10 });
  });
});
