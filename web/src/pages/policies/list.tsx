import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, ifMatch, type Thing, versionedOf } from '../../api/client.ts';
import { PageLink } from '../../patterns/page-link.tsx';
import { useMay } from '../../session/me.ts';
import { ProblemText, useAct } from '../../shell/notices.tsx';
import { Evaluate } from './evaluate.tsx';
import { appsOf, groupsOf, type Names, requirementOf, useNames } from './names.ts';

type Policy = Thing<'Policy'>;

/** All policies in the order in which they are asked, and what they would come to for one person. */
export const Page = (): ReactNode => (
  <SpaceBetween size="l">
    <Policies />
    <Evaluate />
  </SpaceBetween>
);

function Policies(): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['policies'],
    queryFn: () => versionedOf(api.GET('/admin/v1/policies')),
  });
  const names = useNames();
  const mayWrite = useMay()('policies.write');
  const { move, isBusy } = useMove(data?.version);
  const policies = data?.value.items ?? [];
  return (
    <Table<Policy>
      variant="container"
      items={policies}
      trackBy="id"
      loading={!data && !error}
      loadingText="Loading policies"
      columnDefinitions={columnsOf({ names, policies, isBusy, ...(mayWrite ? { move } : {}) })}
      header={<Heading mayWrite={mayWrite} />}
      empty={
        error ? (
          <Alert type="error">
            <ProblemText error={error} />
          </Alert>
        ) : (
          'No policies'
        )
      }
    />
  );
}

function Heading({ mayWrite }: { readonly mayWrite: boolean }): ReactNode {
  const navigate = useNavigate();
  return (
    <Header
      variant="h1"
      description="The first policy from the top that fits a person and an app decides."
      actions={
        mayWrite ? (
          <Button variant="primary" onClick={() => void navigate('/policies/new')}>
            Create policy
          </Button>
        ) : null
      }
    >
      Policies
    </Header>
  );
}

/** Moves a policy by one place; the order is saved at once, unless somebody else changed it meanwhile. */
function useMove(version: string | undefined) {
  const act = useAct();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const move = async (policies: readonly Policy[], from: number, to: number): Promise<void> => {
    const order = policies.map(({ id }) => id);
    order.splice(to, 0, ...order.splice(from, 1));
    setBusy(true);
    const read = (): Promise<void> => queries.invalidateQueries({ queryKey: ['policies'] });
    const header = ifMatch(version ?? '*');
    // It is told once the list shows it; and what somebody else changed shows as well.
    const put = async (): Promise<void> => {
      try {
        await api.PUT('/admin/v1/policies/order', { body: { order }, params: { header } });
      } finally {
        await read();
      }
    };
    await act(put, `“${policies[from]?.name}” is number ${to + 1} now.`);
    setBusy(false);
  };
  return { move, isBusy };
}

interface Shown {
  readonly names: Names;
  readonly policies: readonly Policy[];
  readonly isBusy: boolean;
  readonly move?: (policies: readonly Policy[], from: number, to: number) => Promise<void>;
}

const columnsOf = (shown: Shown): TableProps.ColumnDefinition<Policy>[] => [
  { id: 'place', header: 'No.', cell: ({ id }) => shown.policies.findIndex((policy) => policy.id === id) + 1 },
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    cell: ({ id, name }) => <PageLink to={`/policies/${id}`}>{name}</PageLink>,
  },
  { id: 'apps', header: 'Apps', cell: (policy) => appsOf(policy, shown.names) },
  { id: 'groups', header: 'Groups', cell: (policy) => groupsOf(policy, shown.names) },
  {
    id: 'requirement',
    header: 'Asks for',
    cell: (policy) => (
      <StatusIndicator type={!policy.enabled ? 'stopped' : policy.access === 'deny' ? 'error' : 'success'}>
        {policy.enabled ? requirementOf(policy) : 'Switched off'}
      </StatusIndicator>
    ),
  },
  ...(shown.move
    ? [{ id: 'move', header: 'Order', cell: (policy: Policy) => <Move policy={policy} {...shown} /> }]
    : []),
];

function Move({ policy, policies, isBusy, move }: Shown & { readonly policy: Policy }): ReactNode {
  const at = policies.findIndex(({ id }) => id === policy.id);
  if (policy.id === 'default') return 'Always last';
  const to = (place: number) => () => void move?.(policies, at, place);
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      <Button
        iconName="angle-up"
        variant="icon"
        ariaLabel={`Move ${policy.name} up`}
        disabled={isBusy || at === 0}
        onClick={to(at - 1)}
      />
      <Button
        iconName="angle-down"
        variant="icon"
        ariaLabel={`Move ${policy.name} down`}
        disabled={isBusy || at >= policies.length - 2}
        onClick={to(at + 1)}
      />
    </SpaceBetween>
  );
}
