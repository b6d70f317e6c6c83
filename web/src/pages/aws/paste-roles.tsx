import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ProblemText } from '../../shell/notices.tsx';

type Result = Thing<'RoleImportResult'>;

/** The lengths of a role's sessions that are mostly meant. */
export const HOURS = [1, 2, 4, 8, 12].map((hours) => ({
  value: String(hours * 3600),
  label: `${hours} hour${hours === 1 ? '' : 's'}`,
}));

const STATES = { created: 'success', exists: 'info', refused: 'error' } as const;
const WORDS = { created: 'added', exists: 'there already', refused: 'not taken' } as const;

/** Many roles at once, one pair of ARNs a line, each line answered for. */
export function PasteRoles({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const [createAccounts, setCreating] = useState(true);
  const [seconds, setSeconds] = useState('3600');
  const [result, setResult] = useState<Result>();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { text, createAccounts, maxSessionSeconds: Number(seconds) };
      setResult(await bodyOf(api.POST('/admin/v1/aws/roles/import', { body })));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Modal
      visible
      size="large"
      header="Paste roles"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {result ? 'Close' : 'Cancel'}
            </Button>
            <Button variant="primary" loading={isBusy} onClick={() => void go()}>
              Add roles
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {problem === undefined ? null : (
          <Alert type="error">
            <ProblemText error={problem} />
          </Alert>
        )}
        <FormField
          label="Pairs of ARNs"
          description="Role and provider of one role on each line, in either order, with or without brackets."
          constraintText="100 lines at the most; what is empty or begins with # is passed over."
          stretch
        >
          <Textarea
            rows={8}
            value={text}
            placeholder="arn:aws:iam::123456789012:role/Developer,arn:aws:iam::123456789012:saml-provider/Samlet"
            onChange={({ detail }) => setText(detail.value)}
          />
        </FormField>
        <FormField label="Longest session" description="No longer than the roles’ own limits in IAM.">
          <Select
            options={HOURS}
            selectedOption={HOURS.find(({ value }) => value === seconds) ?? null}
            onChange={({ detail }) => setSeconds(detail.selectedOption.value ?? '3600')}
          />
        </FormField>
        <Toggle
          checked={createAccounts}
          onChange={({ detail }) => setCreating(detail.checked)}
          description="By their number; name them afterwards."
        >
          Add accounts that are not registered
        </Toggle>
        {result ? <Outcome result={result} /> : null}
      </SpaceBetween>
    </Modal>
  );
}

const Outcome = ({ result: { created, existing, refused, lines } }: { readonly result: Result }): ReactNode => (
  <div aria-live="polite">
    <Alert
      type={refused > 0 ? 'warning' : 'success'}
      header={`${created} added, ${existing} there already, ${refused} not taken`}
    >
      <SpaceBetween size="xxs">
        {lines.map(({ line, outcome, roleName, accountId, details = [] }) => (
          <StatusIndicator key={line} type={STATES[outcome]} wrapText>
            Line {line}: {roleName ? `${roleName} in ${accountId ?? ''} ` : ''}
            {WORDS[outcome]}
            {details.length > 0 ? ` – ${details.join(' ')}` : ''}
          </StatusIndicator>
        ))}
      </SpaceBetween>
    </Alert>
  </div>
);
