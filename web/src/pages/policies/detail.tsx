import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, ifMatch, type Thing, versionedOf } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { patchOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { useMay } from '../../session/me.ts';
import { useNotices } from '../../shell/notices.tsx';
import { usePageName } from '../../shell/page-name.tsx';
import { Affected } from './affected.tsx';
import { LABELS, numbered, PolicyFields, type PolicyValues, valuesOf } from './form.tsx';

const read = (policyId: string) =>
  versionedOf(api.GET('/admin/v1/policies/{policyId}', { params: { path: { policyId } } }));

/** One policy: what it says, and whom it is about. */
export function Page(): ReactNode {
  const { policyId = '' } = useParams();
  const { data } = useSuspenseQuery({ queryKey: ['policies', policyId], queryFn: () => read(policyId) });
  const mayWrite = useMay()('policies.write');
  usePageName(data.value.name);
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={mayWrite && policyId !== 'default' ? <Delete policy={data.value} /> : null}>
          {data.value.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Edit key={policyId} policy={data.value} version={data.version} />
        <Affected policyId={policyId} />
      </SpaceBetween>
    </ContentLayout>
  );
}

function Edit({ policy, version }: { readonly policy: Thing<'Policy'>; readonly version: string }): ReactNode {
  const { id: policyId } = policy;
  const queries = useQueryClient();
  const { tell } = useNotices();
  const form = useEntityForm<PolicyValues>({
    start: valuesOf(policy),
    version,
    save: async (values, base) => {
      const body = numbered(patchOf(base.start, values)) as unknown as Thing<'PolicyPatch'>;
      const params = { path: { policyId }, header: ifMatch(base.version) };
      await api.PATCH('/admin/v1/policies/{policyId}', { body, params });
      await queries.invalidateQueries({ queryKey: ['policies'] });
    },
    reload: async () => {
      const now = await read(policyId);
      return { value: valuesOf(now.value), version: now.version };
    },
    onSaved: () =>
      tell({ type: 'success', content: 'The policy was saved. It holds from now on, for open sessions too.' }),
  });
  return (
    <EntityFormView form={form} submitText="Save changes" labels={LABELS}>
      <Container header={<Header variant="h2">What it says</Header>}>
        <PolicyFields isDefault={policyId === 'default'} />
      </Container>
    </EntityFormView>
  );
}

function Delete({ policy: { id: policyId, name } }: { readonly policy: Thing<'Policy'> }): ReactNode {
  const [isAsked, setAsked] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const remove = async (): Promise<void> => {
    const { version } = await read(policyId);
    const params = { path: { policyId }, header: ifMatch(version) };
    await api.DELETE('/admin/v1/policies/{policyId}', { params });
    await navigate('/policies');
    await queries.invalidateQueries({ queryKey: ['policies'] });
  };
  return (
    <>
      <Button onClick={() => setAsked(true)}>Delete</Button>
      {isAsked ? (
        <ConfirmDelete
          title={`Delete policy “${name}”?`}
          consequence="From then on the next policy that fits decides for everybody whom this one was about."
          onConfirm={remove}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}
