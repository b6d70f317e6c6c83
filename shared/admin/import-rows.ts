import * as z from 'zod/mini';
import { csvLine } from '../base/csv.ts';
import { Refusal } from '../base/refusal.ts';
import { MODES } from '../provisioning/import.ts';
import { allResults, type Outcome, OUTCOMES, resultsOf, type RowResult } from '../provisioning/import-results.ts';
import type { Job } from '../provisioning/job.ts';
import type { Page, Table } from '../table/table.ts';
import { file, pages } from './answers.ts';
import { rowAnswer } from './import-schemas.ts';
import { jobOfImport } from './imports.ts';
import { type Answered, type Call, type Operation, param } from './operation.ts';
import { listOf, pageOf, PAGING } from './paging.ts';

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

/** Rows that one part of the file of failed rows holds: it is read and sent within the time that a request has. */
const PART = 5000;

/** The failed rows as CSV, part by part; no cell of it is a formula to a spreadsheet. */
async function failedRows(call: Call<never>): Promise<Answered> {
  const job = await jobOfImport(call);
  const after = call.query.get('cursor') ?? undefined;
  const page = await rowsOf(call.ports.table, job, { outcome: 'failed', limit: PART, after });
  const head = after === undefined ? csvLine(['row', 'userName', 'email', 'reason']) : '';
  const lines = page.items.map(({ row, userName = '', email = '', reason = '' }) =>
    csvLine([String(row), userName, email, reason]),
  );
  const query = new URLSearchParams({ ...Object.fromEntries(call.query), cursor: page.next ?? '' });
  return {
    body: head + lines.join(''),
    fileName: 'failed-rows.csv',
    ...(page.next ? { next: `/admin/v1/imports/${param(call, 'importId')}/result.csv?${String(query)}` } : {}),
  };
}

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
  {
    route: 'GET /admin/v1/imports/{importId}/result.csv',
    summary: 'Gives the rows that failed, or would fail, as CSV: number, user name, mail address and reason.',
    permission: 'imports.read',
    query: { mode: MODE_PARAMETER, cursor: PAGING.cursor },
    answers: file('text/csv; charset=utf-8'),
    run: failedRows,
  },
  {
    route: 'GET /admin/v1/imports/sample.csv',
    summary: 'Gives a CSV file to begin with: its columns, how they are filled, and a row of each kind.',
    permission: 'imports.read',
    answers: file('text/csv; charset=utf-8'),
    run: async () => ({
      body: (await import('../provisioning/import-sample.ts')).SAMPLE,
      fileName: 'users.csv',
    }),
  },
];
