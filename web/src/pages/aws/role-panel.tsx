import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, ifMatch, versionedOf } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { CopyText } from '../../patterns/copy-text.tsx';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { useMay } from '../../session/me.ts';
import { ProblemText } from '../../shell/notices.tsx';
import { RoleForm } from './role-form.tsx';
import { RolePreview } from './role-preview.tsx';

interface Named {
  readonly accountId: string;
  readonly roleName: string;
}

/** One role: what it is, and what AWS would be told when somebody takes it. */
export function RolePanel({ accountId, roleName }: Named): ReactNode {
  const params = { path: { accountId, roleName } };
  const { data } = useSuspenseQuery({
    queryKey: ['aws', 'role', accountId, roleName],
    queryFn: ({ signal }) =>
      versionedOf(api.GET('/admin/v1/aws/accounts/{accountId}/roles/{roleName}', { signal, params })),
  });
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'delete' | 'edit'>();
  const role = data.value;
  const close = (): void => {
    setAsked(undefined);
    void queries.invalidateQueries({ queryKey: ['aws'] });
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={role.description ?? 'A role of this account'}
          actions={
            may('aws.write') ? (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setAsked('delete')}>Delete role</Button>
                <Button onClick={() => setAsked('edit')}>Edit role</Button>
              </SpaceBetween>
            ) : null
          }
        >
          {role.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          minColumnWidth={240}
          items={[
            { label: 'Role ARN', value: <CopyText text={role.roleArn} name="the role’s ARN" /> },
            { label: 'Provider ARN', value: <CopyText text={role.providerArn} name="the provider’s ARN" /> },
            { label: 'Longest session', value: `${role.maxSessionSeconds / 3600} h` },
            {
              label: 'Trust policy allows',
              value: [
                'sts:AssumeRoleWithSAML',
                ...(role.tagSession ? ['sts:TagSession'] : []),
                ...(role.sourceIdentity ? ['sts:SetSourceIdentity'] : []),
              ].join(', '),
            },
          ]}
        />
        <PreviewFor accountId={accountId} roleName={role.name} />
      </SpaceBetween>
      {asked === 'edit' ? <RoleForm role={role} version={data.version} onClose={close} /> : null}
      {asked === 'delete' ? (
        <ConfirmDelete
          title={`Delete role ${role.name}?`}
          consequence="Its assignments go with it. In AWS nothing changes."
          onConfirm={async () => {
            await api.DELETE('/admin/v1/aws/accounts/{accountId}/roles/{roleName}', {
              params: { ...params, header: ifMatch(data.version) },
            });
            await navigate(`/aws/accounts/${accountId}`);
            void queries.invalidateQueries({ queryKey: ['aws', 'roles'] });
            void queries.invalidateQueries({ queryKey: ['aws', 'matrix'] });
          }}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </Container>
  );
}

/** What AWS would be told of a user who takes the role. */
function PreviewFor({ accountId, roleName }: Named): ReactNode {
  const [user, setUser] = useState<Principal>();
  const { data, error } = useQuery({
    queryKey: ['aws', 'preview', accountId, roleName, user?.id ?? ''],
    enabled: user !== undefined,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/admin/v1/aws/accounts/{accountId}/roles/{roleName}/preview', {
          signal,
          params: { path: { accountId, roleName }, query: { userId: user?.id ?? '' } },
        }),
      ),
  });
  return (
    <SpaceBetween size="m">
      <Box variant="h3">The assertion for a user</Box>
      <PrincipalSelect label="User of the preview" chosen={user} onChoose={setUser} withGroups={false} />
      {error ? (
        <Box color="text-status-error">
          <ProblemText error={error} />
        </Box>
      ) : null}
      {data ? <RolePreview preview={data} /> : null}
    </SpaceBetween>
  );
}
