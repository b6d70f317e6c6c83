import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import type { ListColumn } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import { useNotices } from '../../shell/notices.tsx';
import { CreateToken } from './create-token.tsx';

type Token = Thing<'ApiToken'>;

const COLUMNS: readonly ListColumn<Token>[] = [
  { id: 'name', header: 'Name', isName: true, cell: ({ name }) => name },
  { id: 'scopes', header: 'Scopes', cell: ({ scopes }) => scopes.join(', ') },
  {
    id: 'createdBy',
    header: 'Rests on',
    cell: ({ createdBy }) =>
      createdBy === 'iam' ? 'the AWS account' : <PageLink to={`/users/${createdBy}`}>a user</PageLink>,
  },
  { id: 'createdAt', header: 'Created', cell: ({ createdAt }) => <When at={createdAt} /> },
  { id: 'expiresAt', header: 'Ends', cell: ({ expiresAt }) => <When at={expiresAt} /> },
];

/** The keys by which programs use the admin API. */
export function Page(): ReactNode {
  const mayWrite = useMay()('api-tokens.write');
  return (
    <ListPage<Token>
      things="API tokens"
      thing="API token"
      title="API tokens"
      queryKey={['api-tokens']}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      columns={COLUMNS}
      load={({ filters: _none, find: _nothing, ...query }, signal) =>
        bodyOf(api.GET('/admin/v1/api-tokens', { signal, params: { query } }))
      }
      isSelectable={mayWrite}
      actions={({ selected, clear }) => (mayWrite ? <Actions selected={selected} clear={clear} /> : null)}
      empty="No program uses the admin API by a token."
    />
  );
}

function Actions({ selected, clear }: { readonly selected: readonly Token[]; readonly clear: () => void }): ReactNode {
  const [doing, setDoing] = useState<'create' | 'revoke'>();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [token, ...others] = selected;
  const one = others.length === 0 ? token : undefined;
  const close = (): void => setDoing(undefined);
  const revoke = async (): Promise<void> => {
    if (!one) return;
    await api.DELETE('/admin/v1/api-tokens/{tokenId}', { params: { path: { tokenId: one.id } } });
    tell({ type: 'success', content: `${one.name} was revoked.` });
    clear();
    await queries.invalidateQueries({ queryKey: ['api-tokens'] });
  };
  return (
    <>
      <Button disabled={!one} onClick={() => setDoing('revoke')}>
        Revoke
      </Button>
      <Button variant="primary" onClick={() => setDoing('create')}>
        Create token
      </Button>
      {doing === 'create' ? <CreateToken onClose={close} /> : null}
      {doing === 'revoke' && one ? (
        <ConfirmDelete
          title={`Revoke ${one.name}?`}
          consequence="Programs that use it are refused at once. A token cannot be brought back."
          verb="Revoke"
          onConfirm={revoke}
          onClose={close}
        />
      ) : null}
    </>
  );
}
