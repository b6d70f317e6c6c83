import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ProblemText } from '../../shell/notices.tsx';

type Page = Thing<'PolicyAffected'>;
type User = Page['users'][number];

const DECIDES: Readonly<Record<User['decidesFor'], string>> = {
  all: 'Yes',
  some: 'For some of its apps',
  none: 'No: a policy above it does',
};

const COLUMNS: readonly TableProps.ColumnDefinition<User>[] = [
  { id: 'userName', header: 'User name', isRowHeader: true, cell: ({ userName }) => userName },
  { id: 'displayName', header: 'Name', cell: ({ displayName }) => displayName },
  { id: 'decides', header: 'Decides for them', cell: ({ decidesFor }) => DECIDES[decidesFor] },
];

/** Whom a policy is about, as it is saved. */
export function Affected({ policyId }: { readonly policyId: string }): ReactNode {
  const { data, error, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['policies', policyId, 'affected'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: '50', ...(pageParam ? { cursor: pageParam } : {}) };
      return bodyOf(
        api.GET('/admin/v1/policies/{policyId}/affected', { signal, params: { path: { policyId }, query } }),
      );
    },
    getNextPageParam: (page) => page.nextCursor,
  });
  const first = data?.pages[0];
  return (
    <Container header={<Header variant="h2">Who is affected</Header>}>
      <SpaceBetween size="m">
        {first ? <Summary page={first} /> : null}
        {error ? (
          <Alert type="error">
            <ProblemText error={error} />
          </Alert>
        ) : null}
        <Table<User>
          variant="embedded"
          items={data?.pages.flatMap(({ users }) => users) ?? []}
          trackBy="userId"
          loading={!data && !error}
          loadingText="Loading users"
          columnDefinitions={COLUMNS}
          empty="Nobody"
        />
        {hasNextPage ? (
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}

function Summary({ page }: { readonly page: Page }): ReactNode {
  const lost = [
    ...page.apps.filter(({ isKnown }) => !isKnown).map(({ target }) => `app ${target}`),
    ...page.groups.filter(({ displayName }) => displayName === undefined).map(({ id }) => `group ${id}`),
  ];
  return (
    <>
      <div>{page.isEverybody ? 'Everybody.' : page.groups.map(countOf).join(', ')}</div>
      {lost.length > 0 ? (
        <Alert type="warning" header="It names what is not there any more">
          {lost.join(', ')}. These match nobody; take them out.
        </Alert>
      ) : null}
    </>
  );
}

const countOf = ({ id, displayName, members, hasMore }: Page['groups'][number]): string =>
  `${displayName ?? id} (${members}${hasMore ? ' or more' : ''} ${members === 1 ? 'member' : 'members'})`;
