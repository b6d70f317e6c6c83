import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, bodyOf, ifMatch, type Thing, type Versioned, versionedOf } from '../../api/client.ts';
import { patchOf } from '../../patterns/form-values.ts';
import { useEntityForm } from '../../patterns/use-entity-form.ts';
import { useNotices } from '../../shell/notices.tsx';
import { usePageName } from '../../shell/page-name.tsx';
import { AppForm } from './app-form.tsx';
import { type AppValues, startOf, valuesOf } from './app-values.ts';

/** An app with the version that it was read in. */
export const readApp = (appId: string): Promise<Versioned<Thing<'App'>>> =>
  versionedOf(api.GET('/admin/v1/apps/{appId}', { params: { path: { appId } } }));

const formOf = ({ value, version }: Versioned<Thing<'App'>>): Versioned<AppValues> => {
  const { entityId: _fixed, ...values } = valuesOf(value);
  return { value: startOf(values), version };
};

/** Where an app is changed. */
export function Page(): ReactNode {
  const { appId = '' } = useParams();
  // What is edited is read once: what somebody else saves meanwhile is brought in when this is saved.
  const { data } = useSuspenseQuery({
    queryKey: ['apps', appId, 'edit'],
    queryFn: () => readApp(appId),
    staleTime: 0,
    gcTime: 0,
  });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { tell } = useNotices();
  usePageName(`Edit ${data.value.name}`);
  const leave = (): void => void navigate(`/apps/${appId}`);
  const start = formOf(data);
  const form = useEntityForm<AppValues>({
    start: start.value,
    version: start.version,
    save: (values, base) =>
      bodyOf(
        api.PATCH('/admin/v1/apps/{appId}', {
          params: { path: { appId }, header: ifMatch(base.version) },
          body: patchOf(base.start, values) as Thing<'AppPatch'>,
        }),
      ),
    reload: async () => formOf(await readApp(appId)),
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: ['apps'] });
      tell({ type: 'success', content: `${form.values.name ?? 'The app'} is saved.` });
      leave();
    },
  });
  return (
    <SpaceBetween size="l">
      <Header variant="h1" description={data.value.entityId}>
        Edit {data.value.name}
      </Header>
      <AppForm form={form} submitText="Save changes" onCancel={leave} entityId={data.value.entityId} />
    </SpaceBetween>
  );
}
