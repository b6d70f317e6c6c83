import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../shell/notices.tsx';
import { Buttons } from './buttons.tsx';
import type { ListColumn, ListDefinition, ListedPage } from './list-definition.ts';
import { ListFinder } from './list-finder.tsx';
import type { ListPlace, PlaceState } from './list-place.ts';
import { ListPreferencesButton } from './list-preferences-button.tsx';
import { type ListPreferences, useListPreferences } from './list-preferences.ts';

interface Shown<T> {
  readonly list: ListDefinition<T>;
  readonly place: PlaceState;
  readonly variant: TableProps.Variant;
}

/** One page of the list, as it was last read. */
function useListed<T>({ queryKey, load }: ListDefinition<T>, place: ListPlace, { pageSize }: ListPreferences) {
  const cursor = place.cursors.at(-1);
  return useQuery({
    queryKey: [...queryKey, 'list', place.find, place.filters, pageSize, cursor ?? ''],
    queryFn: ({ signal }) =>
      load(
        {
          limit: String(pageSize),
          filters: place.filters,
          ...(cursor === undefined ? {} : { cursor }),
          ...(place.find === '' ? {} : { find: place.find }),
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

/** The table behind every list; pages use `ListPage` and `ListSection`. */
export function ListTable<T>({ list, place: [place, move], variant }: Shown<T>): ReactNode {
  const [preferences, prefer] = useListPreferences(list.queryKey.filter((part) => typeof part === 'string').join('.'));
  const [selected, setSelected] = useState<readonly T[]>([]);
  const { data, error, isFetching, refetch } = useListed(list, place, preferences);
  const clear = (): void => setSelected([]);
  const go = (to: Partial<ListPlace>): void => {
    clear();
    move(to);
  };
  return (
    <Table<T>
      variant={variant}
      stickyHeader={variant === 'full-page'}
      items={error ? [] : (data?.items ?? [])}
      trackBy={list.idOf}
      loading={data === undefined && !error}
      loadingText={`Loading ${list.things}`}
      columnDefinitions={list.columns.map(columnOf)}
      columnDisplay={displayOf(list.columns, preferences)}
      {...selectionOf(list, selected, setSelected)}
      header={<ListHeader list={list} selected={selected} clear={clear} variant={variant} />}
      filter={<ListFinder list={list} place={place} onMove={go} />}
      pagination={<Pages place={place} data={data} isBusy={isFetching} onMove={go} />}
      preferences={<ListPreferencesButton columns={list.columns} preferences={preferences} onPrefer={prefer} />}
      empty={
        error ? <Failed error={error} again={() => void refetch()} /> : <Empty list={list} place={place} onMove={go} />
      }
    />
  );
}

const columnOf = <T,>({ id, header, cell, isName = false }: ListColumn<T>): TableProps.ColumnDefinition<T> => ({
  id,
  header,
  cell,
  isRowHeader: isName,
});

const displayOf = <T,>(columns: readonly ListColumn<T>[], { columns: chosen }: ListPreferences) =>
  columns.map(({ id, isExtra = false }) => ({ id, visible: chosen ? chosen.includes(id) : !isExtra }));

function selectionOf<T>(
  { isSelectable = false, things, nameOf }: ListDefinition<T>,
  selected: readonly T[],
  onSelect: (things: readonly T[]) => void,
): Partial<TableProps<T>> {
  if (!isSelectable) return {};
  return {
    selectionType: 'multi',
    selectedItems: selected,
    onSelectionChange: ({ detail }) => onSelect(detail.selectedItems),
    ariaLabels: {
      selectionGroupLabel: `Selection of ${things}`,
      allItemsSelectionLabel: () => `Select all ${things} of this page`,
      itemSelectionLabel: (_selection, thing) => `Select ${nameOf(thing)}`,
    },
  };
}

interface Heading<T> {
  readonly list: ListDefinition<T>;
  readonly selected: readonly T[];
  readonly clear: () => void;
  readonly variant: TableProps.Variant;
}

function ListHeader<T>({ list, selected, clear, variant }: Heading<T>): ReactNode {
  const actions = list.actions?.({ selected, clear });
  return (
    <Header
      variant={variant === 'full-page' ? 'awsui-h1-sticky' : 'h2'}
      {...(selected.length > 0 ? { counter: `(${selected.length} selected)` } : {})}
      {...(list.description === undefined ? {} : { description: list.description })}
      {...(actions
        ? {
            actions: <Buttons>{actions}</Buttons>,
          }
        : {})}
    >
      {list.title}
    </Header>
  );
}

interface Paging {
  readonly place: ListPlace;
  readonly data: ListedPage<unknown> | undefined;
  readonly isBusy: boolean;
  readonly onMove: (to: Partial<ListPlace>) => void;
}

/** The server gives pages one after the other, so the last page that is known is the next one. */
function Pages({ place: { cursors }, data, isBusy, onMove }: Paging): ReactNode {
  const next = data?.nextCursor;
  const known = next === undefined ? cursors : [...cursors, next];
  return (
    <Pagination
      currentPageIndex={cursors.length + 1}
      pagesCount={known.length + 1}
      openEnd={next !== undefined}
      disabled={isBusy}
      onChange={({ detail }) => onMove({ cursors: known.slice(0, detail.currentPageIndex - 1) })}
    />
  );
}

function Empty<T>({
  list: { things, empty, filters = [], find },
  place,
  onMove,
}: {
  readonly list: ListDefinition<T>;
  readonly place: ListPlace;
  readonly onMove: (to: Partial<ListPlace>) => void;
}): ReactNode {
  const isNarrowed = place.find !== '' || Object.keys(place.filters).length > 0;
  if (place.cursors.length > 0) return <Box textAlign="center">No more {things}</Box>;
  if (!isNarrowed || (!find && filters.length === 0)) {
    return (
      <Box textAlign="center">
        <Box variant="strong">No {things}</Box>
        {empty === undefined ? null : <Box color="text-body-secondary">{empty}</Box>}
      </Box>
    );
  }
  return (
    <Box textAlign="center">
      <SpaceBetween size="xs">
        <Box variant="strong">No {things} match</Box>
        <Button onClick={() => onMove({ find: '', filters: {}, cursors: [] })}>Show all</Button>
      </SpaceBetween>
    </Box>
  );
}

const Failed = ({ error, again }: { readonly error: unknown; readonly again: () => void }): ReactNode => (
  <Alert type="error" action={<Button onClick={again}>Try again</Button>}>
    <ProblemText error={error} />
  </Alert>
);
