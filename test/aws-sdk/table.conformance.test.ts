import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { awsOf } from '../../shared/aws-sdk/aws.ts';
import { type DynamoCalls, dynamoCalls } from '../../shared/aws-sdk/dynamo-calls.ts';
import { dynamoTable } from '../../shared/aws-sdk/dynamo.ts';
import { ConditionFailed, type Item, listAll, type Table, type Write } from '../../shared/table/table.ts';
import { sdkDynamoCalls } from '../kit/sdk-dynamo.ts';
import { startTable, type TestTable } from '../kit/table.ts';

const now = (): Date => new Date('2026-11-24T12:00:00Z');
const NOW = now().getTime() / 1000;

let started: TestTable;
let sdk: DynamoCalls & { close(): void };
let tables: Readonly<Record<string, Table>>;
beforeAll(async () => {
  started = await startTable(now);
  sdk = sdkDynamoCalls(new DynamoDBClient({}));
  const on = (calls: DynamoCalls): Table => dynamoTable({ calls, tableName: 'samlet', now });
  tables = { ours: on(dynamoCalls(awsOf(process.env))), "the SDK's": on(sdk) };
});
afterAll(async () => {
  sdk?.close();
  await started?.close();
});

const item = (pk: string, sk: string, more: object = {}): Item => ({ pk, sk, ...more });
const FULL = {
  text: 'Ünïcode \u{1F680} "quoted" \u2028',
  empty: '',
  number: -12.5,
  large: 10n ** 30n,
  yes: true,
  nothing: null,
  list: [1, 'two', { three: [3] }],
  map: { deep: { deeper: 'x' } },
  names: new Set(['a', 'b']),
  numbers: new Set([1, 2]),
  bytes: new Uint8Array([0, 128, 255]),
};

const failure = async (work: Promise<unknown>): Promise<ConditionFailed> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ConditionFailed)) throw new Error(`no condition failed: ${String(error)}`);
  return error;
};

describe.each(['ours', "the SDK's"])('a table by %s', (name) => {
  const other = name === 'ours' ? "the SDK's" : 'ours';
  const table = (): Table => tables[name]!;
  const pk = (about: string): string => `${about}#${name}`;

  it('keeps any item so that the other reads the same', async () => {
    await table().commit([{ do: 'create', item: item(pk('FULL'), 'A', { ...FULL, gone: undefined }) }]);
    const found = await tables[other]!.find({ pk: pk('FULL'), sk: 'A' });
    expect(found).toEqual(item(pk('FULL'), 'A', FULL));
    expect(found).toEqual(await table().find({ pk: pk('FULL'), sk: 'A' }));
  });

  it('finds many in the order of the keys, and nothing where nothing stands', async () => {
    const keys = Array.from({ length: 60 }, (_, n) => ({ pk: pk('MANY'), sk: String(n) }));
    await table().commit(keys.map((key): Write => ({ do: 'put', item: { ...key, n: key.sk } })));
    const asked = [...keys.toReversed(), { pk: pk('MANY'), sk: 'none' }, keys[3]!];
    const found = await table().findAll(asked);
    expect(found.map((one) => one?.['n'])).toEqual([...keys.toReversed().map(({ sk }) => sk), undefined, '3']);
    expect(await table().find({ pk: pk('MANY'), sk: 'none' })).toBeUndefined();
  });

  it('sees nothing that has expired', async () => {
    const expired = item(pk('OLD'), 'A', { expiresAt: NOW });
    await table().commit([{ do: 'put', item: expired }]);
    expect(await table().find(expired)).toBeUndefined();
    expect((await table().list({ pk: expired.pk })).items).toEqual([]);
    await table().commit([{ do: 'create', item: { ...expired, expiresAt: NOW + 60 } }]);
    expect(await table().find(expired)).toMatchObject({ expiresAt: NOW + 60 });
  });

  it('lists by prefix, in pages, both ways, and by the index', async () => {
    const items = ['A#1', 'A#2', 'A#3', 'B#1'].map((sk) => item(pk('LIST'), sk, { gsi1pk: pk('INDEX'), gsi1sk: sk }));
    await table().commit(items.map((one): Write => ({ do: 'put', item: one })));
    const first = await table().list({ pk: pk('LIST'), prefix: 'A#', limit: 2, descending: true });
    expect(first.items.map(({ sk }) => sk)).toEqual(['A#3', 'A#2']);
    const second = await tables[other]!.list({
      pk: pk('LIST'),
      prefix: 'A#',
      limit: 2,
      descending: true,
      after: first.next!,
    });
    expect(second.items.map(({ sk }) => sk)).toEqual(['A#1']);
    expect((await listAll(table(), { pk: pk('INDEX'), index: 'gsi1' })).map(({ sk }) => sk)).toHaveLength(4);
  });

  it('tells which write failed, and what stood there', async () => {
    const stands = item(pk('STANDS'), 'A', { version: 3, by: 'ada', tags: new Set(['x']) });
    await table().commit([{ do: 'put', item: stands }]);
    const free: Write = { do: 'create', item: item(pk('FREE'), 'A') };
    expect(await failure(table().commit([free, { do: 'create', item: stands }]))).toMatchObject({
      index: 1,
      found: stands,
    });
    expect(await table().find({ pk: pk('FREE'), sk: 'A' })).toBeUndefined();
    const nowhere = { pk: pk('NOWHERE'), sk: 'A' };
    expect(await failure(table().commit([{ do: 'check', key: nowhere }]))).toMatchObject({
      index: 0,
      found: undefined,
    });
    expect(await failure(table().commit([{ do: 'replace', item: stands, version: 2 }]))).toMatchObject({ index: 0 });
  });

  it('changes, uses and removes under conditions', async () => {
    const key = { pk: pk('CHANGE'), sk: 'A' };
    await table().commit([{ do: 'put', item: { ...key, n: 1, old: 'x', state: 'open' } }]);
    const when = [{ attribute: 'state', is: '=', value: 'open' }] as const;
    await table().commit([{ do: 'change', key, set: { state: 'shut', size: 1 }, add: { n: 2 }, unset: ['old'], when }]);
    expect(await table().find(key)).toEqual({ ...key, n: 3, state: 'shut', size: 1 });
    expect(await failure(table().commit([{ do: 'change', key, set: { n: 0 }, when }]))).toMatchObject({
      found: { state: 'shut' },
    });
    await table().commit([{ do: 'use', key, by: 'one' }]);
    await table().commit([{ do: 'use', key, by: 'one' }]);
    expect(await failure(table().commit([{ do: 'use', key, by: 'two' }]))).toMatchObject({ found: { usedBy: 'one' } });
    await table().commit([{ do: 'remove', key, existing: true }]);
    expect(await failure(table().commit([{ do: 'remove', key, existing: true }]))).toMatchObject({ index: 0 });
  });

  it('counts up to the limit and no further, whoever counts', async () => {
    const key = { pk: pk('COUNT'), sk: 'A' };
    expect(await table().count(key, 2, NOW + 60)).toBe(1);
    expect(await tables[other]!.count(key, 2, NOW + 60)).toBe(2);
    expect(await table().count(key, 2, NOW + 60)).toBeUndefined();
  });

  it('passes on what is our own fault', async () => {
    const twice: Write = { do: 'put', item: item(pk('TWICE'), 'A') };
    await expect(table().commit([twice, twice])).rejects.toMatchObject({ name: 'ValidationException', status: 400 });
  });
});
