import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ListDefinition, ListFilter } from './list-definition.ts';
import type { ListPlace } from './list-place.ts';

/** Whoever types is not asked after at every letter. */
const PAUSE_MS = 250;

/** What a prefix may be long; the API refuses more. */
const LONGEST = 128;

interface Finding<T> {
  readonly list: ListDefinition<T>;
  readonly place: ListPlace;
  readonly onMove: (to: Partial<ListPlace>) => void;
}

/** The search and the filters above a list. */
export function ListFinder<T>({ list: { find, filters = [] }, place, onMove }: Finding<T>): ReactNode {
  if (find === undefined && filters.length === 0) return null;
  return (
    <div className="finder">
      {find === undefined ? null : (
        <Search key="search" words={find} text={place.find} onFind={(text) => onMove({ find: text, cursors: [] })} />
      )}
      {filters.map((filter) => (
        <Filter
          key={filter.name}
          filter={filter}
          value={place.filters[filter.name]}
          onChoose={(value) => onMove({ filters: chosen(place, filter, value), cursors: [] })}
        />
      ))}
    </div>
  );
}

function chosen({ filters }: ListPlace, { name }: ListFilter, value: string): Readonly<Record<string, string>> {
  const { [name]: _before, ...others } = filters;
  return value === '' ? others : { ...others, [name]: value };
}

function Search({
  words,
  text,
  onFind,
}: {
  readonly words: string;
  readonly text: string;
  readonly onFind: (text: string) => void;
}): ReactNode {
  const [typed, setTyped] = useState(text);
  const asked = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (text !== asked.current) setTyped(text); // somebody went back, or took the search away
    asked.current = text;
  }, [text]);
  const type = (value: string): void => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const wanted = value.trim().slice(0, LONGEST);
      if (wanted === asked.current) return;
      asked.current = wanted;
      onFind(wanted);
    }, PAUSE_MS);
  };
  return (
    <Input
      type="search"
      value={typed}
      placeholder={words}
      ariaLabel={words}
      clearAriaLabel="Clear the search"
      onChange={({ detail }) => type(detail.value)}
    />
  );
}

function Filter({
  filter: { label, options },
  value,
  onChoose,
}: {
  readonly filter: ListFilter;
  readonly value: string | undefined;
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const all = { value: '', label: `Any ${label.toLowerCase()}` };
  const choices = [all, ...options];
  return (
    <Select
      ariaLabel={label}
      selectedOption={choices.find((option) => option.value === (value ?? '')) ?? all}
      options={choices}
      onChange={({ detail }) => onChoose(detail.selectedOption.value ?? '')}
    />
  );
}
