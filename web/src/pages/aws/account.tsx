import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, bodyOf, ifMatch, type Thing, versionedOf } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { ListSection } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { useMay } from '../../session/me.ts';
import { usePageName } from '../../shell/page-name.tsx';
import { PasteRoles } from './paste-roles.tsx';
import { RenameAccount } from './rename-account.tsx';
import { RolePanel } from './role-panel.tsx';

type Role = Thing<'AwsRole'>;

/** One account with its roles; `?role=` opens one of them. */
export function Page(): ReactNode {
  const { accountId = '' } = useParams();
  const [query] = useSearchParams();
  const params = { path: { accountId } };
  const { data } = useSuspenseQuery({
    queryKey: ['aws', 'accounts', accountId],
    queryFn: ({ signal }) => versionedOf(api.GET('/admin/v1/aws/accounts/{accountId}', { signal, params })),
  });
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'delete' | 'paste' | 'rename'>();
  const close = (): void => {
    setAsked(undefined);
    void queries.invalidateQueries({ queryKey: ['aws'] });
  };
  const account = data.value;
  usePageName(account.name);
  const role = query.get('role');
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={`${account.id}, partition ${account.partition}`}
        actions={
          may('aws.write') ? (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setAsked('delete')}>Delete</Button>
              <Button onClick={() => setAsked('rename')}>Rename</Button>
            </SpaceBetween>
          ) : null
        }
      >
        {account.name}
      </Header>
      {role === null ? null : <RolePanel key={role} accountId={accountId} roleName={role} />}
      <ListSection<Role>
        things="roles"
        thing="role"
        title="Roles"
        queryKey={['aws', 'roles', accountId]}
        idOf={({ name }) => name}
        nameOf={({ name }) => name}
        columns={[
          {
            id: 'name',
            header: 'Role',
            isName: true,
            cell: ({ name }) => (
              <PageLink to={`/aws/accounts/${accountId}?role=${encodeURIComponent(name)}`}>{name}</PageLink>
            ),
          },
          {
            id: 'session',
            header: 'Longest session',
            cell: ({ maxSessionSeconds }) => `${maxSessionSeconds / 3600} h`,
          },
          { id: 'tags', header: 'Session tags', cell: ({ tagSession }) => (tagSession ? 'Allowed' : 'No') },
          { id: 'source', header: 'Source identity', cell: ({ sourceIdentity }) => (sourceIdentity ? 'Sent' : 'No') },
          { id: 'arn', header: 'ARN', isExtra: true, cell: ({ roleArn }) => roleArn },
        ]}
        empty="Paste the pairs of ARNs of its roles."
        load={({ find: _find, filters: _none, ...page }, signal) =>
          bodyOf(api.GET('/admin/v1/aws/accounts/{accountId}/roles', { signal, params: { ...params, query: page } }))
        }
        actions={() =>
          may('aws.write') ? (
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => void navigate('/aws')}>Assign</Button>
              <Button variant="primary" onClick={() => setAsked('paste')}>
                Add roles
              </Button>
            </SpaceBetween>
          ) : null
        }
      />
      {asked === 'paste' ? <PasteRoles onClose={close} /> : null}
      {asked === 'rename' ? <RenameAccount account={account} version={data.version} onClose={close} /> : null}
      {asked === 'delete' ? (
        <ConfirmDelete
          title={`Delete account ${account.name}?`}
          consequence="Its roles and their assignments go with it: nobody can take them any more. In AWS nothing changes."
          typed={account.name}
          onConfirm={async () => {
            await api.DELETE('/admin/v1/aws/accounts/{accountId}', {
              params: { ...params, header: ifMatch(data.version) },
            });
            await navigate('/aws/accounts');
            void queries.invalidateQueries({ queryKey: ['aws', 'accounts', 'list'] });
            void queries.invalidateQueries({ queryKey: ['aws', 'matrix'] });
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </SpaceBetween>
  );
}
