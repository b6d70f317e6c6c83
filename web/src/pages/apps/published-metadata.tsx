import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { When } from '../../patterns/when.tsx';
import { useMay } from '../../session/me.ts';
import { useAct } from '../../shell/notices.tsx';

type State = Thing<'AppMetadataState'>;

const WORDS: Readonly<Record<State['status'], readonly [StatusIndicatorProps.Type, string]>> = {
  waiting: ['pending', 'Not read yet'],
  fresh: ['success', 'Read'],
  failing: ['error', 'Cannot be read'],
  held: ['warning', 'Waits for you'],
};

/** How it stands with the metadata that the app publishes, and what of it waits for an administrator. */
export function PublishedMetadata({ app }: { readonly app: Thing<'App'> }): ReactNode {
  const params = { path: { appId: app.id } };
  const { data } = useSuspenseQuery({
    queryKey: ['apps', app.id, 'metadata', app.version],
    queryFn: ({ signal }) => bodyOf(api.GET('/admin/v1/apps/{appId}/metadata', { signal, params })),
  });
  const may = useMay();
  const act = useAct();
  const queries = useQueryClient();
  const doing = async (deed: () => Promise<unknown>, done: string): Promise<void> => {
    await act(deed, done);
    await queries.invalidateQueries({ queryKey: ['apps', app.id] });
  };
  const [type, words] = WORDS[data.status];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            may('apps.write') ? (
              <Button
                iconName="refresh"
                onClick={() =>
                  void doing(
                    () => api.POST('/admin/v1/apps/{appId}/metadata/refresh', { params }),
                    'The metadata was asked for.',
                  )
                }
              >
                Read now
              </Button>
            ) : null
          }
        >
          Published metadata
        </Header>
      }
    >
      <SpaceBetween size="l">
        {data.held ? (
          <Alert
            type="warning"
            header={`Addresses on new hosts: ${data.held.hosts.join(', ')}`}
            action={
              may('apps.write') ? (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button
                    onClick={() =>
                      void doing(
                        () => api.DELETE('/admin/v1/apps/{appId}/metadata/held', { params }),
                        'The addresses are refused.',
                      )
                    }
                  >
                    Refuse
                  </Button>
                  <Button
                    onClick={() =>
                      void doing(
                        () => api.POST('/admin/v1/apps/{appId}/metadata/held', { params }),
                        'The addresses are taken.',
                      )
                    }
                  >
                    Accept
                  </Button>
                </SpaceBetween>
              ) : null
            }
          >
            Whoever holds an address is sent everybody’s assertions. Accept it only if the app’s own people say that it
            is theirs.
            <ul>
              {[
                ...(data.held.acs ?? []).map(({ url }) => url),
                ...(data.held.logout ? [data.held.logout.url] : []),
              ].map((url) => (
                <li key={url}>{url}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
        {data.failure ? (
          <Alert type="error" header="What was read before holds on">
            {data.failure.detail}
          </Alert>
        ) : null}
        <KeyValuePairs
          columns={3}
          minColumnWidth={240}
          items={[
            { label: 'State', value: <StatusIndicator type={type}>{words}</StatusIndicator> },
            { label: 'Address', value: app.metadataUrl },
            { label: 'Signature', value: app.metadataCertificate ? 'Must be signed' : 'Not asked for' },
            { label: 'Asked last', value: <When at={data.checkedAt} /> },
            { label: 'Asked next', value: <When at={data.nextAt} /> },
            { label: 'Changed the app last', value: <When at={data.changedAt} /> },
            { label: 'Good until', value: <When at={data.validUntil} none="No end" /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
