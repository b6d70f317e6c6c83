import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Header from '@cloudscape-design/components/header';
import { useSuspenseQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { CopyText } from '../../patterns/copy-text.tsx';
import { When } from '../../patterns/when.tsx';

/** Days before its end from which on a certificate is pointed at. */
const SOON_DAYS = 30;

function End({ at }: { readonly at: string }): ReactNode {
  const [now] = useState(Date.now);
  const days = (Date.parse(at) - now) / 86_400_000;
  const type = days < 0 ? 'error' : days < SOON_DAYS ? 'warning' : 'success';
  return (
    <StatusIndicator type={type}>
      <When at={at} />
    </StatusIndicator>
  );
}

/** The certificates of an app, and when they end. */
export function Certificates({ appId }: { readonly appId: string }): ReactNode {
  const { data } = useSuspenseQuery({
    queryKey: ['apps', appId, 'certificates'],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/admin/v1/apps/{appId}/certificates', { signal, params: { path: { appId } } })),
  });
  return (
    <Table
      variant="container"
      items={[...data.items]}
      trackBy="fingerprint"
      header={
        <Header
          variant="h2"
          description="A certificate that has ended goes on to verify: it carries a key, and you vouch for it."
        >
          Certificates of the app
        </Header>
      }
      empty={
        <Box textAlign="center">The app has no certificates: it signs nothing, and nothing is encrypted for it.</Box>
      }
      columnDefinitions={[
        { id: 'subject', header: 'Subject', isRowHeader: true, cell: ({ subject }) => subject },
        { id: 'use', header: 'For', cell: ({ use }) => use },
        { id: 'key', header: 'Key', cell: ({ key }) => key },
        { id: 'notAfter', header: 'Ends', cell: ({ notAfter }) => <End at={notAfter} /> },
        {
          id: 'fingerprint',
          header: 'SHA-256',
          cell: ({ fingerprint }) => <CopyText text={fingerprint} name="the fingerprint" />,
        },
      ]}
    />
  );
}
