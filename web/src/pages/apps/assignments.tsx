import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ListSection } from '../../patterns/list-page.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { useMay } from '../../session/me.ts';
import { useAct } from '../../shell/notices.tsx';

type Assigned = Thing<'Principal'>;

const pathOf = (appId: string, { type, id }: Assigned) => ({
  path: { appId, principals: type === 'USER' ? ('users' as const) : ('groups' as const), principalId: id },
});

/** What a user or group is called; their ID until that is known. */
function Name({ principal: { type, id } }: { readonly principal: Assigned }): ReactNode {
  const [{ data }] = useQueries({
    queries: [
      {
        queryKey: ['principal', type, id],
        staleTime: 60_000,
        queryFn: async ({ signal }: { signal: AbortSignal }) =>
          type === 'USER'
            ? (await bodyOf(api.GET('/admin/v1/users/{userId}', { signal, params: { path: { userId: id } } }))).userName
            : (await bodyOf(api.GET('/admin/v1/groups/{groupId}', { signal, params: { path: { groupId: id } } })))
                .displayName,
      },
    ],
  });
  return <PageLink to={`/${type === 'USER' ? 'users' : 'groups'}/${id}`}>{data ?? id}</PageLink>;
}

/** Who may use an app. */
export function Assignments({ app }: { readonly app: Thing<'App'> }): ReactNode {
  const may = useMay();
  const act = useAct();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Principal>();
  const queryKey = ['apps', app.id, 'assignments'];
  const again = (): Promise<void> => queries.invalidateQueries({ queryKey });
  const assign = async (whom: Principal): Promise<void> => {
    const deed = (): Promise<unknown> =>
      api.PUT('/admin/v1/apps/{appId}/assignments/{principals}/{principalId}', { params: pathOf(app.id, whom) });
    if (await act(deed, `${app.name} is assigned to ${whom.name}.`)) setChosen(undefined);
    await again();
  };
  const unassign = async (all: readonly Assigned[]): Promise<void> => {
    const deed = (): Promise<unknown> =>
      Promise.all(
        all.map((one) =>
          api.DELETE('/admin/v1/apps/{appId}/assignments/{principals}/{principalId}', { params: pathOf(app.id, one) }),
        ),
      );
    await act(deed, `${all.length} assignments are taken away.`);
    await again();
  };
  return (
    <SpaceBetween size="l">
      {may('apps.write') ? (
        <SpaceBetween direction="horizontal" size="xs">
          <PrincipalSelect label="Assign to" chosen={chosen} onChoose={setChosen} />
          <Button disabled={chosen === undefined} onClick={() => chosen && void assign(chosen)}>
            Assign
          </Button>
        </SpaceBetween>
      ) : null}
      <ListSection<Assigned>
        things="assignments"
        thing="assignment"
        title="Assigned to"
        queryKey={queryKey}
        idOf={({ type, id }) => `${type} ${id}`}
        nameOf={({ id }) => id}
        isSelectable={may('apps.write')}
        columns={[
          { id: 'name', header: 'Name', isName: true, cell: (principal) => <Name principal={principal} /> },
          { id: 'type', header: 'Kind', cell: ({ type }) => <Badge>{type === 'USER' ? 'User' : 'Group'}</Badge> },
        ]}
        empty="Nobody may use the app yet."
        load={({ find: _find, filters: _none, ...query }, signal) =>
          bodyOf(api.GET('/admin/v1/apps/{appId}/assignments', { signal, params: { path: { appId: app.id }, query } }))
        }
        actions={({ selected, clear }) =>
          may('apps.write') ? (
            <Button
              disabled={selected.length === 0}
              onClick={() => {
                void unassign(selected);
                clear();
              }}
            >
              Take away
            </Button>
          ) : null
        }
      />
    </SpaceBetween>
  );
}
