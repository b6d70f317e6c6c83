import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { send } from '../../api/send.ts';
import { DownloadButton } from '../../patterns/download-button.tsx';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListSection } from '../../patterns/list-page.tsx';

type Row = Thing<'ImportRow'>;

const COLUMNS: readonly ListColumn<Row>[] = [
  { id: 'row', header: 'Row', isName: true, cell: ({ row }) => row },
  { id: 'outcome', header: 'Outcome', cell: ({ outcome }) => outcome },
  { id: 'userName', header: 'User name', cell: ({ userName = '–' }) => userName },
  { id: 'email', header: 'Mail address', cell: ({ email = '–' }) => email },
  { id: 'reason', header: 'Reason', cell: ({ reason = '–' }) => reason },
];

const OUTCOMES = ['failed', 'created', 'updated', 'deleted', 'unchanged'] as const;

/** All parts of the file of failed rows, as one. */
async function failedRows(importId: string, mode: string): Promise<Blob> {
  const parts: Blob[] = [];
  let path: string | undefined = `/admin/v1/imports/${importId}/result.csv?mode=${mode}`;
  while (path !== undefined) {
    const answer: Response = await send(new Request(`${location.origin}${path}`));
    parts.push(await answer.blob());
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return new Blob(parts, { type: 'text/csv' });
}

/** What came, or would come, of the rows. */
export function Rows({
  importId,
  mode,
  isOver,
}: {
  readonly importId: string;
  readonly mode: 'apply' | 'dry-run';
  readonly isOver: boolean;
}): ReactNode {
  const load = ({ limit, cursor, filters }: ListQuery, signal: AbortSignal) => {
    const outcome = OUTCOMES.find((one) => one === filters['outcome']);
    const query = { mode, limit, ...(cursor ? { cursor } : {}), ...(outcome ? { outcome } : {}) };
    return bodyOf(api.GET('/admin/v1/imports/{importId}/rows', { signal, params: { path: { importId }, query } }));
  };
  return (
    <ListSection<Row>
      things="rows"
      thing="row"
      title="Rows"
      queryKey={['imports', importId, mode, isOver]}
      filters={[{ name: 'outcome', label: 'Outcome', options: OUTCOMES.map((value) => ({ value, label: value })) }]}
      idOf={({ row }) => String(row)}
      nameOf={({ row }) => `row ${row}`}
      columns={COLUMNS}
      load={load}
      actions={() => (
        <DownloadButton fileName="failed-rows.csv" load={() => failedRows(importId, mode)} disabled={!isOver}>
          Failed rows
        </DownloadButton>
      )}
    />
  );
}
