import type { ReactNode } from 'react';

/** One page of a list, as the API gives it. */
export interface ListedPage<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** What is asked of the API for one page. */
export interface ListQuery {
  readonly limit: string;
  readonly cursor?: string;
  /** What names begin with; absent when nothing is searched for. */
  readonly find?: string;
  readonly filters: Readonly<Record<string, string>>;
}

/** One column. */
export interface ListColumn<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (thing: T) => ReactNode;
  /** Whether it names the thing for people who hear the table. */
  readonly isName?: boolean;
  /** Whether it is shown only to whoever chose so in the preferences. */
  readonly isExtra?: boolean;
}

/** A choice that narrows the list. */
export interface ListFilter {
  /** The name under which the choice stands in the address and in `ListQuery.filters`. */
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** What is offered for the list, or for what is selected in it. */
export interface ListActions<T> {
  readonly selected: readonly T[];
  readonly clear: () => void;
}

/** A list of things that are paged by the server. */
export interface ListDefinition<T> {
  /** The words for the things: `users`, and one of them: `user`. */
  readonly things: string;
  readonly thing: string;
  readonly title: string;
  readonly description?: ReactNode;
  /** The first part of the key in the query cache; what changes one of the things invalidates it. */
  readonly queryKey: readonly unknown[];
  readonly load: (query: ListQuery, signal: AbortSignal) => Promise<ListedPage<T>>;
  readonly idOf: (thing: T) => string;
  readonly nameOf: (thing: T) => string;
  readonly columns: readonly ListColumn<T>[];
  /** What can be searched for, as "Find users by the beginning of a name"; absent where the API cannot. */
  readonly find?: string;
  readonly filters?: readonly ListFilter[];
  /** Whether things can be selected. */
  readonly isSelectable?: boolean;
  /** Buttons, the last of them the primary one. */
  readonly actions?: (selection: ListActions<T>) => ReactNode;
  /** What an empty list says beside that it is empty. */
  readonly empty?: ReactNode;
}
