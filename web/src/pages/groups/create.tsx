import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { filledOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { useNotices } from '../../shell/notices.tsx';
import { GROUP_LABELS, useGroupsChanged } from './group-data.ts';
import { GroupFields } from './group-fields.tsx';

/** Makes a group. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useNotices();
  const changed = useGroupsChanged();
  const form = useEntityForm<Thing<'NewGroup'>>({
    start: { displayName: '' },
    save: async (values) => {
      const group = await bodyOf(api.POST('/admin/v1/groups', { body: filledOf(values) }));
      tell({ type: 'success', content: 'The group was created.' });
      await changed();
      void navigate(`/groups/${group.id}`);
    },
  });
  return (
    <ContentLayout header={<Header variant="h1">Create group</Header>}>
      <EntityFormView
        form={form}
        submitText="Create group"
        labels={GROUP_LABELS}
        onCancel={() => void navigate('/groups')}
      >
        <GroupFields />
      </EntityFormView>
    </ContentLayout>
  );
}
