import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import { SampleButton } from './sample-button.tsx';

type Entry = Thing<'ImportEntry'>;

const nameOf = ({ fileName, id }: Entry): string => fileName ?? id;

const COLUMNS: readonly ListColumn<Entry>[] = [
  {
    id: 'fileName',
    header: 'File',
    isName: true,
    cell: (entry) => <PageLink to={`/imports/${entry.id}`}>{nameOf(entry)}</PageLink>,
  },
  { id: 'createdAt', header: 'Uploaded', cell: ({ createdAt }) => <When at={createdAt} /> },
  {
    id: 'state',
    header: 'So far',
    cell: ({ applyJobId, dryRunJobId }) => (applyJobId ? 'Applied' : dryRunJobId ? 'Dry run' : 'Uploaded'),
  },
];

const load = ({ limit, cursor }: ListQuery, signal: AbortSignal) =>
  bodyOf(api.GET('/admin/v1/imports', { signal, params: { query: { limit, ...(cursor ? { cursor } : {}) } } }));

/** The files of the last 30 days. */
export function Page(): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  return (
    <ListPage<Entry>
      things="imports"
      thing="import"
      title="Bulk upload"
      queryKey={['imports']}
      idOf={({ id }) => id}
      nameOf={nameOf}
      columns={COLUMNS}
      load={load}
      actions={() => (
        <>
          <SampleButton />
          {may('imports.write') ? (
            <Button variant="primary" onClick={() => void navigate('/imports/new')}>
              Upload a file
            </Button>
          ) : null}
        </>
      )}
      empty="Download the sample file, fill it, and upload it."
    />
  );
}
