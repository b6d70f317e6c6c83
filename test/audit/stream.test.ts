import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedRecord } from '../../shared/audit/chain.ts';
import { type AuditEvent, recording } from '../../shared/audit/event.ts';
import { ocsfOf } from '../../shared/audit/ocsf.ts';
import type { SentEvent } from '../../shared/audit/stream.ts';
import { sweepAudit } from '../../shared/audit/sweep.ts';
import { type ChainLine, verifyChain } from '../../shared/audit/verify-chain.ts';
import { logged } from '../kit/logged.ts';
import { startTable, type TestTable } from '../kit/table.ts';

const AT = '2026-11-24T11:00:00.000Z';
const event = (fields: Partial<AuditEvent>): AuditEvent => ({
  id: 'e1',
  at: AT,
  actor: { type: 'user', id: 'ada' },
  action: 'sign-in.allow',
  target: 'APP#wiki',
  outcome: 'success',
  requestId: 'r1',
  ip: '203.0.113.7',
  ...fields,
});

const RECORDS: readonly SealedRecord[] = [
  { kind: 'event', record: event({ reason: 'assigned' }) },
  {
    kind: 'event',
    record: event({
      id: 'e2',
      action: 'sign-in.refuse',
      actor: { type: 'anonymous' },
      target: 'USER#ada',
      outcome: 'refused',
      reason: 'password',
    }),
  },
  {
    kind: 'event',
    record: event({
      id: 'e3',
      action: 'user.create',
      target: 'USER#grace',
      actor: { type: 'token', id: 't1' },
      after: { userName: 'grace' },
    }),
  },
  {
    kind: 'event',
    record: event({ id: 'e4', action: 'group.member-add', target: 'GROUP#g1', details: { userId: 'grace' } }),
  },
  { kind: 'event', record: event({ id: 'e5', action: 'aws-role.assign', target: 'AWSROLE#123456789012#Admin' }) },
  {
    kind: 'event',
    record: event({ id: 'e6', action: 'app.update', before: { name: 'Wiki' }, after: { name: 'Wikis' } }),
  },
  {
    kind: 'entry',
    record: {
      id: '_a',
      kind: 'assertion',
      digest: 'ZA==',
      keyId: 'k1',
      at: AT,
      appId: 'wiki',
      userId: 'ada',
      requestId: 'r1',
    },
  },
];

describe('a record in OCSF', () => {
  it('is written as it was before', () => {
    const golden = readFileSync(join(import.meta.dirname, '..', 'golden', 'audit-ocsf.jsonl'), 'utf8');
    const written = RECORDS.map((record) => `${JSON.stringify(ocsfOf(record, 'https://sso.example.org'))}\n`).join('');
    expect(written).toBe(golden);
  });

  it.each([
    ['sign-in.allow', 3002, 1],
    ['session.end', 3002, 2],
    ['user.create', 3001, 1],
    ['password.change', 3001, 3],
    ['group.member-add', 3006, 3],
    ['app.assign', 3005, 1],
    ['app.delete', 6003, 4],
    ['settings.update', 6003, 3],
    ['anything.else', 6003, 99],
  ])('calls %s class %i, activity %i, and names its type by both', (action, uid, activity) => {
    const told = ocsfOf({ kind: 'event', record: event({ action }) }, 'p');
    expect(told).toMatchObject({ class_uid: uid, activity_id: activity, type_uid: uid * 100 + activity });
    expect(told['category_uid']).toBe(Math.floor(uid / 1000));
  });
});

let clock = 0;
const now = (): Date => new Date(clock);
let started: TestTable;
beforeEach(async () => {
  clock = Date.parse('2026-11-24T12:20:00.000Z');
  started = await startTable(now);
  for (const { kind, record } of RECORDS) if (kind === 'event') await started.table.commit([recording(record)]);
});
afterEach(() => started.close());

