import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { type Problem, problemOf } from '../../api/problem.ts';
import { ProblemText } from '../../shell/notices.tsx';

/** Where a copy of an app is named. */
export function DuplicateDialog({
  app,
  onClose,
}: {
  readonly app: Thing<'App'>;
  readonly onClose: () => void;
}): ReactNode {
  const [name, setName] = useState(`${app.name} (copy)`);
  const [entityId, setEntityId] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const faultAt = (pointer: string): string | undefined =>
    problem?.faults.find((fault) => fault.pointer === pointer)?.detail;
  const go = async (): Promise<void> => {
    setBusy(true);
    try {
      const copy = await bodyOf(
        api.POST('/admin/v1/apps/{appId}/duplicate', { params: { path: { appId: app.id } }, body: { name, entityId } }),
      );
      await queries.invalidateQueries({ queryKey: ['apps'] });
      void navigate(`/apps/${copy.id}/edit`);
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      visible
      header={`Duplicate ${app.name}`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={isBusy} onClick={() => void go()}>
              Duplicate
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {problem && problem.faults.length === 0 ? (
          <Alert type="error">
            <ProblemText error={problem} />
          </Alert>
        ) : null}
        <Box>The copy is disabled and assigned to nobody until you have looked at it.</Box>
        <FormField label="Name" errorText={faultAt('/name')}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <FormField
          label="SP entity ID"
          description="Its own: two apps never share one."
          errorText={faultAt('/entityId')}
        >
          <Input value={entityId} onChange={({ detail }) => setEntityId(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
