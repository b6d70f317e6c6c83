import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { CopyText } from '../../patterns/copy-text.tsx';
import { When } from '../../patterns/when.tsx';

/** Hours that may be unsealed: one is open, one waits for what was begun in it. */
const HOURS_BEHIND = 3;

const HOUR_MS = 3_600_000;

/** How far the log is sealed, and the head to note down elsewhere. */
export function ChainState(): ReactNode {
  const { data } = useQuery({
    queryKey: ['audit-chain'],
    queryFn: ({ signal }) => bodyOf(api.GET('/admin/v1/audit/chain', { signal })),
  });
  if (!data) return 'Every change and every sign-in.';
  if (!data.through || !data.head) return <StatusIndicator type="pending">Nothing is sealed yet</StatusIndicator>;
  const end = new Date(Date.parse(`${data.through}:00:00Z`) + HOUR_MS).toISOString();
  return (
    <>
      <StatusIndicator type={data.unsealedHours > HOURS_BEHIND ? 'warning' : 'success'}>
        Sealed to <When at={end} />
      </StatusIndicator>{' '}
      · head <CopyText text={data.head} />
    </>
  );
}
