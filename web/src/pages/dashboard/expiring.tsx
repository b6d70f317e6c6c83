import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { When } from '../../patterns/when.tsx';
import type { Figures } from './dashboard-data.ts';

type Ending = Figures['expiring'][number];

const KINDS: Readonly<Record<Ending['kind'], string>> = {
  'signing-certificate': 'Our certificate',
  'app-certificate': 'Certificate of an app',
  'api-token': 'API token',
};

const WEEK_MS = 7 * 86_400_000;

/** How much is to be made of an end: it is over, it comes within a week, or it is some way off. */
function kindOfEnd(expiresAt: string): 'error' | 'warning' | 'info' {
  const left = Date.parse(expiresAt) - Date.now();
  if (left < 0) return 'error';
  return left < WEEK_MS ? 'warning' : 'info';
}

/** A cell is a function that the table calls, no component: it must keep no state. */
const End = ({ expiresAt }: Ending): ReactNode => (
  <StatusIndicator type={kindOfEnd(expiresAt)}>
    <When at={expiresAt} />
  </StatusIndicator>
);

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
