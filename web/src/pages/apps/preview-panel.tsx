import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useForm } from '../../patterns/fields.tsx';
import { filledOf } from '../../patterns/form-values.ts';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { RuleChecks } from '../../patterns/rule-checks.tsx';
import type { AppValues } from './app-values.ts';

type Preview = Thing<'AppPreview'>;

const LEVELS = { error: 'error', warning: 'warning', note: 'info' } as const;

/** What is to be said to a preview, line by line. */
export const Findings = ({ findings }: { readonly findings: Preview['findings'] }): ReactNode => (
  <SpaceBetween size="xxs">
    {findings.length === 0 ? <StatusIndicator type="success">Nothing speaks against it</StatusIndicator> : null}
    {findings.map(({ level, pointer, detail }) => (
      <StatusIndicator key={`${pointer} ${detail}`} type={LEVELS[level]} wrapText>
        {detail}
      </StatusIndicator>
    ))}
  </SpaceBetween>
);

/** What an assertion would hold. */
export const Released = ({
  audience,
  nameId,
  attributes,
  relayState,
}: Omit<Preview, 'findings' | 'isAssigned' | 'checks'>): ReactNode => (
  <KeyValuePairs
    columns={1}
    items={[
      { label: 'Audience', value: audience },
      {
        label: 'NameID',
        value: (
          <>
            {nameId.value}{' '}
            <Box color="text-body-secondary" variant="small">
              {nameId.format}
            </Box>
          </>
        ),
      },
      ...attributes.map(({ name, values }) => ({ label: name, value: values.join(', ') })),
      ...(relayState === undefined ? [] : [{ label: 'RelayState', value: relayState }]),
    ]}
  />
);

/** The form as the API would take it; an address that is half typed is none yet. */
function sentOf(values: AppValues): Thing<'DraftPreview'>['app'] {
  const { acs = [], ...rest } = filledOf(values);
  const whole = acs.filter(({ url }) => url !== '');
  return {
    ...rest,
    entityId: values.entityId ?? '',
    ...(whole.length > 0 ? { acs: whole } : {}),
  };
}

/** What a user’s assertion would hold if the form were saved as it stands. `entityId` for an app that has one already. */
export function PreviewPanel({ entityId }: { readonly entityId?: string }): ReactNode {
  const { values } = useForm();
  const [user, setUser] = useState<Principal>();
  const settled = useDeferredValue(values) as AppValues;
  const app = { ...sentOf(settled), ...(entityId ? { entityId } : {}) };
  const { data, error, isFetching } = useQuery({
    queryKey: ['preview', user?.id ?? '', app],
    enabled: user !== undefined && app.entityId !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      bodyOf(api.POST('/admin/v1/apps/preview', { signal, body: { app, userId: user?.id ?? '' } })),
  });
  return (
    <Container
      header={
        <Header variant="h2" description="For a user, by what stands in the form now. Nothing is saved by it.">
          Preview
        </Header>
      }
    >
      <SpaceBetween size="m">
        <PrincipalSelect label="User of the preview" chosen={user} onChoose={setUser} withGroups={false} />
        {user === undefined ? (
          <Box color="text-body-secondary">Choose a user to see what the app would be told of them.</Box>
        ) : null}
        {error && !isFetching ? (
          <Alert type="warning" header="The form cannot be sent like this">
            <ul>
              {problemOf(error).faults.map(({ pointer, detail }) => (
                <li key={pointer}>
                  {pointer.replace(/^\/app\//, '')}: {detail}
                </li>
              ))}
            </ul>
          </Alert>
        ) : null}
        {data && !error ? (
          <div aria-live="polite">
            <SpaceBetween size="m">
              <Findings findings={data.findings} />
              <RuleChecks checks={data.checks} />
              <Released {...data} />
            </SpaceBetween>
          </div>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
