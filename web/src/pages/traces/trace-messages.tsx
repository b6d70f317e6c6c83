import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';
import { XmlView } from '../../patterns/xml-view.tsx';

type Trace = Thing<'Trace'>;

/** Request and response side by side, decoded. */
export const TraceMessages = ({ trace }: { readonly trace: Trace }): ReactNode => (
  <ColumnLayout columns={trace.request ? 2 : 1}>
    <Container header={<Header variant="h2">Request</Header>}>
      <Request trace={trace} />
    </Container>
    <Container header={<Header variant="h2">Response</Header>}>
      <Response trace={trace} />
    </Container>
  </ColumnLayout>
);

function Request({ trace: { request } }: { readonly trace: Trace }): ReactNode {
  if (!request) return <Box color="text-body-secondary">Nobody sent a request: the sign-in began here.</Box>;
  const binding = request.binding === 'redirect' ? 'HTTP-Redirect' : 'HTTP-POST';
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary">
        By {binding}, {request.isSigned ? 'signed' : 'not signed'}, {request.size.toLocaleString()} characters.
      </Box>
      {request.xml === undefined ? (
        <Box color="text-body-secondary">It was too long to be kept.</Box>
      ) : (
        <XmlView xml={request.xml} name="The request" />
      )}
    </SpaceBetween>
  );
}

const SEALS = { equal: 'success', different: 'error', missing: 'error', 'not-comparable': 'info' } as const;

const SEALED = {
  equal: 'As it was signed',
  different: 'Not as it was signed',
  missing: 'Not in the ledger',
  'not-comparable': 'In the ledger',
} as const;

function Response({ trace: { response } }: { readonly trace: Trace }): ReactNode {
  if (!response) return <Box color="text-body-secondary">The app was sent nothing.</Box>;
  return (
    <SpaceBetween size="s">
      <Box color="text-body-secondary">
        To {response.destination}
        {response.encryption === undefined ? '' : `, encrypted by ${response.encryption}; shown as it was before`}.
      </Box>
      {response.signatures.map(({ kind, ledger, explanation }) => (
        <div key={kind}>
          <StatusIndicator type={SEALS[ledger]}>{SEALED[ledger]}</StatusIndicator>
          <Box color="text-body-secondary">{explanation}</Box>
        </div>
      ))}
      <XmlView xml={response.xml} name="The response" />
    </SpaceBetween>
  );
}
