import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { When } from '../../patterns/when.tsx';
import { actorText, type AuditEvent } from './audit-data.ts';
import { Outcome } from './event-table.tsx';
import { TargetLink } from './target-link.tsx';

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value, null, 1);

interface Line {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

function linesOf({ before = {}, after = {} }: AuditEvent): Line[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.map((field) => ({ field, before: before[field], after: after[field] }));
}

/** What was different after it, field by field. */
function Difference({ event }: { readonly event: AuditEvent }): ReactNode {
  const lines = linesOf(event);
  if (lines.length === 0) return null;
  return (
    <Table
      variant="embedded"
      wrapLines
      items={lines}
      trackBy="field"
      columnDefinitions={[
        { id: 'field', header: 'Field', cell: ({ field }) => field, isRowHeader: true },
        { id: 'before', header: 'Before', cell: ({ before }) => textOf(before) },
        { id: 'after', header: 'After', cell: ({ after }) => textOf(after) },
      ]}
    />
  );
}

/** Everything that one event says. */
export function EventDetails({
  event,
  onClose,
}: {
  readonly event: AuditEvent;
  readonly onClose: () => void;
}): ReactNode {
  const details = Object.entries(event.details ?? {}).map(([label, value]) => ({ label, value: textOf(value) }));
  return (
    <Modal
      visible
      size="large"
      header={event.action}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs
          columns={2}
          items={[
            { label: 'When', value: <When at={event.at} /> },
            { label: 'Outcome', value: <Outcome outcome={event.outcome} reason={event.reason} /> },
            { label: 'Done by', value: actorText(event, (id) => id) },
            { label: 'Done to', value: <TargetLink target={event.target} isWhole /> },
            { label: 'Address', value: event.ip ?? '–' },
            { label: 'Request', value: event.requestId },
            ...details,
            { label: 'Event', value: event.id },
          ]}
        />
        <Difference event={event} />
      </SpaceBetween>
    </Modal>
  );
}
