import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../api/client.ts';

/** A user or group, as it is chosen. */
export interface Principal {
  readonly type: 'USER' | 'GROUP';
  readonly id: string;
  readonly name: string;
}

interface Choosing {
  readonly label: string;
  /** What stands there before anybody is chosen. */
  readonly placeholder?: string;
  readonly chosen: Principal | undefined;
  readonly onChoose: (principal: Principal) => void;
  /** Whether groups may be chosen, too. @default true */
  readonly withGroups?: boolean;
}

/** As many as are offered at once: whoever is looked for is found by typing. */
const OFFERED = 20;

async function found(text: string, withGroups: boolean, signal: AbortSignal): Promise<readonly Principal[]> {
  const limit = String(OFFERED);
  const search = text === '' ? {} : { search: text };
  const displayName = text === '' ? {} : { displayName: text };
  const [groups, users] = await Promise.all([
    withGroups
      ? bodyOf(api.GET('/admin/v1/groups', { signal, params: { query: { limit, ...displayName } } }))
      : { items: [] },
    bodyOf(api.GET('/admin/v1/users', { signal, params: { query: { limit, ...search } } })),
  ]);
  return [
    ...groups.items.map(({ id, displayName: name }): Principal => ({ type: 'GROUP', id, name })),
    ...users.items.map(({ id, userName: name }): Principal => ({ type: 'USER', id, name })),
  ];
}

/** Where a user or group is chosen, by the beginning of a name. */
export function PrincipalSelect({
  label,
  chosen,
  onChoose,
  withGroups = true,
  placeholder = withGroups ? 'Choose a user or group' : 'Choose a user',
}: Choosing): ReactNode {
  const [text, setText] = useState('');
  const {
    data = [],
    isFetching,
    isError,
  } = useQuery({
    queryKey: ['principals', text, withGroups],
    queryFn: ({ signal }) => found(text, withGroups, signal),
  });
  const all = new Map(data.map((principal) => [`${principal.type} ${principal.id}`, principal]));
  const optionOf = ({ type, id, name }: Principal): SelectProps.Option => ({
    value: `${type} ${id}`,
    label: name,
    tags: [type === 'GROUP' ? 'Group' : 'User'],
  });
  return (
    <Select
      ariaLabel={label}
      placeholder={placeholder}
      filteringType="manual"
      filteringPlaceholder="The beginning of a name"
      filteringAriaLabel="The beginning of a name"
      options={data.map(optionOf)}
      selectedOption={chosen ? optionOf(chosen) : null}
      statusType={isError ? 'error' : isFetching ? 'loading' : 'finished'}
      loadingText="Looking"
      errorText="They cannot be read now"
      empty="Nobody is called so"
      onLoadItems={({ detail }) => setText(detail.filteringText.trim().slice(0, 128))}
      onChange={({ detail }) => {
        const principal = all.get(detail.selectedOption.value ?? '');
        if (principal) onChoose(principal);
      }}
    />
  );
}
