import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminClientOf } from '../../local/admin-client.ts';
import { KEY_RING_KEY, keyRingOf } from '../../shared/keys/key-ring.ts';
import { startOpenHouse } from '../kit/house-table.ts';
import { visitorFrom } from '../kit/visitor.ts';
import { ADMIN_SCENARIOS } from './admin-scenarios.ts';
import { planned } from './fault-plan.ts';
import type { Scenario, Stage } from './scenario.ts';
import { SSO_SCENARIOS } from './sso-scenarios.ts';

const ISSUER = 'https://wiki.example.org';

let stage: Omit<Stage, 'run'>;
let runs = 0;

beforeAll(async () => {
  const house = await startOpenHouse({ workers: 1 });
  await visitorFrom(house.baseUrl).get('/sign-in');
  const { apiToken } = await house.owner();
  const acs = [{ url: `${ISSUER}/acs`, index: 0, isDefault: true }];
  const fields = { name: 'Wiki', entityId: ISSUER, nameIdFormat: 'emailAddress', acs };
  const { id: appId } = await adminClientOf(house.baseUrl, apiToken).send<{ id: string }>('POST', '/apps', fields);
  const { certificate } = keyRingOf(await house.table.find(KEY_RING_KEY))!.active;
  stage = { house, appId, apiToken, certificate };
});
afterAll(() => stage?.house.close());

/** Our own failures are no answer to what the world does: 503 is. */
const isAnswer = (status: number): boolean => (status >= 200 && status < 500) || status === 503;

async function play(scenario: Scenario, { words, inject }: { words: string; inject: () => () => number }) {
  const { house } = stage;
  const own: Stage = { ...stage, run: (runs += 1) };
  const state = await scenario.prepare(own);
  const before = house.troubles.length;
  house.recorder.clear();
  const hits = inject();
  let statuses: readonly number[];
  try {
    statuses = await scenario.act(state, own);
  } finally {
    house.faults.clear();
  }
  const calls = house.recorder.calls.filter(({ function: name }) => name === scenario.function);
  const hit = hits();
  try {
    expect(statuses.filter((status) => !isAnswer(status))).toEqual([]);
    await scenario.check(state, own, hit === 0);
  } catch (error) {
    const troubles = house.troubles.slice(before).join('; ');
    throw new Error(`${words}: ${(error as Error).message} [${troubles}]`, { cause: error });
  }
  return { calls, hit };
}

describe.each(Object.entries({ ...SSO_SCENARIOS, ...ADMIN_SCENARIOS }))('%s', (name, scenario) => {
  it('holds its promises under every single fault at every call', async () => {
    const { calls } = await play(scenario, { words: 'undisturbed', inject: () => () => 0 });
    expect(calls.length).toBeGreaterThan(1);
    const plan = planned(calls, scenario.function, name.length);
    const wrong: string[] = [];
    let befallen = 0;
    for (const { words, rule } of plan) {
      const inject = () => stage.house.faults.inject(rule);
      const played = await play(scenario, { words, inject }).catch((error: Error) => void wrong.push(error.message));
      if (played && played.hit > 0) befallen += 1;
    }
    expect(wrong).toEqual([]);
    expect(befallen).toBeGreaterThan(plan.length / 2);
  });
});
