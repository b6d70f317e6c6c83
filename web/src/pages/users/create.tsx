import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Toggle from '@cloudscape-design/components/toggle';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { filledOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { ProblemText, useNotices } from '../../shell/notices.tsx';
import { sendActivation, useUsersChanged } from './user-data.ts';
import { USER_LABELS, UserFields } from './user-fields.tsx';

/** Makes a user, who sets a password by a link that is mailed to them. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useNotices();
  const changed = useUsersChanged();
  const [isMailed, setMailed] = useState(true);
  const invite = async ({ id, email }: Thing<'User'>): Promise<void> => {
    try {
      await sendActivation(id);
      tell({ type: 'success', content: `The user was created; the activation mail goes to ${email}.` });
    } catch (error) {
      tell({
        type: 'warning',
        content: (
          <>
            The user was created, but no activation mail was sent: <ProblemText error={error} />
          </>
        ),
      });
    }
  };
  const form = useEntityForm<Thing<'NewUser'>>({
    start: { userName: '', email: '' },
    save: async (values) => {
      const user = await bodyOf(api.POST('/admin/v1/users', { body: filledOf(values) }));
      if (isMailed) await invite(user);
      else tell({ type: 'success', content: 'The user was created. Without a password nobody can sign in as them.' });
      await changed();
      void navigate(`/users/${user.id}`);
    },
  });
  return (
    <ContentLayout header={<Header variant="h1">Create user</Header>}>
      <EntityFormView
        form={form}
        submitText="Create user"
        labels={USER_LABELS}
        onCancel={() => void navigate('/users')}
      >
        <UserFields />
        <Container header={<Header variant="h2">Activation</Header>}>
          <Toggle
            checked={isMailed}
            onChange={({ detail }) => setMailed(detail.checked)}
            description="It holds a link by which they set their password. It can be sent later, too."
          >
            Send the activation mail now
          </Toggle>
        </Container>
      </EntityFormView>
    </ContentLayout>
  );
}
