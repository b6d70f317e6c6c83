import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import { ProblemText, useNotices } from '../../shell/notices.tsx';
import { begun, type Plan } from './configuration-data.ts';
import { PlanChanges } from './plan-changes.tsx';
import { PlanProgress } from './plan-progress.tsx';

/** A plan with what is to be read twice, and the button that carries it out. */
export function PlanPanel({ plan }: { readonly plan: Plan }): ReactNode {
  const { tell } = useNotices();
  const [jobId, setJobId] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const begin = async (): Promise<void> => setJobId(await begun(plan));
  const apply = async (): Promise<void> => {
    if (plan.deletes > 0) return setAsking(true);
    setBusy(true);
    await begin().catch((error: unknown) => tell({ type: 'error', content: <ProblemText error={error} /> }));
    setBusy(false);
  };
  return (
    <SpaceBetween size="m">
      {plan.warnings.length > 0 ? (
        <Alert type="warning" header="Read this twice">
          {plan.warnings.map((warning) => (
            <div key={warning}>{warning}</div>
          ))}
        </Alert>
      ) : null}
      <PlanChanges plan={plan} />
      {jobId === undefined ? (
        <Button variant="primary" loading={isBusy} disabled={plan.changes.length === 0} onClick={() => void apply()}>
          Apply
        </Button>
      ) : (
        <PlanProgress jobId={jobId} />
      )}
      {isAsking ? (
        <ConfirmDelete
          title={`Apply the plan and delete ${plan.deletes} things?`}
          consequence="What is deleted does not come back with an older document: its assignments and members are lost."
          typed={`delete ${plan.deletes}`}
          verb="Apply"
          onConfirm={begin}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </SpaceBetween>
  );
}
