import type { ReactNode } from 'react';
import { ListTable } from './list-table.tsx';
import type { ListDefinition } from './list-definition.ts';
import { useAddressPlace, useSectionPlace } from './list-place.ts';

/** A list that is a page: paged by the server, searched by prefix, filtered, with selection and preferences. */
export function ListPage<T>(list: ListDefinition<T>): ReactNode {
  const place = useAddressPlace((list.filters ?? []).map(({ name }) => name));
  return <ListTable list={list} place={place} variant="full-page" />;
}

/** The same as a part of a page, such as a tab. */
export function ListSection<T>(list: ListDefinition<T>): ReactNode {
  const place = useSectionPlace();
  return <ListTable list={list} place={place} variant="container" />;
}
