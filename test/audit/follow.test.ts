import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { counting, countedOn, countsOf, sumOf } from '../../shared/audit/counters.ts';
import { type AuditEvent, recording } from '../../shared/audit/event.ts';
import { follow, type Follower } from '../../shared/audit/follow.ts';
import { entering } from '../../shared/audit/ledger.ts';
import { randomIds } from '../../shared/base/ids.ts';
import { startTable, type TestTable } from '../kit/table.ts';

let clock = 0;
const now = (): Date => new Date(clock);
let started: TestTable;
beforeEach(async () => {
  clock = Date.parse('2026-11-24T12:20:00.000Z');
  started = await startTable(now);
});
afterEach(() => started.close());

const soon = (): number => performance.now() + 60_000;

async function write(at: string, fields: Partial<AuditEvent> = {}): Promise<string> {
  const event: AuditEvent = {
    id: randomIds.id(),
    at,
    actor: { type: 'user', id: 'u' },
    action: 'sign-in.allow',
    target: 'PORTAL',
    outcome: 'success',
    requestId: 'r',
    ...fields,
  };
  await started.table.commit([recording(event)]);
  return event.id;
}

/** A follower that keeps what it was given, and fails when it is told to. */
function keeper(): Follower & { readonly seen: string[]; fails: number } {
  const kept = {
    name: 'keeper',
    log: 'AUDIT' as const,
    seen: [] as string[],
    fails: 0,
    take: (items: Parameters<Follower['take']>[0]) => {
      kept.seen.push(...items.map(({ id }) => String(id)));
      if (kept.fails-- > 0) throw new Error('the receiver is away');
      return Promise.resolve([]);
    },
  };
  return kept;
}

describe('a follower', () => {
  it('is given every event of the last day once, in order, hour by hour', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 450; n++) ids.push(await write(new Date(clock - 20 * 3_600_000 + n * 120_000).toISOString()));
    const it = keeper();
    await follow(started.table, it, now, soon());
    expect(it.seen).toEqual(ids);
    expect(await follow(started.table, it, now, soon())).toBe(0);
  });

  it('waits until whatever was begun before is written', async () => {
    const it = keeper();
    const id = await write(new Date(clock - 119_000).toISOString());
    await follow(started.table, it, now, soon());
    expect(it.seen).toEqual([]);
    clock += 2000;
    await follow(started.table, it, now, soon());
    expect(it.seen).toEqual([id]);
  });

  it('goes on over empty hours, and from where it stood when it has failed', async () => {
    const it = keeper();
    const first = await write(new Date(clock - 20 * 3_600_000).toISOString());
    await follow(started.table, it, now, soon());
    clock += 50 * 3_600_000;
    const second = await write(new Date(clock - 600_000).toISOString());
    it.fails = 1;
    await expect(follow(started.table, it, now, soon())).rejects.toThrow('away');
    await follow(started.table, it, now, soon());
    expect(it.seen).toEqual([first, second, second]);
  });
});

describe('the counters', () => {
  it('hold what happened hour by hour, and count nothing twice, whoever counts at once', async () => {
    const at = '2026-11-24T11:00:00.000Z';
    await write(at);
    await write(at, { target: 'APP#wiki' });
    await write(at, { target: 'AWSROLE#123456789012#Admin' });
    await write('2026-11-24T10:30:00.000Z', { target: 'AWSROLE#123456789012#Admin' });
    await write(at, { action: 'sign-in.refuse', outcome: 'refused', reason: 'password', target: 'USER' });
    await write(at, { action: 'user.update', target: 'USER#u' });
    await write(at, { action: 'mail.send', actor: { type: 'system', id: 'outbox' } });
    const entry = { id: '_1', kind: 'assertion', digest: 'd', keyId: 'k', at, requestId: 'r' } as const;
    await started.table.commit([entering(entry)]);
    const { table } = started;
    const count = () =>
      Promise.all((['AUDIT', 'LEDGER'] as const).map((log) => follow(table, counting(table, log), now, soon())));
    await Promise.all([count(), count()].map((run) => run.catch(() => undefined)));
    await count();
    const hours = await countedOn(table, ['2026-11-24']);
    expect([...new Set(hours.map(({ hour }) => hour))]).toEqual(['2026-11-24T10', '2026-11-24T11']);
    const sum = sumOf(hours);
    expect(sum).toEqual({
      event: 7,
      'sign-in:success': 4,
      'sign-in:refused': 1,
      'cause:password': 1,
      'app:wiki': 1,
      'role:123456789012/Admin': 2,
      'change:success': 1,
      mail: 1,
      'signature:assertion': 1,
    });
    expect(countsOf(sum, 'role')).toEqual([{ name: '123456789012/Admin', count: 2 }]);
  });
});
