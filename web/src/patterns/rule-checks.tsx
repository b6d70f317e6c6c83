import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Thing } from '../api/client.ts';

/** A rule of SAML or AWS, and whether it is kept. */
export type RuleCheck = Thing<'AppPreview'>['checks'][number];

const TYPES: Readonly<Record<RuleCheck['outcome'], StatusIndicatorProps.Type>> = {
  ok: 'success',
  failed: 'error',
  warning: 'warning',
  unknown: 'pending',
};

const Line = ({
  check: { rule, outcome, found, explanation, whatToDo, source },
}: {
  readonly check: RuleCheck;
}): ReactNode => (
  <div>
    <StatusIndicator type={TYPES[outcome]} wrapText>
      {rule}
    </StatusIndicator>
    {outcome === 'ok' ? null : (
      <Box padding={{ left: 'l' }} color="text-body-secondary" variant="small" display="block">
        {[found === undefined ? '' : `Found: ${found}.`, explanation, whatToDo, `(${source})`]
          .filter(Boolean)
          .join(' ')}
      </Box>
    )}
  </div>
);

/** What is broken, in words, and behind a fold everything that was looked at. */
export function RuleChecks({ checks }: { readonly checks: readonly RuleCheck[] }): ReactNode {
  if (checks.length === 0) return null;
  const broken = checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning');
  const kept = checks.filter(({ outcome }) => outcome === 'ok').length;
  return (
    <SpaceBetween size="xs">
      {broken.map((check) => (
        <Line key={check.id} check={check} />
      ))}
      <ExpandableSection headerText={`${kept} of ${checks.length} rules of SAML and AWS are kept`}>
        <SpaceBetween size="xxs">
          {checks.map((check) => (
            <Line key={check.id} check={check} />
          ))}
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
