import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenedHouse, startOpenHouse } from '../kit/house-table.ts';
import { visitorFrom } from '../kit/visitor.ts';
import { counts } from './counts.ts';

let house: OpenedHouse;
let made = 0;

beforeAll(async () => {
  house = await startOpenHouse({ workers: 1 });
  await visitorFrom(house.baseUrl).get('/sign-in');
});
afterEach(() => house.faults.clear());
afterAll(() => house?.close());

/** A run waits for nearly ten seconds each time; a short one tries the first. */
const HANGING = [
  ['kms', 'GenerateMac'],
  ['dynamodb', 'BatchGetItem'],
  ['dynamodb', 'TransactWriteItems'],
].slice(0, counts.stride > 1 ? 1 : 3);

describe.each(HANGING)('a service that hangs (%s, %s)', (service, operation) => {
  it('costs a page that asks to try again, in time and with no session, and all is well when it is back', async () => {
    const { userName, id } = await house.user(`waits-${(made += 1)}`);
    const browser = visitorFrom(house.baseUrl);
    const { action } = await browser.get('/sign-in');
    const hits = house.faults.inject({ service, operation, function: 'sso', fault: { kind: 'hang' }, times: 1000 });
    const shown = await browser.post(action, { username: userName, password: house.password });
    expect([shown.status, hits() > 0]).toEqual([503, true]);
    expect(browser.cookies.has('__Host-samlet-session')).toBe(false);
    expect(house.troubles.filter((line) => line.includes('timed out'))).toEqual([]);
    house.faults.clear();
    expect((await house.table.list({ pk: `USER#${id}`, prefix: 'SESSION#' })).items).toEqual([]);
    const again = await browser.post((await browser.get('/sign-in')).action, {
      username: userName,
      password: house.password,
    });
    expect(again.status).toBe(200);
    expect(browser.cookies.has('__Host-samlet-session')).toBe(true);
  });
});
