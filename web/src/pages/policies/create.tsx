import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, ifMatch, type Thing, versionedOf } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { filledOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { useNotices } from '../../shell/notices.tsx';
import { LABELS, NEW_POLICY, numbered, PolicyFields, type PolicyValues } from './form.tsx';

/** A new policy, last before the default. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tell } = useNotices();
  const { data } = useSuspenseQuery({
    queryKey: ['policies'],
    queryFn: () => versionedOf(api.GET('/admin/v1/policies')),
  });
  const form = useEntityForm<PolicyValues>({
    start: NEW_POLICY,
    version: data.version,
    save: async (values, { version }) => {
      const body = numbered(filledOf(values)) as unknown as Thing<'NewPolicy'>;
      await api.POST('/admin/v1/policies', { body, params: { header: ifMatch(version) } });
      await queries.invalidateQueries({ queryKey: ['policies'] });
    },
    // Of the list nothing is typed here: its newest version is all that saving again needs.
    reload: async () => ({
      value: NEW_POLICY,
      version: (await versionedOf(api.GET('/admin/v1/policies'))).version,
    }),
    onSaved: () => {
      tell({
        type: 'success',
        content: 'The policy was created. It stands last before the default: move it up if others must not come first.',
      });
      void navigate('/policies');
    },
  });
  return (
    <ContentLayout header={<Header variant="h1">Create policy</Header>}>
      <EntityFormView
        form={form}
        submitText="Create policy"
        labels={LABELS}
        onCancel={() => void navigate('/policies')}
      >
        <Container>
          <PolicyFields />
        </Container>
      </EntityFormView>
    </ContentLayout>
  );
}