/** A bus and an archive that keep what they are given, and are away when they are told to. */
function outside() {
  const sent: SentEvent[] = [];
  const files = new Map<string, string>();
  const state = { isAway: false };
  const unlessAway = (): void => {
    if (state.isAway) throw new Error('away');
  };
  const bus = {
    put: (events: readonly SentEvent[]) => Promise.resolve().then(() => (unlessAway(), void sent.push(...events))),
  };
  const archive = {
    put: (key: string, body: string) => Promise.resolve().then(() => (unlessAway(), void files.set(key, body))),
  };
  return { sent, files, state, ports: { table: started.table, now, baseUrl: 'https://sso.example.org', bus, archive } };
}

/** The lines of the archived chain, its files in the order of their names. */
const chainIn = (files: ReadonlyMap<string, string>): ChainLine[] =>
  [...files]
    .filter(([key]) => key.startsWith('audit/chain/'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, body]) => body.trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as ChainLine);

describe('the sweep', () => {
  it('sends every event once while all is well, and keeps it in the archive', async () => {
    const { sent, files, ports } = outside();
    await sweepAudit(ports);
    await sweepAudit(ports);
    expect(sent.map(({ type }) => type)).toEqual(
      RECORDS.flatMap(({ kind, record }) => (kind === 'event' ? [record.action] : [])),
    );
    expect(JSON.parse(sent[0]?.detail ?? '')).toMatchObject({ id: 'e1', action: 'sign-in.allow' });
    const ocsf = [...files].filter(([key]) => key.startsWith('audit/ocsf/date=2026-11-24/hour=11/event-'));
    expect(ocsf.flatMap(([, body]) => body.trimEnd().split('\n'))).toHaveLength(6);
  });

  it('keeps the chain in the archive, where it verifies by itself', async () => {
    const { files, ports } = outside();
    await sweepAudit(ports);
    expect(verifyChain(chainIn(files))).toMatchObject({ seals: 24, records: 6, faults: [] });
  });

  it.each([
    ['at once', false],
    ['only when its archive is back', true],
  ])('keeps what came late with its own seal, an hour archived %s', async (_when, isAway) => {
    const { files, state, ports } = outside();
    state.isAway = isAway;
    const late = event({ id: 'e2a', at: '2026-11-24T11:00:00.000Z', action: 'user.update' });
    await logged(async () => {
      await sweepAudit(ports);
      await started.table.commit([recording(late)]);
      clock += 3_600_000;
      state.isAway = false;
      await sweepAudit(ports);
    });
    const lines = chainIn(files);
    expect(verifyChain(lines)).toMatchObject({ seals: 26, records: 7, faults: [] });
    const at = lines.findIndex((line) => 'record' in line && line.record.id === 'e2a');
    expect(lines[at + 1]).toMatchObject({ seal: { kind: 'late', events: 1, hour: '2026-11-24T11' } });
    expect(verifyChain(lines.toSpliced(at, 1)).faults).toMatchObject([{ words: 'it is missing at the end' }]);
    expect(verifyChain(lines.toSpliced(at, 0, lines[at]!)).faults[0]?.words).toBe('it stands out of order, or twice');
  });

  it('goes on with the rest while the outside is away, rings the alarm, and catches up', async () => {
    const { sent, files, state, ports } = outside();
    state.isAway = true;
    const lines = await logged(() => sweepAudit(ports));
    expect(lines.map(({ event: name, part }) => [name, part])).toEqual([
      ['audit.stuck', 'audit.events'],
      ['audit.stuck', 'audit.archive-audit'],
      ['audit.stuck', 'audit.archive-chain'],
    ]);
    expect([sent, files.size]).toEqual([[], 0]);
    state.isAway = false;
    await sweepAudit(ports);
    expect([sent.length, [...files.keys()].filter((key) => key.startsWith('audit/chain/')).length]).toEqual([6, 24]);
  });

  it('shortens an event that is too large for the bus', async () => {
    const { sent, ports } = outside();
    const large = event({ id: 'e9', at: '2026-11-24T11:30:00.000Z', after: { text: 'x'.repeat(100_000) } });
    await started.table.commit([recording(large)]);
    await sweepAudit(ports);
    const detail = sent.at(-1)?.detail ?? '';
    expect([detail.length < 25_000, JSON.parse(detail)]).toEqual([
      true,
      expect.objectContaining({ id: 'e9', isShortened: true }),
    ]);
  });
});
