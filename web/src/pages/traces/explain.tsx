import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { ProblemText } from '../../shell/notices.tsx';
import { Explained } from './explained.tsx';

/** The most that the API takes, in characters. */
const LONGEST = 300_000;

/** A box for whatever somebody was shown: it is explained, and kept nowhere. */
export function Page(): ReactNode {
  const [text, setText] = useState('');
  const explaining = useMutation({
    mutationFn: (pasted: string) => bodyOf(api.POST('/admin/v1/explanations', { body: { text: pasted } })),
  });
  const isTooLong = text.length > LONGEST;
  const ask = (pasted: string): void => {
    if (pasted.trim() !== '' && pasted.length <= LONGEST) explaining.mutate(pasted);
  };
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="Paste what you or somebody else was shown. It is looked at and forgotten.">
          Explain an error
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              ask(text);
            }}
            onPaste={({ clipboardData }) => ask(clipboardData.getData('text'))}
          >
            <SpaceBetween size="m">
              <FormField
                label="What was shown"
                description="A SAMLResponse or SAMLRequest in any form, the text of an error from AWS, IAM Identity Center or Samlet, a request ID of AWS, or the number on an error page."
                errorText={isTooLong ? `This is longer than ${LONGEST.toLocaleString()} characters.` : undefined}
                stretch
              >
                <Textarea
                  value={text}
                  rows={8}
                  spellcheck={false}
                  autoComplete={false}
                  placeholder="RoleSessionName is required in AuthnResponse"
                  onChange={({ detail }) => setText(detail.value)}
                />
              </FormField>
              <Button
                variant="primary"
                formAction="submit"
                loading={explaining.isPending}
                disabled={text.trim() === '' || isTooLong}
              >
                Explain
              </Button>
            </SpaceBetween>
          </form>
        </Container>
        {explaining.error ? (
          <Alert type="error" header="It could not be explained; your text is still there">
            <ProblemText error={explaining.error} />
          </Alert>
        ) : null}
        <div aria-live="polite">{explaining.data ? <Explained explanation={explaining.data} /> : null}</div>
      </SpaceBetween>
    </ContentLayout>
  );
}
