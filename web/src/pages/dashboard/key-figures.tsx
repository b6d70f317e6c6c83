import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import type { ReactNode } from 'react';
import { type Figures, dollarText, numberText } from './dashboard-data.ts';

/** The figures that are looked at first. */
export function KeyFigures({ figures: { totals, cost } }: { readonly figures: Figures }): ReactNode {
  const share = totals.signIns + totals.refused;
  const figures = [
    ['Sign-ins', numberText(totals.signIns)],
    ['Refused', share === 0 ? '0' : `${numberText(totals.refused)} (${Math.round((100 * totals.refused) / share)} %)`],
    ['Changes', numberText(totals.changes)],
    ['Signatures', numberText(totals.signatures)],
    ['Mails', numberText(totals.mails)],
    ['This month, estimated', dollarText(cost.dollars)],
  ] as const;
  return (
    <Container>
      <ColumnLayout columns={figures.length} minColumnWidth={130}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <Box variant="awsui-key-label">{name}</Box>
            <Box fontSize="heading-l" fontWeight="bold">
              {value}
            </Box>
          </div>
        ))}
      </ColumnLayout>
    </Container>
  );
}
