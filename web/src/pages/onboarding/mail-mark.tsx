import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useMay } from '../../session/me.ts';
import { useAct } from '../../shell/notices.tsx';
import type { Onboarding } from './status.tsx';

/** Whether mails reach a user; where none do, it can be said that they shall be tried again. */
export function MailMark({ user: { userId, userName, email, mail } }: { readonly user: Onboarding }): ReactNode {
  const may = useMay();
  const act = useAct();
  const queries = useQueryClient();
  if (!mail) return '–';
  const release = async (): Promise<void> => {
    await api.DELETE('/admin/v1/users/{userId}/mail-suppression', { params: { path: { userId } } });
    await queries.invalidateQueries({ queryKey: ['onboarding'] });
  };
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="error">{mail.state === 'bounced' ? 'Came back' : 'Called junk'}</StatusIndicator>
      {mail.reason ? <span>{mail.reason}</span> : null}
      {may('users.write') ? (
        <Button
          variant="inline-link"
          ariaLabel={`Send mails to ${userName} again`}
          onClick={() => void act(release, `Mails go to ${email} again.`)}
        >
          Send again
        </Button>
      ) : null}
    </SpaceBetween>
  );
}
