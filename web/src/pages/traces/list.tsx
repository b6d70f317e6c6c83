import Button from '@cloudscape-design/components/button';
import type { ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import type { ListColumn, ListFilter, ListQuery } from '../../patterns/list-definition.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import { OUTCOMES, TraceOutcome } from './trace-outcome.tsx';

type Summary = Thing<'TraceSummary'>;

const COLUMNS: readonly ListColumn<Summary>[] = [
  {
    id: 'at',
    header: 'When',
    isName: true,
    cell: ({ id, at }) => (
      <PageLink to={`/traces/${encodeURIComponent(id)}`}>
        <When at={at} />
      </PageLink>
    ),
  },
  { id: 'outcome', header: 'Outcome', cell: ({ outcome }) => <TraceOutcome outcome={outcome} /> },
  { id: 'target', header: 'App or role', cell: (trace) => targetOf(trace) },
  {
    id: 'reason',
    header: 'Decided by',
    cell: ({ reason, code }) => (code === undefined ? reason : `${code}: ${reason}`),
  },
  { id: 'user', header: 'User', cell: ({ userId }) => <UserLink userId={userId} /> },
  { id: 'id', header: 'Request number', isExtra: true, cell: ({ id }) => id },
];

const targetOf = ({ role, appName, appId }: Summary): ReactNode => {
  if (role) return `${role.name} in ${role.accountId}`;
  return appId === undefined ? '–' : <PageLink to={`/apps/${appId}`}>{appName ?? appId}</PageLink>;
};

/** A user by ID alone: a list of sign-ins names nobody. */
function UserLink({ userId }: { readonly userId: string | undefined }): ReactNode {
  const may = useMay();
  if (userId === undefined) return 'Nobody known';
  return may('users.read') ? (
    <PageLink to={`/users/${userId}`}>{userId.slice(0, 8)}…</PageLink>
  ) : (
    `${userId.slice(0, 8)}…`
  );
}

const HOURS = { hour: 1, day: 24, week: 168, month: 720 } as const;

const SINCE: ListFilter = {
  name: 'since',
  label: 'Time',
  options: [
    { value: 'hour', label: 'Last hour' },
    { value: 'day', label: 'Last 24 hours' },
    { value: 'week', label: 'Last 7 days' },
    { value: 'month', label: 'Last 30 days' },
  ],
};

const OUTCOME: ListFilter = {
  name: 'outcome',
  label: 'Outcome',
  options: Object.entries(OUTCOMES).map(([value, label]) => ({ value, label })),
};

const startOf = (since: string | undefined): { from?: string } =>
  since !== undefined && since in HOURS
    ? { from: new Date(Date.now() - HOURS[since as keyof typeof HOURS] * 3_600_000).toISOString() }
    : {};

const load = ({ find, filters, ...page }: ListQuery, signal: AbortSignal) => {
  const { outcome, since, userId, appId } = filters;
  const query = {
    ...page,
    ...startOf(since),
    ...(outcome !== undefined && outcome in OUTCOMES ? { outcome: outcome as Summary['outcome'] } : {}),
    ...(userId === undefined ? {} : { userId }),
    ...(appId === undefined ? {} : { appId }),
    ...(find === undefined ? {} : { requestId: find }),
  };
  return bodyOf(api.GET('/admin/v1/traces', { signal, params: { query } }));
};

/** Sign-ins that reached an app or role, or failed on their way, newest first. */
export function Page(): ReactNode {
  const navigate = useNavigate();
  const [query] = useSearchParams();
  // Pages of users and apps lead here: what they name can be taken away again.
  const named = (['userId', 'appId'] as const).flatMap((name): ListFilter[] => {
    const value = query.get(name);
    const label = name === 'userId' ? 'User' : 'App';
    return value === null ? [] : [{ name, label, options: [{ value, label: `${label} ${value.slice(0, 8)}…` }] }];
  });
  return (
    <ListPage<Summary>
      things="traces"
      thing="trace"
      title="Traces"
      queryKey={['traces']}
      find="Find by the number on an error page"
      filters={[SINCE, OUTCOME, ...named]}
      idOf={({ id }) => id}
      nameOf={({ id }) => id}
      columns={COLUMNS}
      load={load}
      actions={() => <Button onClick={() => void navigate('/explain')}>Explain an error</Button>}
      empty="Sign-ins leave a trace for as long as the settings say. Wrong numbers find nothing."
    />
  );
}
