import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRefusal } from '../../shared/base/refusal.ts';
import { ConditionFailed, type Item } from '../../shared/table/table.ts';
import { startTable, type TestTable } from '../kit/table.ts';

let started: TestTable;
let count = 0;
beforeAll(async () => {
  started = await startTable(() => new Date());
});
afterAll(() => started?.close());

/** What comes of creating an item: `kept`, or the code of the refusal. Any other error is thrown. */
async function outcomeOf(item: Item): Promise<string> {
  try {
    await started.table.commit([{ do: 'create', item }]);
    return 'kept';
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

describe('the table', () => {
  it.each<[string, Partial<Item>, string]>([
    ['a partition key of 2,048 bytes', { pk: 'é'.repeat(1024) }, 'kept'],
    ['a longer one', { pk: 'é'.repeat(1025) }, 'INPUT_INVALID'],
    ['a sort key of 1,024 bytes', { sk: 's'.repeat(1024) }, 'kept'],
    ['a longer one', { sk: 's'.repeat(1025) }, 'INPUT_INVALID'],
    ['a place in the index that is too long', { gsi1pk: 'NAMES', gsi1sk: 'n'.repeat(1025) }, 'INPUT_INVALID'],
    ['an item of 390 kB', { text: 'x'.repeat(390_000) }, 'kept'],
    ['a larger one', { text: 'x'.repeat(410_000) }, 'REQUEST_TOO_LARGE'],
    ['every character of Unicode', { text: '\0\u2028💩\uffff' }, 'kept'],
    ['a name that every object has', { map: { constructor: 'a' } }, 'kept'],
    ['half of a character', { list: [{ text: 'a\ud83d' }] }, 'INPUT_INVALID'],
    ['a name that is half of one', { map: { '\udca9': 1 } }, 'INPUT_INVALID'],
  ])('says of %s what DynamoDB would', async (_what, fields, outcome) => {
    expect(await outcomeOf({ pk: `LIMITS#${++count}`, sk: 'x', ...fields })).toBe(outcome);
  });

  it('finds nothing at a key that nothing can stand at, and what stands beside it', async () => {
    const { table } = started;
    const long = { pk: 'p'.repeat(2049), sk: 'x' };
    await table.commit([{ do: 'create', item: { pk: 'HERE', sk: 'x' } }]);
    expect(await table.find(long)).toBeUndefined();
    expect(await table.findAll([long, { pk: 'HERE', sk: 'x' }, long])).toEqual([
      undefined,
      { pk: 'HERE', sk: 'x' },
      undefined,
    ]);
    expect(await table.list({ pk: 'HERE', prefix: 's'.repeat(1025) })).toEqual({ items: [] });
    await expect(table.count(long, 1, 2e9)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(table.commit([{ do: 'check', key: long }])).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await expect(table.commit([{ do: 'check', key: { pk: 'GONE', sk: 'x' } }])).rejects.toThrow(ConditionFailed);
  });
});
