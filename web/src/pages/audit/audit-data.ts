import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';

/** An event, as the API gives it. */
export type AuditEvent = Thing<'AuditEvent'>;

/** What a search is narrowed by, as the address of the page holds it; an absent name narrows nothing. */
export type Filters = Readonly<Record<string, string>>;

/** The names that the address of the page may hold. */
export const FILTER_NAMES = ['from', 'to', 'action', 'actor', 'target', 'outcome', 'ip', 'text'] as const;

/** The filters in the address of the page, and how to change them: a search can be linked to. */
export function useFilters(): readonly [Filters, (filters: Filters) => void] {
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(
    FILTER_NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : [])),
  );
  const change = useCallback(
    (to: Filters) => setSearch(Object.fromEntries(Object.entries(to).filter(([, value]) => value !== ''))),
    [setSearch],
  );
  return [filters, change];
}

const PAGE = '50';

/** The events that fit, newest first; a part that holds none may still be followed by one that does. */
export const useEvents = (filters: Filters) =>
  useInfiniteQuery({
    queryKey: ['audit', filters],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      bodyOf(
        api.GET('/admin/v1/audit/events', {
          signal,
          params: { query: { ...filters, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } as never },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Letters of an ID that tell it from others at a glance; the whole of it stands in the event. */
const SHOWN = 8;

/** An ID as a list shows it. */
export const shortId = (id: string): string => (id.length > SHOWN + 4 ? `${id.slice(0, SHOWN)}…` : id);

const KINDS = { user: 'User', token: 'API token', system: 'Samlet' } as const;

/** Who did it, in words; with the whole ID, or with what tells it from others. */
export function actorText({ actor }: AuditEvent, idText: (id: string) => string = shortId): string {
  if (actor.type === 'anonymous') return 'Nobody known';
  return `${KINDS[actor.type]} ${idText(actor.id ?? '')}`.trim();
}
