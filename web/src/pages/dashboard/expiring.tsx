import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { type ReactNode, useState } from 'react';
import { When } from '../../patterns/when.tsx';
import type { Figures } from './dashboard-data.ts';

type Ending = Figures['expiring'][number];

const KINDS: Readonly<Record<Ending['kind'], string>> = {
  'signing-certificate': 'Our certificate',
  'app-certificate': 'Certificate of an app',
  'api-token': 'API token',
};

const WEEK_MS = 7 * 86_400_000;

function End({ expiresAt }: Ending): ReactNode {
  const [now] = useState(Date.now);
  const left = Date.parse(expiresAt) - now;
  return (
    <StatusIndicator type={left < 0 ? 'error' : left < WEEK_MS ? 'warning' : 'info'}>
      <When at={expiresAt} />
    </StatusIndicator>
  );
}

/** Certificates and tokens that end soon, or have ended. */
export const Expiring = ({ figures: { expiring } }: { readonly figures: Figures }): ReactNode => (
  <Table
    items={expiring}
    header={<Header variant="h2">Ends soon</Header>}
    columnDefinitions={[
      { id: 'name', header: 'Name', cell: ({ name }) => name, isRowHeader: true },
      { id: 'kind', header: 'What', cell: ({ kind }) => KINDS[kind] },
      { id: 'end', header: 'End', cell: End },
    ]}
    empty={<Box color="text-body-secondary">No certificate and no token ends soon.</Box>}
  />
);
