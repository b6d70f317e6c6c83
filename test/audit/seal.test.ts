import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { hourOf } from '../../shared/audit/bucket.ts';
import { type AuditEvent, recording } from '../../shared/audit/event.ts';
import { entering } from '../../shared/audit/ledger.ts';
import { sealClosedHours, type Sealed } from '../../shared/audit/seal.ts';
import { chainState, sealsBetween } from '../../shared/audit/seals.ts';
import { type ChainLine, verifyChain } from '../../shared/audit/verify-chain.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { logged } from '../kit/logged.ts';
import { startTable, type TestTable } from '../kit/table.ts';
import { linesOf } from './chain-of.ts';

let clock = Date.parse('2026-11-24T12:20:00.000Z');
const now = (): Date => new Date(clock);
const HOUR_MS = 3_600_000;
let started: TestTable;
beforeEach(async () => {
  clock = Date.parse('2026-11-24T12:20:00.000Z');
  started = await startTable(now);
});
afterEach(() => started.close());

const seal = (): Promise<Sealed> => sealClosedHours({ table: started.table, now }, performance.now() + 60_000);

let made = 0;
async function write(at: string, fields: Partial<AuditEvent> = {}): Promise<void> {
  made += 1;
  const event: AuditEvent = {
    id: randomIds.id(),
    at,
    actor: { type: 'user', id: `u${made}` },
    action: 'user.update',
    target: `USER#u${made}`,
    outcome: 'success',
    requestId: `r${made}`,
    before: { title: null, count: 1.5 },
    after: { title: 'Gärtner', tags: ['a', 'b'] },
    ...fields,
  };
  const entry = {
    id: `_${made}`,
    kind: 'assertion',
    digest: 'ZGlnZXN0',
    keyId: 'k',
    at,
    requestId: event.requestId,
  } as const;
  await started.table.commit([recording(event), entering(entry)]);
}

const someHours = async (): Promise<void> => {
  for (const [hour, count] of [
    [9, 7],
    [10, 1],
    [11, 4],
  ] as const)
    for (let n = 0; n < count; n++) await write(`2026-11-24T${String(hour).padStart(2, '0')}:00:0${n}.000Z`);
};

describe('the sealer', () => {
  it('seals every hour that has closed, one after another, and the chain verifies', async () => {
    await someHours();
    expect(await seal()).toEqual({ seals: 24, late: 0 });
    const lines = await linesOf(started.table);
    const { head } = (await chainState(started.table))!;
    expect(verifyChain(lines, head)).toEqual({
      seals: 24,
      records: 24,
      unsealed: 0,
      head,
      through: '2026-11-24T11',
      faults: [],
    });
  });

  it('leaves an hour open until whatever was begun in it is written', async () => {
    clock = Date.parse('2026-11-24T12:14:59.000Z');
    await seal();
    expect((await chainState(started.table))?.through).toBe('2026-11-24T10');
    clock += 1000;
    await seal();
    expect((await chainState(started.table))?.through).toBe('2026-11-24T11');
    expect(await seal()).toEqual({ seals: 0, late: 0 });
  });

  it('catches up after an outage', async () => {
    await seal();
    await write('2026-11-24T20:30:00.000Z');
    clock += 30 * HOUR_MS;
    expect(await seal()).toEqual({ seals: 30, late: 0 });
    expect(verifyChain(await linesOf(started.table)).faults).toEqual([]);
  });

  it('goes on another time when its time is over', async () => {
    expect(await sealClosedHours({ table: started.table, now }, performance.now() - 1)).toEqual({ seals: 0, late: 0 });
    expect((await seal()).seals).toBe(24);
  });

  it('does no harm when two run at once', async () => {
    await someHours();
    const runs = await Promise.all([seal(), seal(), seal()]);
    const { sequence } = (await chainState(started.table))!;
    expect([runs.reduce((sum, { seals }) => sum + seals, 0), sequence]).toEqual([24, 24]);
    expect(verifyChain(await linesOf(started.table)).faults).toEqual([]);
  });

  it('finds what was written into a sealed hour, seals it as late, and rings the alarm', async () => {
    await someHours();
    await seal();
    await write('2026-11-24T11:00:02.500Z', { id: 'late' });
    clock += HOUR_MS;
    const lines = await logged(() => seal());
    expect(lines).toContainEqual(expect.objectContaining({ event: 'audit.late', hour: '2026-11-24T11', records: 2 }));
    const seals = await sealsBetween(started.table, 20, 40);
    expect(seals.slice(-2)).toMatchObject([
      { hour: '2026-11-24T12', kind: 'hour', sequence: 25 },
      { hour: '2026-11-24T11', kind: 'late', sequence: 26, events: 1, entries: 1 },
    ]);
    expect(verifyChain(await linesOf(started.table)).faults).toEqual([]);
    clock += HOUR_MS;
    expect(await seal()).toEqual({ seals: 1, late: 0 });
  });

  it('rings the alarm when something that was sealed is gone', async () => {
    await someHours();
    await seal();
    const [event] = (
      await Promise.all([0, 1, 2, 3].map((n) => started.table.list({ pk: `AUDIT#2026-11-24T11#${n}` })))
    ).flatMap(({ items }) => items);
    await started.table.commit([{ do: 'remove', key: { pk: event!.pk, sk: event!.sk } }]);
    clock += HOUR_MS;
    expect(await logged(() => seal())).toContainEqual(expect.objectContaining({ event: 'audit.broken', missing: 1 }));
    expect(verifyChain(await linesOf(started.table)).faults).toMatchObject([
      { words: expect.stringMatching(/^it is missing/) },
    ]);
  });
});

