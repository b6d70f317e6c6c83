import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api, ifMatch, type Thing } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { patchOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { useNotices } from '../../shell/notices.tsx';
import { usePageName } from '../../shell/page-name.tsx';
import { type Group, GROUP_LABELS, readGroup, useGroup, useGroupsChanged } from './group-data.ts';
import { GroupFields } from './group-fields.tsx';

/** What this page changes of a group. */
const editable = (group: Group): Partial<Group> =>
  Object.fromEntries(Object.entries(group).filter(([field]) => field in GROUP_LABELS));

/** Changes what is written of a group. */
export function Page(): ReactNode {
  const { value: group, version } = useGroup();
  const navigate = useNavigate();
  const { tell } = useNotices();
  const changed = useGroupsChanged();
  usePageName(`Edit ${group.displayName}`);
  const form = useEntityForm<Partial<Group>>({
    start: editable(group),
    version,
    save: async (values, base) => {
      const body = patchOf(base.start, values) as Thing<'GroupPatch'>;
      const params = { path: { groupId: group.id }, header: ifMatch(base.version) };
      await api.PATCH('/admin/v1/groups/{groupId}', { params, body });
      tell({ type: 'success', content: 'The group was changed.' });
      await changed();
      void navigate(`/groups/${group.id}`);
    },
    reload: async () => {
      const fresh = await readGroup(group.id);
      return { ...fresh, value: editable(fresh.value) };
    },
  });
  return (
    <ContentLayout header={<Header variant="h1">Edit {group.displayName}</Header>}>
      <EntityFormView
        form={form}
        submitText="Save changes"
        labels={GROUP_LABELS}
        onCancel={() => void navigate(`/groups/${group.id}`)}
      >
        <GroupFields />
      </EntityFormView>
    </ContentLayout>
  );
}
