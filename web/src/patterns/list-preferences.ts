import { useState } from 'react';

/** What somebody chose for a list, in this browser. */
export interface ListPreferences {
  readonly pageSize: number;
  /** The columns that are shown, by ID; `undefined` for those that are shown to begin with. */
  readonly columns?: readonly string[];
}

const START: ListPreferences = { pageSize: 50 };

/** The sizes of a page that may be chosen; the API gives 200 at the most. */
export const PAGE_SIZES = [20, 50, 100, 200] as const;

function kept(key: string): ListPreferences {
  try {
    return { ...START, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<ListPreferences>) };
  } catch {
    return START; // somebody else wrote there
  }
}

/** The preferences of a list, by its name. */
export function useListPreferences(list: string): readonly [ListPreferences, (to: ListPreferences) => void] {
  const key = `samlet.list.${list}`;
  const [preferences, setPreferences] = useState(() => kept(key));
  return [
    preferences,
    (to) => {
      localStorage.setItem(key, JSON.stringify(to));
      setPreferences(to);
    },
  ];
}
