import * as z from 'zod/mini';
import { hourOf, type Log, pageOfBucket } from '../audit/bucket.ts';
import type { Seal } from '../audit/chain.ts';
import { recordIn } from '../audit/records.ts';
import { chainState, digestsOf, sealsBetween } from '../audit/seals.ts';
import { Refusal } from '../base/refusal.ts';
import type { Table } from '../table/table.ts';
import { file, one } from './answers.ts';
import { chainAnswer } from './chain-schemas.ts';
import { eventOf } from './change.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { PAGING } from './paging.ts';

async function chain({ ports: { table, now } }: Call<never>): Promise<Answered> {
  const state = await chainState(table);
  const present = hourOf(now().toISOString());
  const unsealedHours = state ? (Date.parse(`${present}:00Z`) - Date.parse(`${state.through}:00Z`)) / 3_600_000 : 1;
  return { body: { sequence: 0, ...state, unsealedHours } };
}

/** Bytes of one part; quotation marks count twice on the way. */
const PART_BYTES = 2_500_000;

const PART_MS = 6000;

/** Where a part ends: within the records of a seal, or before a seal. */
interface Place {
  readonly sequence: number;
  readonly log?: Log;
  readonly sk?: string;
}

/**
 * One part of the chain as the verifier reads it: for each seal the records that it covers, one a line, then the seal
 * with the list of their digests.
 */
async function chainFile(call: Call<never>): Promise<Answered> {
  const { ports, query } = call;
  const { table } = ports;
  const { sequence: last = 0 } = (await chainState(table)) ?? {};
  const deadline = performance.now() + PART_MS;
  let place: Place | undefined = placeIn(query.get('cursor'), Number(query.get('from') ?? 1));
  const first = place.sequence;
  let body = '';
  while (place && place.sequence <= last && body.length < PART_BYTES && performance.now() < deadline) {
    const [seal] = await sealsBetween(table, place.sequence, place.sequence);
    if (!seal) throw new Error(`seal ${place.sequence} of ${last} is not there`);
    const read = await linesBehind(table, seal, place);
    body += read.text;
    place = read.next;
  }
  const isMore = place.sequence <= last;
  await ports.table.commit([eventOf(call, 'audit.export', 'AUDIT', { details: { form: 'chain', from: first } })]);
  return {
    body,
    fileName: `samlet-chain-${first}.jsonl`,
    ...(isMore ? { next: `/admin/v1/audit/chain.jsonl?cursor=${cursorOf(place)}` } : {}),
  };
}

/** The next lines of a seal: a page of its records, or where those are through, the seal itself. */
async function linesBehind(
  table: Table,
  seal: Seal,
  { log = 'AUDIT', sk }: Place,
): Promise<{ text: string; next: Place }> {
  const { sequence, hour } = seal;
  const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
  const end = async (before: string): Promise<{ text: string; next: Place }> => ({
    text: before + line({ seal, digests: (await digestsOf(table, seal)).join('') }),
    next: { sequence: sequence + 1 },
  });
  if (seal.kind === 'late') return end('');
  const { items, isMore } = await pageOfBucket(table, log, hour, {
    limit: 200,
    ...(sk === undefined ? {} : { place: sk }),
  });
  const text = items.map((item) => line(recordIn(log, item))).join('');
  if (isMore) return { text, next: { sequence, log, sk: items.at(-1)?.sk ?? sk ?? '' } };
  return log === 'AUDIT' ? { text, next: { sequence, log: 'LEDGER' } } : end(text);
}

const cursorOf = ({ sequence, log, sk }: Place): string =>
  Buffer.from([sequence, log, sk].filter((part) => part !== undefined).join(' ')).toString('base64url');

/** @throws {Refusal} INPUT_INVALID for a cursor that no part gave */
function placeIn(cursor: string | null, from: number): Place {
  if (cursor === null) return { sequence: from };
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, sequence, log, sk] = /^(\d{1,9})(?: (AUDIT|LEDGER)(?: ([!-~]{1,256}))?)?$/.exec(text) ?? [];
  if (sequence === undefined) {
    throw new Refusal('INPUT_INVALID', 'the cursor is not of the chain', {
      faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
    });
  }
  return { sequence: Number(sequence), ...(log ? { log: log as Log } : {}), ...(sk ? { sk } : {}) };
}

/** Operations on the chain of seals. */
export const CHAIN_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/audit/chain',
    summary: 'Tells how far the audit log is sealed, and the head of its chain.',
    permission: 'audit.read',
    answers: one(chainAnswer),
    run: chain,
  },
  {
    route: 'GET /admin/v1/audit/chain.jsonl',
    summary: 'Gives everything that is sealed with its seals, as `npm run verify-log` reads it, in parts.',
    permission: 'audit.read',
    query: {
      from: {
        description: 'The number of the first seal; 1 if it is not said.',
        schema: z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'A number of a seal.')),
      },
      cursor: PAGING.cursor,
    },
    answers: file('application/jsonl; charset=utf-8'),
    run: chainFile,
  },
];