describe('a verification', () => {
  let lines: ChainLine[] = [];
  beforeEach(async () => {
    await someHours();
    await seal();
    await write('2026-11-24T12:05:00.000Z');
    lines = await linesOf(started.table, [hourOf(now().toISOString())]);
  });

  it('tells how much is not sealed yet', () => {
    expect(verifyChain(lines)).toMatchObject({ records: 26, unsealed: 2, faults: [] });
  });

  it('notices every change of one character, in whatever line', () => {
    const texts = lines.slice(0, -2).map((line) => JSON.stringify(line));
    const places = texts.flatMap((text, line) => Array.from({ length: text.length }, (_, at) => [line, at] as const));
    const tampering = fc.tuple(fc.constantFrom(...places), fc.constantFrom(...'abc019.-"}'));
    let tried = 0;
    fc.assert(
      fc.property(tampering, ([[line, at], character]) => {
        const text = texts[line] ?? '';
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        const read = parsed(changed);
        if (!read || isDeepStrictEqual(read, lines[line])) return;
        tried += 1;
        expect(verifyChain(lines.map((other, n) => (n === line ? read : other))).faults).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
    expect(tried).toBeGreaterThan(100);
  });

  const records = (): number[] => lines.slice(0, -2).flatMap((line, n) => ('seal' in line ? [] : [n]));

  it('says of each record that is missing that it is', () => {
    for (const n of records()) expect(verifyChain(lines.toSpliced(n, 1)).faults[0]?.words).toMatch(/^it is missing/);
  });

  it('names each record that was altered, added, doubled or moved', () => {
    for (const n of records()) {
      const line = lines[n] as Exclude<ChainLine, { seal: unknown }>;
      const altered = { ...line, record: { ...line.record, requestId: 'x' } } as ChainLine;
      expect(verifyChain(lines.with(n, altered)).faults).toEqual([
        { place: expect.stringContaining(line.record.id), words: 'it was altered' },
      ]);
      const added = { ...line, record: { ...line.record, id: `${line.record.id}x` } } as ChainLine;
      expect(verifyChain(lines.toSpliced(n + 1, 0, added)).faults[0]).toEqual({
        place: expect.stringContaining(`${line.record.id}x`),
        words: 'it was added after the hour was sealed',
      });
      expect(verifyChain(lines.toSpliced(n, 0, line)).faults).not.toEqual([]);
    }
    const [one = 0, two = 0] = records();
    const moved = lines.with(one, lines[two]!).with(two, lines[one]!);
    expect(verifyChain(moved).faults[0]).toEqual({
      place: expect.any(String),
      words: 'it stands out of order, or twice',
    });
  });

  it('notices each seal that is missing, moved or made anew', () => {
    const seals = lines.flatMap((line, n) => ('seal' in line ? [n] : []));
    for (const n of seals.slice(1, -1)) expect(verifyChain(lines.toSpliced(n, 1)).faults).not.toEqual([]);
    const [one = 0, two = 0] = seals;
    expect(verifyChain(lines.with(one, lines[two]!).with(two, lines[one]!)).faults).not.toEqual([]);
  });

  it('shows by a head that was noted that the whole chain was made anew', async () => {
    const { head } = verifyChain(lines);
    expect(verifyChain(lines, head).faults).toEqual([]);
    const other = await startTable(now);
    await sealClosedHours({ table: other.table, now }, performance.now() + 60_000);
    const anew = await linesOf(other.table);
    await other.close();
    expect(verifyChain(anew).faults).toEqual([]);
    expect(verifyChain(anew, head).faults).toEqual([
      { place: 'the end', words: `no seal has the head ${head} that was noted` },
    ]);
  });
});

function parsed(text: string): ChainLine | undefined {
  try {
    const line = JSON.parse(text) as ChainLine;
    const isLine = 'seal' in line ? typeof line.digests === 'string' : typeof line.record?.at === 'string';
    return isLine ? line : undefined;
  } catch {
    return undefined;
  }
}
