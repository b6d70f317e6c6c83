import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

/** Where somebody stands in a list: what was searched for, what it is narrowed to, and the pages behind. */
export interface ListPlace {
  readonly find: string;
  readonly filters: Readonly<Record<string, string>>;
  /** The cursors of the pages that lie behind, the present page's last; none on the first page. */
  readonly cursors: readonly string[];
}

/** A place, and how one moves. */
export type PlaceState = readonly [ListPlace, (to: Partial<ListPlace>) => void];

const START: ListPlace = { find: '', filters: {}, cursors: [] };

/** The place in a list that is a part of a page: kept while the page is open. */
export function useSectionPlace(): PlaceState {
  const [place, setPlace] = useState(START);
  return [place, (to) => setPlace((from) => ({ ...from, ...to }))];
}

/**
 * The place in a list that is a page: what is searched for stands in the address, so that it can be sent to somebody;
 * the page's cursors stand with it in the browser's history, so that going back leads to the same page of the list.
 */
export function useAddressPlace(filterNames: readonly string[]): PlaceState {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { cursors?: readonly string[] } | null };
  const filters = Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const place: ListPlace = { find: query.get('find') ?? '', filters, cursors: state?.cursors ?? [] };
  return [
    place,
    (to) => void navigate(`?${queryOf({ ...place, ...to })}`, { replace: true, state: { cursors: to.cursors ?? [] } }),
  ];
}

function queryOf({ find, filters }: ListPlace): string {
  return new URLSearchParams([...(find === '' ? [] : [['find', find]]), ...Object.entries(filters)]).toString();
}
