import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps from '@cloudscape-design/components/steps';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { ChecksView } from '../../patterns/checks-view.tsx';
import { CopyText } from '../../patterns/copy-text.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { usePageName } from '../../shell/page-name.tsx';
import { TraceMessages } from './trace-messages.tsx';
import { TraceOutcome } from './trace-outcome.tsx';

type Trace = Thing<'Trace'>;

/** One sign-in: what was asked, what was decided, what was answered, and what is to be said of it. */
export function Page(): ReactNode {
  const { traceId = '' } = useParams();
  const { data: trace } = useSuspenseQuery({
    queryKey: ['traces', traceId],
    queryFn: ({ signal }) => bodyOf(api.GET('/admin/v1/traces/{traceId}', { signal, params: { path: { traceId } } })),
  });
  usePageName(targetOf(trace));
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={<When at={trace.at} />}>
          Sign-in to {targetOf(trace)}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Decision trace={trace} />
        <Details trace={trace} />
        <Container header={<Header variant="h2">Steps</Header>}>
          <Steps
            ariaLabel="Steps of the sign-in"
            steps={trace.steps.map(({ at, what }, index) => ({
              header: what,
              details: at.slice(11, 23),
              status: statusOf(trace, index),
              statusIconAriaLabel: statusOf(trace, index),
            }))}
          />
        </Container>
        <Container
          header={
            <Header variant="h2" description="The response, held against the rules of SAML and of the app’s kind.">
              Findings
            </Header>
          }
        >
          {trace.checks.length === 0 ? (
            <Box color="text-body-secondary">Nothing was sent, so there is nothing to check.</Box>
          ) : (
            <ChecksView checks={trace.checks} />
          )}
        </Container>
        <TraceMessages trace={trace} />
      </SpaceBetween>
    </ContentLayout>
  );
}

const targetOf = ({ role, app }: Trace): string =>
  role ? `${role.name} in ${role.accountId}` : (app?.name ?? 'an app that is not known');

const statusOf = ({ outcome, steps }: Trace, index: number): 'success' | 'warning' | 'error' => {
  if (index < steps.length - 1 || outcome === 'issued') return 'success';
  return outcome === 'told' ? 'warning' : 'error';
};

const Decision = ({ trace: { outcome, decision } }: { readonly trace: Trace }): ReactNode => (
  <Alert type={outcome === 'issued' ? 'success' : outcome === 'told' ? 'warning' : 'error'} header={decision.words}>
    {decision.cause === undefined ? null : <p>{decision.cause}</p>}
    {decision.whatToDo === undefined ? null : (
      <ul>
        {decision.whatToDo.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    )}
  </Alert>
);

const Details = ({ trace }: { readonly trace: Trace }): ReactNode => (
  <Container
    header={
      <Header
        variant="h2"
        description={trace.isRedacted ? 'Personal data is redacted: your role does not show it.' : undefined}
      >
        Details
      </Header>
    }
  >
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Outcome', value: <TraceOutcome outcome={trace.outcome} /> },
        {
          label: 'User',
          value: trace.user ? (
            <PageLink to={`/users/${trace.user.id}`}>{trace.user.userName}</PageLink>
          ) : (
            'Nobody known'
          ),
        },
        { label: 'App', value: trace.app ? <PageLink to={`/apps/${trace.app.id}`}>{trace.app.name}</PageLink> : '–' },
        { label: 'Entrance', value: ENTRANCES[trace.entrance] },
        { label: 'Decided by', value: trace.code === undefined ? trace.reason : `${trace.code}: ${trace.reason}` },
        { label: 'Address', value: trace.viewer.ip || '–' },
        { label: 'Browser', value: trace.viewer.userAgent || '–' },
        { label: 'Request number', value: <CopyText text={trace.id} name="the request number" /> },
        ...(trace.relayState === undefined ? [] : [{ label: 'RelayState', value: trace.relayState }]),
      ]}
    />
  </Container>
);

const ENTRANCES = {
  request: 'A request of the app',
  app: 'The app’s tile',
  role: 'A role, from the portal or a bookmark',
} as const;
