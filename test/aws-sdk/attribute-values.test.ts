import { describe, expect, it } from '@jest/globals';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as fc from 'fast-check';
import { type Attributes, attributesOf, plainItem } from '../../shared/aws-sdk/attribute-values.ts';

const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e15, max: 9e15 }),
  fc.bigInt({ min: 10n ** 17n, max: 10n ** 37n }),
);
const leaf = fc.oneof(fc.string({ unit: 'binary' }), number, fc.boolean(), fc.constant(null));
const filled = <T>(values: fc.Arbitrary<T>) => fc.uniqueArray(values, { minLength: 1 }).map((all) => new Set(all));
const sets = fc.oneof(
  filled(fc.string()),
  filled(fc.integer()),
  filled(fc.bigInt({ min: 10n ** 17n, max: 10n ** 30n })),
);
/** Names by which the SDK loses or refuses an attribute; ours keeps them, as a test below says. */
const name = fc.string({ minLength: 1 }).filter((text) => !['__proto__', 'constructor'].includes(text));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    sets,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  ),
}));
const anyItem = fc.dictionary(name, value, { maxKeys: 8 });

describe("DynamoDB's notation", () => {
  it('is the one that the SDK writes, for any item', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(attributesOf(item)).toEqual(marshall(item, { removeUndefinedValues: true }));
      }),
      { numRuns: 200 },
    );
  });

  it('reads as the SDK reads it, and gives back what was written', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const read = plainItem(JSON.parse(JSON.stringify(attributesOf(item))) as Attributes);
        expect(read).toEqual(unmarshall(marshall(item, { removeUndefinedValues: true })));
      }),
      { numRuns: 200 },
    );
  });

  it('carries bytes in base64, alone and in sets', () => {
    const item = { one: new Uint8Array([0, 255, 10]), many: new Set([new Uint8Array([1]), new Uint8Array([2])]) };
    expect(attributesOf(item)).toEqual({ one: { B: 'AP8K' }, many: { BS: ['AQ==', 'Ag=='] } });
    expect(plainItem(attributesOf(item))).toEqual(item);
  });

  it('leaves out what is undefined', () => {
    expect(attributesOf({ a: undefined, b: { c: undefined }, d: [1, undefined] })).toEqual({
      b: { M: {} },
      d: { L: [{ N: '1' }] },
    });
  });

  it.each([
    ['a number that is none', Number.NaN],
    ['a number without end', Number.POSITIVE_INFINITY],
    ['an integer that this machine rounds', 2 ** 53],
    ['an empty set', new Set()],
    ['a set of two kinds', new Set([1, 'one'])],
    ['an instance of a class', new Date(0)],
    ['a function', () => 1],
  ])('refuses %s', (_, wrong) => {
    expect(() => attributesOf({ wrong })).toThrow(/cannot be kept|a set holds|no notation/);
  });

  it('keeps an attribute of any name as an attribute', () => {
    const read = plainItem(JSON.parse('{"__proto__":{"M":{"isAdmin":{"BOOL":true}}}}') as Attributes);
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(attributesOf({ constructor: 1 })).toEqual({ constructor: { N: '1' } });
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect(read['isAdmin']).toBeUndefined();
  });
});
