import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import type { Thing } from '../api/client.ts';

type Check = Thing<'Check'>;

const KINDS = { failed: 'error', warning: 'warning', unknown: 'info', ok: 'success' } as const;

/** Rules and what they came to: what is broken first and in full, what is kept folded away. */
export function ChecksView({ checks }: { readonly checks: readonly Check[] }): ReactNode {
  const of = (outcome: Check['outcome']): readonly Check[] => checks.filter((check) => check.outcome === outcome);
  const kept = of('ok');
  return (
    <SpaceBetween size="s">
      {[...of('failed'), ...of('warning'), ...of('unknown')].map((check) => (
        <Finding key={check.id} check={check} />
      ))}
      {kept.length === 0 ? null : (
        <ExpandableSection headerText={kept.length === 1 ? '1 rule is kept' : `${kept.length} rules are kept`}>
          <SpaceBetween size="xs">
            {kept.map(({ id, rule, source, found }) => (
              <div key={id}>
                <StatusIndicator type="success" wrapText>
                  {rule}
                </StatusIndicator>
                <Box variant="small" color="text-body-secondary" display="block">
                  {found === undefined ? source : `${found} · ${source}`}
                </Box>
              </div>
            ))}
          </SpaceBetween>
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}

/** A rule that is broken, or of which something is to be said. */
const Finding = ({ check }: { readonly check: Check }): ReactNode => (
  <Alert type={KINDS[check.outcome]} header={check.rule} statusIconAriaLabel={WORDS[check.outcome]}>
    <SpaceBetween size="xxs">
      {check.explanation === undefined ? null : <span>{check.explanation}</span>}
      {check.whatToDo === undefined ? null : (
        <span>
          <strong>What to do:</strong> {check.whatToDo}
        </span>
      )}
      {check.found === undefined ? null : <span className="found">Found: {check.found}</span>}
      <Box variant="small" color="text-body-secondary">
        {check.source}
      </Box>
    </SpaceBetween>
  </Alert>
);

const WORDS = { failed: 'Broken', warning: 'Warning', unknown: 'Cannot be said', ok: 'Kept' } as const;
