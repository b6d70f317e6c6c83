import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../shell/notices.tsx';

/** What is asked before something is done that cannot be undone. */
interface Confirmation {
  /** The question: "Delete user maya?" */
  readonly title: string;
  /** What goes with it, in a sentence. */
  readonly consequence: ReactNode;
  /** What must be typed first; for what destroys much. */
  readonly typed?: string;
  /** What the button says. @default Delete */
  readonly verb?: string;
  readonly onConfirm: () => Promise<unknown>;
  /** It was done, or it was left. */
  readonly onClose: () => void;
}

/** Asks before a deletion, or whatever else cannot be taken back; what goes wrong is told in place. */
export function ConfirmDelete({
  title,
  consequence,
  typed,
  verb = 'Delete',
  onConfirm,
  onClose,
}: Confirmation): ReactNode {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={isBusy}
              disabled={typed !== undefined && text.trim() !== typed}
              onClick={() => void confirm()}
            >
              {verb}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error === undefined ? null : (
          <Alert type="error">
            <ProblemText error={error} />
          </Alert>
        )}
        <Box>{consequence}</Box>
        {typed === undefined ? null : (
          <FormField label={`Type “${typed}” to confirm`}>
            <Input value={text} onChange={({ detail }) => setText(detail.value)} autoComplete={false} />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
