import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import type { ListColumn, ListQuery } from '../../patterns/list-definition.ts';
import { ListSection } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { useMay } from '../../session/me.ts';

type Row = Thing<'ImportRow'>;

const COLUMNS: readonly ListColumn<Row>[] = [
  {
    id: 'userName',
    header: 'User name',
    isName: true,
    cell: ({ userId, userName = '' }) => (userId ? <PageLink to={`/users/${userId}`}>{userName}</PageLink> : userName),
  },
  { id: 'email', header: 'Mail address', cell: ({ email }) => email },
];

/** Those who were created, of whom some or all are mailed the link by which they set a password. */
export function CreatedUsers({ importId }: { readonly importId: string }): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  const load = ({ limit, cursor }: ListQuery, signal: AbortSignal) => {
    const query = { mode: 'apply', outcome: 'created', limit, ...(cursor ? { cursor } : {}) } as const;
    return bodyOf(api.GET('/admin/v1/imports/{importId}/rows', { signal, params: { path: { importId }, query } }));
  };
  const mail = async (rows: readonly Row[]): Promise<void> => {
    const userIds = rows.flatMap(({ userId }) => userId ?? []).slice(0, 100);
    const body = { action: 'send', ...(userIds.length > 0 ? { userIds } : { importId }) } as const;
    const job = await bodyOf(api.POST('/admin/v1/onboarding/actions', { body }));
    void navigate(`/jobs/${job.id}`);
  };
  return (
    <ListSection<Row>
      things="users"
      thing="user"
      title="Created users"
      description="Choose who is mailed the link by which they set their password."
      queryKey={['imports', importId, 'created']}
      idOf={({ row }) => String(row)}
      nameOf={({ userName = '' }) => userName}
      columns={COLUMNS}
      load={load}
      isSelectable
      actions={({ selected }) =>
        may('users.write') ? (
          <>
            <Button disabled={selected.length === 0} onClick={() => void mail(selected)}>
              Mail those selected
            </Button>
            <Button variant="primary" onClick={() => void mail([])}>
              Mail all
            </Button>
          </>
        ) : null
      }
    />
  );
}
