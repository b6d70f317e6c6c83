import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../../shell/notices.tsx';
import { type AuditEvent, useEvents, useFilters } from './audit-data.ts';
import { ChainState } from './chain-state.tsx';
import { EventDetails } from './event-details.tsx';
import { EventTable } from './event-table.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { FilterForm } from './filter-form.tsx';

/** Everything that was done, searched. */
export function Page(): ReactNode {
  const [filters, setFilters] = useFilters();
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useEvents(filters);
  const [chosen, choose] = useState<AuditEvent>();
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<ChainState />} actions={<ExportButtons filters={filters} />}>
          Audit log
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FilterForm key={JSON.stringify(filters)} filters={filters} onSearch={setFilters} />
        {error ? (
          <Alert type="error" header="The log could not be searched">
            <ProblemText error={error} />
          </Alert>
        ) : (
          <EventTable
            events={events}
            isLoading={data === undefined}
            isSearching={isFetching}
            onChoose={choose}
            {...(hasNextPage ? { onMore: () => void fetchNextPage() } : {})}
          />
        )}
        {chosen && <EventDetails event={chosen} onClose={() => choose(undefined)} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
