import type { LinkPurpose, LinkToken } from '../../shared/users/link-token.ts';
import { linkTokensIn } from '../../shared/users/link-token.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import { proveByPassword } from '../../shared/sign-in/prove.ts';
import { setPasswordByLink } from '../../shared/sign-in/set-password.ts';
import { setUpFirstOwner } from '../../shared/sign-in/set-up.ts';
import { OWNERS } from '../../shared/users/owners.ts';
import { newSignIn, signInsIn } from '../../shared/sign-in/sign-in.ts';
import type { User } from '../../shared/users/user.ts';
import { attemptsIn } from '../../shared/users/attempts.ts';
import { type Around, portsAround } from '../kit/around.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { atOnce, gate, tally } from '../kit/barrier.ts';
import type { Browser } from '../kit/browser.ts';
import { PASSWORD, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { NEW_PASSWORD, signIn } from './flows.ts';
import { isAssertion } from './stage.ts';

/** How many of the racers came to what end. */
export type Outcome = Readonly<Record<string, number>>;

const { racers } = counts;
let made = 0;

/** A user of their own for each round. */
export const someUser = (world: World): Promise<User> => world.user(`racer-${++made}`);

/** Somebody who asks, from a browser without a session. */
export const callerOf = ({ ports }: World): Caller => ({
  requestId: ports.ids.id(),
  ip: '',
  network: '192.0.2.0/24',
  userAgent: 'test',
  browser: ports.ids.secret(),
});

/** A link's secret, and what the table knows of it. */
export async function linkFor(
  { table, ports }: World,
  purpose: LinkPurpose,
  user?: User,
): Promise<LinkToken & { token: string }> {
  const { token, write, link } = linkTokensIn(table, ports.now).making(purpose, user);
  await table.commit([write]);
  return { token, ...link };
}

/** Holds every racer's decisive transaction until all of them have come so far. */
export function lineUp(ports: Ports, writesTo: string): Ports {
  const open = gate(racers);
  const around: Around = async ({ verb, arguments: [writes] }, go) => {
    if (verb === 'commit' && JSON.stringify(writes).includes(writesTo)) await open();
    return go();
  };
  return portsAround(ports, around);
}

/** More windows of one browser, at other ports. */
export const windowsOf =
  (world: World, ports: Ports, { cookies }: Browser) =>
  (): Browser => {
    const window = world.browserAt(ports);
    for (const [name, value] of cookies) window.cookies.set(name, value);
    return window;
  };

/** One link, brought by all at one moment, each with a password of their own. */
export async function linkRound(world: World, ports: Ports, purpose: 'activation' | 'password-reset', user: User) {
  const { token, hash } = await linkFor(world, purpose, user);
  const lined = lineUp(ports, hash);
  const ends = await atOnce(racers, async (index) => {
    const password = `${NEW_PASSWORD} ${index}`;
    await setPasswordByLink({ purpose, token, password, confirm: password }, callerOf(world), lined);
    return `set ${index}`;
  });
  const winner = ends.find((end) => end.startsWith('set'))?.at(-1) ?? '';
  return {
    outcome: tally(ends, (end) => (end.startsWith('set') ? 'set' : end)),
    password: `${NEW_PASSWORD} ${winner}`,
  };
}

/** The set-up link of a fresh Samlet, brought by all at one moment. */
export async function setUpRound(world: World, ports: Ports, name: string): Promise<Outcome> {
  await world.table.commit([{ do: 'remove', key: OWNERS }]);
  const { token, hash } = await linkFor(world, 'set-up');
  const lined = lineUp(ports, hash);
  const ends = await atOnce(racers, async (index) => {
    const userName = `${name}-${index}`;
    const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD };
    await setUpFirstOwner({ token, userName, email: `${userName}@example.org`, ...typed }, callerOf(world), lined);
    return 'owner';
  });
  return tally(ends, String);
}

/** One sign-in, proved by all at one moment. */
export async function signInRound(world: World, ports: Ports, user: User): Promise<Outcome> {
  const from = callerOf(world);
  const entry = newSignIn({ browser: from.browser ?? '' }, world.ports);
  await world.table.commit([signInsIn(world.table).creating(entry)]);
  const lined = lineUp(ports, entry.id);
  const ends = await atOnce(racers, async () => {
    await proveByPassword({ signInId: entry.id, login: user.userName, password: PASSWORD }, from, lined);
    return 'in';
  });
  return tally(ends, String);
}

/** One request of an app, brought by all windows of a browser at one moment. */
export async function requestRound(world: World, ports: Ports, user: User): Promise<Outcome> {
  const issuer = `https://app-${made}.example.org`;
  await world.app({ entityId: issuer }, user);
  const browser = world.browser();
  await signIn(browser, user);
  const request = redirected(authnRequest({ issuer }));
  const open = windowsOf(world, lineUp(ports, 'REQUEST#'), browser);
  const shown = await Promise.all(Array.from({ length: racers }, () => open().get(request)));
  return tally(shown, (each) => (isAssertion(each) ? 'answered' : String(each.status)));
}

/** Attempts on one secret, all reserved at one moment. */
export async function reserveRound({ ports }: World, around: Around): Promise<Outcome> {
  const { table } = portsAround(ports, around);
  const attempt = { subject: ports.ids.id(), factor: 'password', network: '203.0.113.0/24' } as const;
  return tally(await atOnce(counts.guesses, () => attemptsIn(table, ports.now).reserve(attempt)), String);
}
