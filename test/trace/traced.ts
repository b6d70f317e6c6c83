import { findEntry } from '../../shared/audit/ledger.ts';
import { renderAgain } from '../../shared/trace/rendering.ts';
import type { Trace } from '../../shared/trace/trace.ts';
import { findTrace } from '../../shared/trace/traces.ts';
import type { Item, Table } from '../../shared/table/table.ts';
import type { World } from '../kit/world.ts';

/** Every trace that is listed, newest first. */
export async function tracesIn({ table, ports }: World): Promise<readonly Trace[]> {
  const listed = await listedIn(table, ports.now());
  const all = await Promise.all(listed.map(({ id }) => findTrace(table, String(id))));
  return all.filter((trace) => trace !== undefined);
}

/** The list items of this day and the one before. */
export async function listedIn(table: Table, now: Date): Promise<readonly Item[]> {
  const days = [now, new Date(now.getTime() - 86_400_000)].map((at) => at.toISOString().slice(0, 10));
  const shards = days.flatMap((day) => [0, 1, 2, 3].map((shard) => `TRACES#${day}#${shard}`));
  const pages = await Promise.all(shards.map((pk) => table.list({ pk })));
  return pages.flatMap(({ items }) => items).toSorted((a, b) => (a.sk > b.sk ? -1 : 1));
}

/** For each signature of a trace: its kind, and whether what is written again has the digest that the ledger holds. */
export async function heldAgainstLedger(table: Table, { sent, at }: Trace): Promise<readonly string[]> {
  const { signed } = renderAgain(sent!);
  return Promise.all(
    signed.map(async ({ kind, id, digest, why }) => {
      const entry = await findEntry(table, { at, id, kind });
      return `${kind} ${digest === undefined ? why : entry?.digest === digest ? 'equal' : 'different'}`;
    }),
  );
}
