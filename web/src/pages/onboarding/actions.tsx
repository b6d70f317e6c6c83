import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import { type ReactNode, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, bodyOf } from '../../api/client.ts';
import { ConfirmDelete } from '../../patterns/confirm-delete.tsx';
import type { ListActions } from '../../patterns/list-definition.ts';
import { useMay } from '../../session/me.ts';
import { type Onboarding, STATUSES } from './status.tsx';

const ACTIONS = [
  { value: 'send', label: 'Send activation mail with password link' },
  { value: 'resend', label: 'Send activation mail again' },
  { value: 'expire', label: 'End activation links' },
] as const;

type Action = (typeof ACTIONS)[number]['value'];

const CONSEQUENCES: Readonly<Record<Action, string>> = {
  send: 'Each of them who has no password and was not invited yet is mailed a link by which they set one. It works for 7 days.',
  resend: 'Each of them who has no password is mailed a new link. Links that were sent before work until they expire.',
  expire: 'Links that were mailed to them stop to work at once. They can be invited again.',
};

/** The statuses for all of whose users something can be done. */
const OPEN = ['not-invited', 'invited', 'expired', 'bounced'] as const;

/** "Select action" and "Apply": for the users who are selected, or for all of the status that is shown. */
export function OnboardingActions({ selected, clear }: ListActions<Onboarding>): ReactNode {
  const may = useMay();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [action, setAction] = useState<Action>('send');
  const [isAsking, setAsking] = useState(false);
  const status = OPEN.find((one) => one === parameters.get('status'));
  if (!may('users.write')) return null;
  const whom =
    selected.length > 0
      ? `${selected.length} ${selected.length === 1 ? 'user' : 'users'}`
      : `all users of status “${status ? STATUSES[status].label : ''}”`;
  const apply = async (): Promise<void> => {
    const userIds = selected.map(({ userId }) => userId).slice(0, 100);
    const body = { action, ...(userIds.length > 0 ? { userIds } : status ? { status } : {}) };
    const job = await bodyOf(api.POST('/admin/v1/onboarding/actions', { body }));
    clear();
    void navigate(`/jobs/${job.id}`);
  };
  return (
    <>
      <Select
        selectedOption={ACTIONS.find(({ value }) => value === action) ?? ACTIONS[0]}
        options={ACTIONS}
        ariaLabel="Select action"
        onChange={({ detail }) =>
          setAction(ACTIONS.find(({ value }) => value === detail.selectedOption.value)?.value ?? 'send')
        }
      />
      <Button
        variant="primary"
        disabled={selected.length === 0 && status === undefined}
        disabledReason="Select users, or choose a status."
        onClick={() => setAsking(true)}
      >
        Apply
      </Button>
      {isAsking ? (
        <ConfirmDelete
          title={`${ACTIONS.find(({ value }) => value === action)?.label}: ${whom}?`}
          consequence={CONSEQUENCES[action]}
          verb="Apply"
          onConfirm={apply}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
