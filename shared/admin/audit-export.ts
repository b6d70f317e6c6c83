import type { AuditEvent } from '../audit/event.ts';
import { cursorAfter, searchEvents } from '../audit/search.ts';
import { csvLine } from '../base/csv.ts';
import { searchOf } from './audit-query.ts';
import { eventOf } from './change.ts';
import type { Answered, Call } from './operation.ts';
import { pageOf } from './paging.ts';

/** A form in which events are exported. */
export type ExportForm = 'csv' | 'jsonl';

/** Bytes of one part: a function's answer ends at 6 MB, in which every quotation mark counts twice. */
const PART_BYTES = 2_500_000;

/** Milliseconds after which a part ends, be it full or not; the function has 15 seconds. */
const PART_MS = 6000;

/** Events that are read at once. */
const PAGE = 200;

const COLUMNS: readonly (readonly [name: string, value: (event: AuditEvent) => unknown])[] = [
  ['at', ({ at }) => at],
  ['id', ({ id }) => id],
  ['action', ({ action }) => action],
  ['outcome', ({ outcome }) => outcome],
  ['reason', ({ reason }) => reason],
  ['actorType', ({ actor }) => actor.type],
  ['actorId', ({ actor }) => ('id' in actor ? actor.id : undefined)],
  ['target', ({ target }) => target],
  ['ip', ({ ip }) => ip],
  ['requestId', ({ requestId }) => requestId],
  ['before', ({ before }) => before],
  ['after', ({ after }) => after],
  ['details', ({ details }) => details],
];

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const LINE: Readonly<Record<ExportForm, (event: AuditEvent) => string>> = {
  csv: (event) => csvLine(COLUMNS.map(([, value]) => textOf(value(event)))),
  jsonl: (event) => `${JSON.stringify(event)}\n`,
};

/** What stands before the first line: for spreadsheets the mark that says UTF-8, and the names of the columns. */
const HEAD: Readonly<Record<ExportForm, string>> = {
  csv: `\ufeff${csvLine(COLUMNS.map(([name]) => name))}`,
  jsonl: '',
};

/** One part of an export, which is itself an event; where there is more, the answer leads to the next part. */
export async function exportEvents(form: ExportForm, call: Call<never>): Promise<Answered> {
  const { ports } = call;
  const search = searchOf(call);
  const deadline = performance.now() + PART_MS;
  let { after } = pageOf(call);
  let body = after === undefined ? HEAD[form] : '';
  let count = 0;
  const isFull = (): boolean => Buffer.byteLength(body) >= PART_BYTES || performance.now() > deadline;
  do {
    const page = await searchEvents(ports.table, { ...search, limit: PAGE, ...(after === undefined ? {} : { after }) });
    after = page.next;
    for (const event of page.items) {
      body += LINE[form](event);
      count += 1;
      if (!isFull()) continue;
      after = cursorAfter(event);
      break;
    }
  } while (after !== undefined && !isFull());
  const { from, to, filters } = search;
  const details = { form, from, to, ...filters, events: count };
  await ports.table.commit([eventOf(call, 'audit.export', 'AUDIT', { details })]);
  return {
    body,
    fileName: `samlet-audit-${from.slice(0, 10)}-${to.slice(0, 10)}.${form}`,
    ...(after === undefined ? {} : { next: nextPart(form, call, { from, to, cursor: after }) }),
  };
}

/** The same export from there on; its span is spelt out, since "now" would be another. */
function nextPart(form: ExportForm, { query }: Call<never>, more: Readonly<Record<string, string>>): string {
  return `/admin/v1/audit/events.${form}?${new URLSearchParams({ ...Object.fromEntries(query), ...more })}`;
}
