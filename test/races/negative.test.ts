import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { ConditionFailed } from '../../shared/table/table.ts';
import type { Write } from '../../shared/table/table.ts';
import { ATTEMPTS_PER_WINDOW } from '../../shared/users/attempts.ts';
import { type User, usersIn } from '../../shared/users/user.ts';
import { type Around, portsAround } from '../kit/around.ts';
import { startWorld, type World } from '../kit/world.ts';
import { counts } from './counts.ts';
import { FLOWS } from './flows.ts';
import { linkRound, requestRound, reserveRound, setUpRound, signInRound, someUser } from './rounds.ts';
import { assertionsFor, everyCall } from './stage.ts';

const { racers } = counts;

let world: World;
let deaf: Ports;

beforeAll(async () => {
  world = await startWorld();
  await world.browser().get('/sign-in');
  deaf = portsAround(world.ports, alwaysOk);
});
afterAll(() => world.close());

/** A storage adapter that takes no for a yes: whatever condition failed, it says that the write was made. */
const alwaysOk: Around = async <T>({ verb }: { verb: string }, go: () => Promise<T>): Promise<T> => {
  const answer = await go().catch((error: unknown) => {
    if (error instanceof ConditionFailed) return undefined as T;
    throw error;
  });
  return verb === 'count' ? ((answer ?? 1) as T) : answer;
};

describe('a storage adapter that always says ok', () => {
  it('is found out by the attempts that are reserved at one moment', async () => {
    expect(counts.guesses).toBeGreaterThan(ATTEMPTS_PER_WINDOW);
    const { allowed = 0, limited = 0 } = await reserveRound(world, alwaysOk);
    expect(limited).toBe(0);
    expect(allowed).toBeGreaterThan(ATTEMPTS_PER_WINDOW);
  });

  it('is found out by links', async () => {
    for (const purpose of ['activation', 'password-reset'] as const) {
      const { outcome } = await linkRound(world, deaf, purpose, await someUser(world));
      expect(outcome).toEqual({ set: racers });
    }
    expect(await setUpRound(world, deaf, 'deaf')).toEqual({ owner: racers });
  });

  it('is found out by sign-ins', async () => {
    expect(await signInRound(world, deaf, await someUser(world))).toEqual({ in: racers });
  });

  it("is found out by apps' requests", async () => {
    expect(await requestRound(world, deaf, await someUser(world))).toEqual({ answered: racers });
  });
});

describe('a storage adapter that leaves checks out', () => {
  it('is found out when a user is disabled between two steps', async () => {
    const appId = (await world.app({ entityId: 'https://wiki.example.org' })).id;
    const { commit } = world.table;
    const unchecked = (writes: readonly Write[]) => commit(writes.filter(({ do: verb }) => verb !== 'check'));
    const careless: World = {
      ...world,
      ports: { ...world.ports, table: { ...world.table, commit: unchecked } },
    };
    const late: number[] = [];
    const flow = FLOWS['is sent by an app, with an open session']!;
    for await (const { number, user, issuedBefore } of everyCall(flow, { world: careless, appId }, disable)) {
      if ((await assertionsFor(world, user)) > issuedBefore) late.push(number);
    }
    expect(late).not.toEqual([]);
  });
});

async function disable({ id }: User): Promise<void> {
  const users = usersIn(world.table);
  const user = (await users.find(id))!;
  const disabled = { ...user, active: false, epoch: user.epoch + 1, version: user.version + 1 };
  await world.table.commit(users.changing(user, disabled));
}
