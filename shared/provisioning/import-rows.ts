import { ConditionFailed, type Write } from '../table/table.ts';
import { RowFault } from './csv-file.ts';
import type { ImportInput } from './import.ts';
import { type Effect, effectOf, faultOf, type Row } from './import-effects.ts';
import { type Known, lookUp } from './import-lookup.ts';
import { claiming, type Outcome, resulting, resultOf, type RowResult } from './import-results.ts';
import { claimsOf, type Wanted } from './import-row.ts';
import type { Job } from './job.ts';
import type { ImportPorts } from './ports.ts';

/** A row as it was read: what it wants, or why it cannot be read. */
export interface ReadRow {
  readonly number: number;
  readonly wanted: Wanted | RowFault;
}

/** Rows that are worked on at the same time. */
const LANES = 16;

/** How often a row is looked at again when somebody moves what it is about. */
const TRIES = 4;

/**
 * Works off a batch of rows, of which no two are about one user. Each row is one transaction with its own result, so a
 * row that was done before, by whomever, is found done and is not done again.
 *
 * @returns what came of each
 */
export async function workOff(rows: readonly ReadRow[], job: Job, ports: ImportPorts): Promise<readonly Outcome[]> {
  const wanted = rows.flatMap(({ wanted: one }) => (one instanceof RowFault ? [] : [one]));
  const known = await lookUp(ports.table, wanted);
  const outcomes: Outcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < rows.length; at = next++) {
      const row = rows[at];
      if (row) outcomes[at] = await oneRow(row, { job, known, ports });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return outcomes;
}

interface Work {
  readonly job: Job;
  readonly known: Known;
  readonly ports: ImportPorts;
}

async function oneRow({ number, wanted }: ReadRow, work: Work): Promise<Outcome> {
  if (wanted instanceof RowFault) return failed({ number, wanted, reason: wanted.message }, work);
  const row: Row = { number, wanted, job: work.job };
  let { known } = work;
  try {
    for (let tries = 1; tries <= TRIES; tries++) {
      const outcome = await attempt(row, { ...work, known });
      if (outcome) return outcome;
      known = await lookUp(work.ports.table, [wanted]);
    }
    throw new RowFault('The user was changed by others again and again.');
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return failed({ number, wanted, reason: error.message }, work);
  }
}

/** @returns the outcome, or `undefined` where something moved meanwhile. @throws {RowFault} where it cannot be done */
async function attempt(row: Row, { known, ports, job }: Work): Promise<Outcome | undefined> {
  const effect = effectOf(row, known, ports);
  const claims = [...new Set([...claimsOf(row.wanted), ...effect.touches])].map((name) =>
    claiming(job.id, name, row.number, job.expiresAt),
  );
  if ((job.input as unknown as ImportInput).mode === 'dry-run') {
    return commitRow(
      row,
      { ...effect, userId: effect.outcome === 'created' ? undefined : effect.userId },
      claims,
      ports,
    );
  }
  if (!effect.before) return commitRow(row, effect, [...claims, ...effect.writes], ports);
  const isBegun = await begin(row, [...claims, ...effect.before.writes], ports);
  return isBegun ? commitRow(row, effect, await effect.before.finish(), ports) : undefined;
}

/** Does what comes first of a row that goes in several transactions; its claim tells whoever runs it again that it was done. */
async function begin(row: Row, writes: readonly Write[], { table }: ImportPorts): Promise<boolean> {
  try {
    await table.commit(writes);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const claimedBy = claimantOf(error, writes);
    if (claimedBy !== undefined && claimedBy !== row.number) throw sameUser(claimedBy);
    return claimedBy === row.number;
  }
}

/** Commits what a row does with its result, unless it was done before. */
async function commitRow(
  row: Row,
  { outcome, userId }: Pick<Effect, 'outcome'> & { readonly userId?: string | undefined },
  writes: readonly Write[],
  { table }: ImportPorts,
): Promise<Outcome | undefined> {
  const { number, job, wanted } = row;
  const { userName, email } = wanted;
  const result: RowResult = {
    row: number,
    outcome,
    userName,
    ...(email ? { email } : {}),
    ...(userId ? { userId } : {}),
    expiresAt: job.expiresAt,
  };
  const all = [resulting(job.id, result), ...writes];
  try {
    await table.commit(all);
    return outcome;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const earlier = error.index === 0 ? resultOf(error.found) : undefined;
    if (earlier) return earlier.outcome;
    const claimedBy = claimantOf(error, all);
    if (claimedBy !== undefined) throw sameUser(claimedBy);
    const fault = faultOf(error, all);
    if (fault) throw fault;
    return undefined;
  }
}

const sameUser = (row: number): RowFault => new RowFault(`Row ${row} is about the same user or mail address.`);

/** The row that has claimed what this one is about, if that is why it failed. */
function claimantOf({ index, found }: ConditionFailed, writes: readonly Write[]): number | undefined {
  const write = writes[index];
  const isClaim = write?.do === 'create' && write.item.pk.startsWith('IMPORTKEYS#');
  return isClaim ? Number(found?.['row']) : undefined;
}

/** Notes that a row failed, unless something came of it before. */
async function failed(
  { number, wanted, reason }: { number: number; wanted: Wanted | RowFault; reason: string },
  { job, ports: { table } }: Work,
): Promise<Outcome> {
  const { userName, email } = wanted instanceof RowFault ? { userName: wanted.userName, email: undefined } : wanted;
  const result: RowResult = {
    row: number,
    outcome: 'failed',
    reason: reason.slice(0, 1000),
    ...(userName ? { userName } : {}),
    ...(email ? { email } : {}),
    expiresAt: job.expiresAt,
  };
  try {
    await table.commit([resulting(job.id, result)]);
    return 'failed';
  } catch (error) {
    const earlier = error instanceof ConditionFailed ? resultOf(error.found) : undefined;
    if (!earlier) throw error;
    return earlier.outcome;
  }
}
