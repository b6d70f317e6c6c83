import FormField from '@cloudscape-design/components/form-field';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';

interface Choosing {
  /** The apps that are chosen, by ID. */
  readonly chosen: readonly string[];
  readonly onChoose: (apps: readonly string[]) => void;
  readonly fault: string | undefined;
}

/** What an app is called whose name has not been read yet. */
async function namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const apps = await Promise.all(
    ids.map((appId) =>
      bodyOf(api.GET('/admin/v1/apps/{appId}', { params: { path: { appId } } })).catch(() => undefined),
    ),
  );
  return new Map(apps.flatMap((app) => (app ? [[app.id, app.name]] : [])));
}

/** The apps of an app administrator, found by the beginning of a name. AWS is none of them: its roles are assigned elsewhere. */
export function AppsChoice({ chosen, onChoose, fault }: Choosing): ReactNode {
  const [text, setText] = useState('');
  const { data: known = new Map<string, string>() } = useQuery({
    queryKey: ['apps', 'names', chosen],
    queryFn: () => namesOf(chosen),
  });
  const { data, isFetching, isError } = useQuery({
    queryKey: ['apps', 'choice', text],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/admin/v1/apps', {
          signal,
          params: { query: { limit: '50', ...(text === '' ? {} : { name: text }) } },
        }),
      ),
  });
  const offered = (data?.items ?? []).filter(({ kind }) => kind === 'saml');
  const optionOf = (id: string, label: string): MultiselectProps.Option => ({ value: id, label });
  return (
    <FormField label="Apps" description="They may change these and no others." errorText={fault}>
      <Multiselect
        selectedOptions={chosen.map((id) =>
          optionOf(id, known.get(id) ?? offered.find((app) => app.id === id)?.name ?? id),
        )}
        options={offered.map(({ id, name }) => optionOf(id, name))}
        filteringType="manual"
        filteringAriaLabel="The beginning of a name"
        placeholder="Choose apps"
        statusType={isError ? 'error' : isFetching ? 'loading' : 'finished'}
        loadingText="Looking"
        errorText="They cannot be read now"
        empty="No app is called so"
        onLoadItems={({ detail }) => setText(detail.filteringText.trim().slice(0, 128))}
        onChange={({ detail }) => onChoose(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
      />
    </FormField>
  );
}
