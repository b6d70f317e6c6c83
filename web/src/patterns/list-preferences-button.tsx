import CollectionPreferences from '@cloudscape-design/components/collection-preferences';
import type { ReactNode } from 'react';
import type { ListColumn } from './list-definition.ts';
import { type ListPreferences, PAGE_SIZES } from './list-preferences.ts';

interface Preferring<T> {
  readonly columns: readonly ListColumn<T>[];
  readonly preferences: ListPreferences;
  readonly onPrefer: (to: ListPreferences) => void;
}

/** Where somebody chooses how many rows a page has and which columns. */
export function ListPreferencesButton<T>({ columns, preferences, onPrefer }: Preferring<T>): ReactNode {
  const shown = preferences.columns ?? columns.filter(({ isExtra }) => isExtra !== true).map(({ id }) => id);
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{ pageSize: preferences.pageSize, visibleContent: shown }}
      pageSizePreference={{
        title: 'Rows on a page',
        options: PAGE_SIZES.map((value) => ({ value, label: `${value} rows` })),
      }}
      visibleContentPreference={{
        title: 'Columns',
        options: [
          {
            label: 'Columns',
            options: columns.map(({ id, header, isName = false }) => ({ id, label: header, editable: !isName })),
          },
        ],
      }}
      onConfirm={({ detail: { pageSize, visibleContent } }) =>
        onPrefer({
          pageSize: pageSize ?? preferences.pageSize,
          ...(visibleContent ? { columns: visibleContent } : {}),
        })
      }
    />
  );
}
