import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hourOf } from '../../shared/audit/bucket.ts';
import { entriesOfHour, type LedgerEntry } from '../../shared/audit/ledger.ts';
import { KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import type { Caller, Ports } from '../../shared/sign-in/ports.ts';
import type { User } from '../../shared/users/user.ts';
import { accept } from '../kit/accept.ts';
import { type Around, portsAround } from '../kit/around.ts';
import { authnRequest, redirected } from '../kit/authn-request.ts';
import { tally } from '../kit/barrier.ts';
import { startWorld, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { signIn } from './flows.ts';
import { issueMany, violations } from './issues.ts';

let world: World;
let caller: Caller;
let appIds: readonly string[];
let certificate: string;
let began: number;

beforeAll(async () => {
  world = await startWorld();
  began = Date.now();
  const ada: User = await world.user('ada');
  const apps = [
    await world.app({ entityId: 'https://wiki.example.org' }, ada),
    await world.app({ entityId: 'https://both.example.org', signResponse: true }, ada),
  ];
  appIds = apps.map(({ id }) => id);
  const browser = world.browser();
  await signIn(browser, ada);
  const sessionText = browser.cookies.get('__Host-samlet-session') ?? '';
  caller = { requestId: '', ip: '', network: '192.0.2.0/24', userAgent: 'test', sessionText };
  certificate = keyRingOf(await world.table.find(KEY_RING_KEY))!.active.certificate;
});
afterAll(() => world.close());

async function entries(): Promise<readonly LedgerEntry[]> {
  const hours = new Set<string>();
  for (let at = began; at < Date.now() + 3_600_000; at += 1_800_000) hours.add(hourOf(new Date(at).toISOString()));
  return (await Promise.all([...hours].map((hour) => entriesOfHour(world.table, hour)))).flat();
}

describe('the ledger of many issues, of which every call may fail', () => {
  it('holds all that left, by the digest of what was signed, and every orphan is told', async () => {
    const run = await issueMany(counts.issues, { appIds, caller, ports: world.ports });
    const all = await entries();
    expect(violations(run, all)).toEqual([]);
    for (const response of run.responses)
      expect(accept(response, certificate).audience).toMatch(/^https:\/\/(?:wiki|both)\.example\.org$/);
    // The run was worth something: much left, and every kind of failure was met.
    expect(run.responses.length).toBeGreaterThan(counts.issues / 3);
    expect(Object.keys(run.refused).toSorted()).toEqual(['REQUEST_REPLAYED', 'UNAVAILABLE']);
    const told = run.lines.filter(({ event }) => event !== 'trace.lost'); // it tells of no signature
    expect(Object.keys(tally(told, ({ event }) => event)).toSorted()).toEqual(['ledger.orphan', 'signature.false']);
    // Each assertion has its one event, in the transaction of its entry.
    const requests = new Set(run.events.map(({ requestId }) => requestId));
    const assertions = all.filter(({ kind, requestId }) => kind === 'assertion' && requests.has(requestId));
    expect(run.events).toHaveLength(assertions.length);
    expect(requests.size).toBe(assertions.length);
  });

  it('is missed when a table says ok and writes nothing', async () => {
    const silent: Around = <T>({ verb }: { verb: string }, go: () => Promise<T>) =>
      verb === 'commit' ? Promise.resolve(undefined as T) : go();
    const ports: Ports = portsAround(world.ports, silent);
    const run = await issueMany(40, { appIds, caller, ports });
    expect(violations(run, await entries()).length).toBeGreaterThanOrEqual(run.responses.length);
    expect(run.responses.length).toBeGreaterThan(0);
  });
});

describe('a stranger who makes us tell apps of errors', () => {
  it('is given thirty signatures a network and quarter of an hour; past them nothing is signed', async () => {
    world.pass(901 - ((world.ports.now().getTime() / 1000) % 900)); // windows begin by the clock
    const passive = () => redirected(authnRequest({ attributes: 'IsPassive="true"', issueInstant: world.ports.now() }));
    const before = world.keys.signed.length;
    const ask = (address: string) => world.browser(address).get(passive());
    const shown = await Promise.all(Array.from({ length: 45 }, (_, n) => ask(`198.51.100.${n}`)));
    expect(tally(shown, ({ fields, status }) => (fields['SAMLResponse'] ? 'told' : String(status)))).toEqual({
      told: 30,
      403: 15,
    });
    expect(world.keys.signed.length - before).toBe(30);
    expect((await ask('198.51.101.1')).fields['SAMLResponse']).toBeDefined();
  });
});
