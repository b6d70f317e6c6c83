import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { Thing } from '../../api/client.ts';
import { ChecksView } from '../../patterns/checks-view.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { When } from '../../patterns/when.tsx';
import { XmlView } from '../../patterns/xml-view.tsx';
import { TraceOutcome } from './trace-outcome.tsx';

type Explanation = Thing<'Explanation'>;

/** What a pasted text is, why it came about, and what to do. */
export const Explained = ({ explanation }: { readonly explanation: Explanation }): ReactNode => (
  <SpaceBetween size="l">
    <Container header={<Header variant="h2">{explanation.title}</Header>}>
      <SpaceBetween size="m">
        <Box>{explanation.explanation}</Box>
        {explanation.traces.map(({ id, at, outcome }) => (
          <Box key={id}>
            <TraceOutcome outcome={outcome} />{' '}
            <PageLink to={`/traces/${encodeURIComponent(id)}`}>The trace of </PageLink>
            <When at={at} />
          </Box>
        ))}
        {explanation.events.map(({ id, at, action, target, outcome }) => (
          <Box key={id} color="text-body-secondary">
            In the audit: {action} on {target}, {outcome}, <When at={at} />
          </Box>
        ))}
        {explanation.checks.length === 0 ? null : <ChecksView checks={explanation.checks} />}
      </SpaceBetween>
    </Container>
    {explanation.errors.map((error) => (
      <KnownError key={error.id} error={error} />
    ))}
    {explanation.xml === undefined ? null : (
      <Container header={<Header variant="h2">Decoded</Header>}>
        <XmlView xml={explanation.xml} name="The decoded message" />
      </Container>
    )}
  </SpaceBetween>
);

const OWNERS = {
  'samlet-administrator': 'An administrator of Samlet',
  'aws-administrator': 'An administrator of the AWS account',
  'app-administrator': 'The administrator of the app',
  user: 'The user',
  aws: 'AWS',
} as const satisfies Record<Explanation['errors'][number]['causes'][number]['owner'], string>;

const KnownError = ({
  error: { from, text, causes },
}: {
  readonly error: Explanation['errors'][number];
}): ReactNode => (
  <Container
    header={
      <Header variant="h2" description={`Said by ${from}`}>
        {text}
      </Header>
    }
  >
    <SpaceBetween size="m">
      {causes.map(({ cause, owner, steps }) => (
        <div key={cause}>
          <Box variant="h3">{cause}</Box>
          <Box color="text-body-secondary">{OWNERS[owner]} can mend it:</Box>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      ))}
    </SpaceBetween>
  </Container>
);
