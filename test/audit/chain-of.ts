import type { Table } from '../../shared/table/table.ts';
import { recordsOfHour } from '../../shared/audit/records.ts';
import { chainState, digestsOf, sealsBetween } from '../../shared/audit/seals.ts';
import type { ChainLine } from '../../shared/audit/verify-chain.ts';

/** Every line of the chain of a table as an export holds it: hour by hour the records, then the seals; then the tail. */
export async function linesOf(table: Table, tail: readonly string[] = []): Promise<ChainLine[]> {
  const { sequence = 0 } = (await chainState(table)) ?? {};
  const lines: ChainLine[] = [];
  const hours = new Set<string>();
  for (let first = 1; first <= sequence; first += 100) {
    for (const seal of await sealsBetween(table, first, sequence)) {
      if (!hours.has(seal.hour)) for await (const record of recordsOfHour(table, seal.hour)) lines.push(record);
      hours.add(seal.hour);
      lines.push({ seal, digests: (await digestsOf(table, seal)).join('') });
    }
  }
  for (const hour of tail) for await (const record of recordsOfHour(table, hour)) lines.push(record);
  return lines;
}
