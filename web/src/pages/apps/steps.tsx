import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

/** What is done on the other side, what to know of it, and where its maker says so: as text, since nothing else is loaded. */
export function PresetSteps({
  steps,
  limits = [],
  links = [],
  unverified,
}: {
  readonly steps: readonly string[];
  readonly limits?: readonly string[];
  readonly links?: readonly string[];
  readonly unverified?: string | undefined;
}): ReactNode {
  if (steps.length + limits.length === 0 && !unverified) return null;
  return (
    <Container header={<Header variant="h2">On the app’s side</Header>}>
      <SpaceBetween size="m">
        {steps.length === 0 ? null : (
          <ol>
            {steps.map((step) => (
              <li key={step}>
                <Box padding={{ bottom: 'xxs' }}>{step}</Box>
              </li>
            ))}
          </ol>
        )}
        {limits.length === 0 ? null : (
          <Box>
            <Box variant="h3">To know</Box>
            <ul>
              {limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </Box>
        )}
        {unverified ? (
          <Alert type="info" header="Not verified">
            {unverified} Compare it with what the app shows before you rely on it.
          </Alert>
        ) : null}
        {links.length === 0 ? null : <Box color="text-body-secondary">Its own documents: {links.join(', ')}</Box>}
      </SpaceBetween>
    </Container>
  );
}
