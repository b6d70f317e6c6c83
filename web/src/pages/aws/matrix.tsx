import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { PageLink } from '../../patterns/page-link.tsx';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { useMay } from '../../session/me.ts';
import { ProblemText, useAct } from '../../shell/notices.tsx';
import { cellOf, columnsOf, isAssigned, type Row, save, type Turned } from './matrix-changes.ts';

/** Roles that are read at once. */
const PAGE = '100';

const useMatrix = () =>
  useInfiniteQuery({
    queryKey: ['aws', 'matrix'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/admin/v1/aws/matrix', {
          signal,
          params: { query: { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

const idOf = ({ role }: Row): string => `${role.accountId}/${role.name}`;

const fits = ({ account, role, assignments }: Row, text: string): boolean =>
  [account.name, account.id, role.name, ...assignments.map(({ name }) => name ?? '')].some((one) =>
    one.toLowerCase().includes(text.trim().toLowerCase()),
  );

/** Accounts and roles against users and groups: a tick is an assignment. */
export function Page(): ReactNode {
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useMatrix();
  const may = useMay();
  const act = useAct();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [more, setMore] = useState<readonly Principal[]>([]);
  const [turned, setTurned] = useState<ReadonlyMap<string, Turned>>(new Map());
  const [isSaving, setSaving] = useState(false);
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = columnsOf(rows, more);
  const turn = (row: Row, principal: Principal): void => {
    const next = new Map(turned);
    const cell = cellOf(row, principal);
    if (!next.delete(cell)) next.set(cell, { row, principal });
    setTurned(next);
  };
  const saveAll = async (): Promise<void> => {
    setSaving(true);
    if (await act(() => save([...turned.values()]), `${turned.size} assignments are changed.`)) setTurned(new Map());
    await queries.invalidateQueries({ queryKey: ['aws'] });
    setSaving(false);
  };
  return (
    <Table<Row>
      variant="full-page"
      stickyHeader
      stickyColumns={{ first: 1 }}
      resizableColumns={false}
      items={rows.filter((row) => fits(row, text))}
      trackBy={idOf}
      loading={isPending}
      loadingText="Loading roles"
      header={
        <Header
          variant="awsui-h1-sticky"
          counter={`(${rows.length}${hasNextPage ? '+' : ''})`}
          description="Each tick is an assignment. Nothing changes before you save."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button disabled={turned.size === 0} onClick={() => setTurned(new Map())}>
                Discard
              </Button>
              <Button variant="primary" disabled={turned.size === 0} loading={isSaving} onClick={() => void saveAll()}>
                {turned.size === 0 ? 'Save changes' : `Save ${turned.size} changes`}
              </Button>
            </SpaceBetween>
          }
        >
          AWS access
        </Header>
      }
      filter={
        <SpaceBetween direction="horizontal" size="xs">
          <Input
            type="search"
            value={text}
            placeholder="Find accounts, roles, people"
            ariaLabel="Find accounts, roles, people"
            clearAriaLabel="Clear the search"
            onChange={({ detail }) => setText(detail.value)}
          />
          {may('aws.write') ? (
            <PrincipalSelect
              label="Add a column"
              placeholder="Add a user or group"
              chosen={undefined}
              onChoose={(one) => setMore([...more, one])}
            />
          ) : null}
        </SpaceBetween>
      }
      empty={
        error ? (
          <Alert type="error">
            <ProblemText error={error} />
          </Alert>
        ) : (
          <Empty />
        )
      }
      footer={
        hasNextPage ? (
          <Box textAlign="center">
            <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more roles
            </Button>
          </Box>
        ) : null
      }
      columnDefinitions={[
        {
          id: 'role',
          header: 'Role',
          isRowHeader: true,
          cell: ({ account, role }) => (
            <>
              <PageLink to={`/aws/accounts/${account.id}?role=${encodeURIComponent(role.name)}`}>{role.name}</PageLink>
              <Box variant="small" display="block" color="text-body-secondary">
                {account.name} ({account.id})
              </Box>
            </>
          ),
        },
        ...columns.map((principal) => ({
          id: `${principal.type}/${principal.id}`,
          header: `${principal.name}${principal.type === 'GROUP' ? ' (group)' : ''}`,
          cell: (row: Row) => (
            <Cell
              row={row}
              principal={principal}
              isTurned={turned.has(cellOf(row, principal))}
              isFixed={!may('aws.write')}
              onTurn={() => turn(row, principal)}
            />
          ),
        })),
      ]}
    />
  );
}

function Cell({
  row,
  principal,
  isTurned,
  isFixed,
  onTurn,
}: {
  readonly row: Row;
  readonly principal: Principal;
  readonly isTurned: boolean;
  readonly isFixed: boolean;
  readonly onTurn: () => void;
}): ReactNode {
  const isOn = isAssigned(row, principal) !== isTurned;
  return (
    <Checkbox
      checked={isOn}
      disabled={isFixed}
      ariaLabel={`${principal.name} may take ${row.role.name} in ${row.account.name}`}
      onChange={onTurn}
    >
      {isTurned ? 'not saved' : ''}
    </Checkbox>
  );
}

const Empty = (): ReactNode => (
  <Box textAlign="center">
    No roles. <PageLink to="/aws/accounts">Add an account and its roles</PageLink>
  </Box>
);
