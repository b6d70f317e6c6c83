import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Counted } from '../../bench/kit/count-calls.ts';
import { countExchanges, type ExchangeName } from '../../bench/kit/exchanges.ts';
import { foundOrganisation } from '../../bench/kit/organisation.ts';
import { startHouse, type TestHouse } from '../kit/house.ts';

let house: TestHouse;
let counted: Readonly<Record<ExchangeName, Counted>>;
beforeAll(async () => {
  house = await startHouse({ workers: 1 });
  counted = await countExchanges(house, await foundOrganisation(house));
});
afterAll(() => house?.close());

describe('a person with an open session', () => {
  it.each(['open session → app', 'open session → AWS role', 'open session, the app sends the person'] as const)(
    'waits for two round trips to AWS and one signature (%s)',
    (name) => {
      expect(counted[name]).toEqual({
        all: 5,
        inSequence: 2,
        signatures: 1,
        operations: expect.arrayContaining(['dynamodb:BatchGetItem', 'kms:Sign', 'dynamodb:TransactWriteItems']),
      });
    },
  );
});

describe('a person who types a password', () => {
  it.each([
    ['the sign-in page', { all: 4, inSequence: 4, signatures: 0 }],
    ['the password, then the portal’s door', { all: 12, inSequence: 11, signatures: 0 }],
    ['the password, then the app’s response', { all: 14, inSequence: 11, signatures: 1 }],
    ['the portal', { all: 7, inSequence: 4, signatures: 0 }],
  ] as const)('costs no more calls than are known (%s)', (name, known) => {
    const { all, inSequence, signatures } = counted[name];
    expect(signatures).toBe(known.signatures);
    expect(all).toBeLessThanOrEqual(known.all);
    expect(inSequence).toBeLessThanOrEqual(known.inSequence);
    expect(inSequence).toBeGreaterThan(0);
  });

  it('is asked nothing that the functions may not ask', () => {
    expect(house.troubles).toEqual([]);
  });
});
