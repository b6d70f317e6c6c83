import * as z from 'zod/mini';
import { MODES } from '../provisioning/import.ts';
import { allResults, type Outcome, OUTCOMES, resultsOf, type RowResult } from '../provisioning/import-results.ts';
import type { Job } from '../provisioning/job.ts';
import type { Page, Table } from '../table/table.ts';
import { pages } from './answers.ts';
import { rowAnswer } from './import-schemas.ts';
import { jobOfImport } from './imports.ts';
import { Refusal } from '../base/refusal.ts';
import type { Answered, Call, Operation } from './operation.ts';
import { listOf, pageOf } from './paging.ts';

const shownRow = ({ expiresAt: _expiresAt, ...result }: RowResult): z.infer<typeof rowAnswer> => result;

/** A cursor of these lists is the row that the page before ended with. @throws {Refusal} INPUT_INVALID for another */
function afterOf(after: string | undefined): { after?: number } {
  if (after === undefined) return {};
  if (/^[1-9]\d{0,8}$/.test(after)) return { after: Number(after) };
  throw new Refusal('INPUT_INVALID', 'the cursor is not of this listing', {
    faults: [{ pointer: '/cursor', detail: 'The cursor is not one that this list gave.' }],
  });
}

/** One page of what came of the rows of a job: of one outcome, or of all rows. */
export function rowsOf(
  table: Table,
  job: Job,
  { outcome, limit, after }: { outcome: Outcome | null; limit: number; after?: string | undefined },
): Promise<Page<RowResult>> {
  const from = { limit, ...afterOf(after) };
  if (outcome) return resultsOf(table, job.id, { ...from, outcome });
  const { place } = (job.checkpoint ?? { place: { row: 1 } }) as { place: { row: number } };
  return allResults(table, job.id, { ...from, last: place.row + LATEST });
}

/** Rows beyond the checkpoint that may have their result already. */
const LATEST = 1000;

async function list(call: Call<never>): Promise<Answered> {
  const job = await jobOfImport(call);
  const outcome = call.query.get('outcome') as Outcome | null;
  const page = await rowsOf(call.ports.table, job, { ...pageOf(call), outcome });
  return listOf({ ...page, items: page.items.map(shownRow) });
}

/** The parameter that says of which job, where there were several. */
export const MODE_PARAMETER = {
  description: 'Of which run; if it is not said, of the application, and before that of the dry run.',
  schema: z.enum(MODES),
};

/** Operations on what came of the rows of a file. */
export const IMPORT_ROW_OPERATIONS: readonly Operation[] = [
  {
    route: 'GET /admin/v1/imports/{importId}/rows',
    summary: 'Lists what came, or would come, of the rows of a file, in their order.',
    permission: 'imports.read',
    query: {
      mode: MODE_PARAMETER,
      outcome: { description: 'Chooses rows of this outcome.', schema: z.enum(OUTCOMES) },
    },
    answers: pages(rowAnswer),
    run: list,
  },
];
