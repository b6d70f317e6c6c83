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
import { readUser, type User, useUser, useUsersChanged } from './user-data.ts';
import { USER_LABELS, UserFields } from './user-fields.tsx';

/** What this page changes of a user. */
const editable = (user: User): Partial<User> =>
  Object.fromEntries(Object.entries(user).filter(([field]) => field in USER_LABELS));

/** Changes what is written of a user. */
export function Page(): ReactNode {
  const { value: user, version } = useUser();
  const navigate = useNavigate();
  const { tell } = useNotices();
  const changed = useUsersChanged();
  usePageName(`Edit ${user.userName}`);
  const form = useEntityForm<Partial<User>>({
    start: editable(user),
    version,
    save: async (values, base) => {
      const body = patchOf(base.start, values) as Thing<'UserPatch'>;
      const params = { path: { userId: user.id }, header: ifMatch(base.version) };
      await api.PATCH('/admin/v1/users/{userId}', { params, body });
      tell({ type: 'success', content: 'The user was changed.' });
      await changed();
      void navigate(`/users/${user.id}`);
    },
    reload: async () => {
      const fresh = await readUser(user.id);
      return { ...fresh, value: editable(fresh.value) };
    },
  });
  return (
    <ContentLayout header={<Header variant="h1">Edit {user.userName}</Header>}>
      <EntityFormView
        form={form}
        submitText="Save changes"
        labels={USER_LABELS}
        onCancel={() => void navigate(`/users/${user.id}`)}
      >
        <UserFields />
      </EntityFormView>
    </ContentLayout>
  );
}
