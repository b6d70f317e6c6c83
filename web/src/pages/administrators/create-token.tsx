import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { type Problem, problemOf } from '../../api/problem.ts';
import { ProblemText } from '../../shell/notices.tsx';

/** Makes a token and shows its text, this once. */
export function CreateToken({ onClose }: { readonly onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [mayWrite, setMayWrite] = useState(false);
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const faultAt = (pointer: string): string | undefined =>
    problem?.faults.find((fault) => fault.pointer === pointer)?.detail;
  const create = async (): Promise<void> => {
    setBusy(true);
    try {
      const scopes: ('read' | 'write')[] = mayWrite ? ['read', 'write'] : ['read'];
      const made = await bodyOf(api.POST('/admin/v1/api-tokens', { body: { name, scopes, days: Number(days) } }));
      setText(made.token);
      await queries.invalidateQueries({ queryKey: ['api-tokens'] });
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  if (text !== undefined) return <Shown text={text} onClose={onClose} />;
  return (
    <Modal
      visible
      header="Create API token"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={isBusy} onClick={() => void create()}>
              Create token
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {problem && problem.faults.length === 0 ? (
          <Alert type="error">
            <ProblemText error={problem} />
          </Alert>
        ) : null}
        <FormField label="Name" description="The program that uses it." errorText={faultAt('/name')}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete={false} />
        </FormField>
        <FormField label="Days" description="It ends after 1 to 365 days." errorText={faultAt('/days')}>
          <Input value={days} inputMode="numeric" onChange={({ detail }) => setDays(detail.value)} />
        </FormField>
        <Checkbox
          checked={mayWrite}
          onChange={({ detail }) => setMayWrite(detail.checked)}
          description="Without it the token only reads."
        >
          May change things, as far as your own role may
        </Checkbox>
      </SpaceBetween>
    </Modal>
  );
}

/** The text is kept nowhere; the dialog closes by its buttons alone, so that no stray key or click loses it. */
const Shown = ({ text, onClose }: { readonly text: string; readonly onClose: () => void }): ReactNode => (
  <Modal
    visible
    header="The token was created"
    onDismiss={({ detail }) => detail.reason === 'closeButton' && onClose()}
    footer={
      <Box float="right">
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      </Box>
    }
  >
    <SpaceBetween size="m">
      <Alert type="warning">This is shown once. Keep it where secrets are kept.</Alert>
      <Box variant="code">{text}</Box>
      <CopyToClipboard
        copyButtonText="Copy"
        textToCopy={text}
        copyButtonAriaLabel="Copy the token"
        copySuccessText="Copied"
        copyErrorText="The browser did not copy it"
      />
    </SpaceBetween>
  </Modal>
);
