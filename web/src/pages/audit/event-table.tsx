import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { When } from '../../patterns/when.tsx';
import { actorText, type AuditEvent } from './audit-data.ts';
import { TargetLink } from './target-link.tsx';

interface Shown {
  readonly events: readonly AuditEvent[];
  readonly isLoading: boolean;
  readonly isSearching: boolean;
  readonly onChoose: (event: AuditEvent) => void;
  /** Searches on; absent where the span is through. */
  readonly onMore?: () => void;
}

/** How it ended, with the reason where there is one. */
export const Outcome = ({ outcome, reason }: Pick<AuditEvent, 'outcome' | 'reason'>): ReactNode => (
  <StatusIndicator type={outcome === 'success' ? 'success' : 'stopped'}>
    {outcome === 'success' ? 'Success' : `Refused${reason ? `: ${reason}` : ''}`}
  </StatusIndicator>
);

const columnsOf = (onChoose: Shown['onChoose']): TableProps.ColumnDefinition<AuditEvent>[] => [
  { id: 'at', header: 'When', cell: ({ at }) => <When at={at} />, minWidth: 120 },
  {
    id: 'action',
    header: 'Action',
    isRowHeader: true,
    cell: (event) => <Link onFollow={() => onChoose(event)}>{event.action}</Link>,
  },
  { id: 'outcome', header: 'Outcome', cell: Outcome, minWidth: 125 },
  { id: 'actor', header: 'Done by', cell: (event) => actorText(event) },
  { id: 'target', header: 'Done to', cell: ({ target }) => <TargetLink target={target} /> },
  { id: 'ip', header: 'Address', cell: ({ ip = '–' }) => ip },
];

/** The events that were found so far, newest first. */
export function EventTable({ events, isLoading, isSearching, onChoose, onMore }: Shown): ReactNode {
  return (
    <Table
      items={events}
      trackBy="id"
      loading={isLoading}
      loadingText="Searching"
      stickyHeader
      wrapLines
      columnDefinitions={columnsOf(onChoose)}
      header={
        <Header variant="h2" counter={`(${events.length}${onMore ? '+' : ''})`}>
          Events
        </Header>
      }
      empty={
        <Box textAlign="center" color="text-body-secondary">
          {onMore ? 'Nothing so far; there is more of the span to search.' : 'No event fits.'}
        </Box>
      }
      footer={
        onMore && (
          <Box textAlign="center">
            <Button loading={isSearching} onClick={onMore}>
              Search further back
            </Button>
          </Box>
        )
      }
    />
  );
}
