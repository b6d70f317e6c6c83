import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { useMay } from '../../session/me.ts';
import { MailSheet } from './mail-sheet.tsx';
import { ProblemText, useNotices } from '../../shell/notices.tsx';
import './settings.css';

interface Shown {
  readonly kind: Thing<'MailTest'>['kind'];
  readonly template: Thing<'MailTemplate'>;
}

/** The mail as it would come, and a test to one's own address; what is typed need not be saved for either. */
export function MailPreview(body: Shown): ReactNode {
  const { tell } = useNotices();
  const mayWrite = useMay()('settings.write');
  const preview = useMutation({ mutationFn: () => bodyOf(api.POST('/admin/v1/settings/mail/preview', { body })) });
  const test = useMutation({
    mutationFn: () => bodyOf(api.POST('/admin/v1/settings/mail/test', { body })),
    onSuccess: ({ sentTo }) => tell({ type: 'success', content: `A test is on its way to ${sentTo}.` }),
  });
  const error = preview.error ?? test.error;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button loading={preview.isPending} onClick={() => preview.mutate()}>
                Preview
              </Button>
              {mayWrite ? (
                <Button loading={test.isPending} onClick={() => test.mutate()}>
                  Send a test to me
                </Button>
              ) : null}
            </SpaceBetween>
          }
        >
          Preview
        </Header>
      }
    >
      <SpaceBetween size="m">
        {error ? (
          <Alert type="error">
            <ProblemText error={error} />
          </Alert>
        ) : null}
        {preview.data ? <Mail mail={preview.data} /> : 'Press “Preview” to see the mail with what is typed above.'}
      </SpaceBetween>
    </Container>
  );
}

/** The mail in both of its forms. */
const Mail = ({ mail: { subject, html, text } }: { readonly mail: Thing<'MailPreview'> }): ReactNode => (
  <Tabs
    ariaLabel={subject}
    tabs={[
      {
        id: 'html',
        label: 'HTML',
        content: <MailSheet html={html} />,
      },
      { id: 'text', label: 'Text', content: <pre className="mail-text">{text}</pre> },
    ]}
  />
);
