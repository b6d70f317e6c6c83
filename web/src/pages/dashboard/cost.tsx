import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { dollarText, type Figures, monthText, numberText } from './dashboard-data.ts';

const round = (quantity: number): number => (quantity < 10 ? Math.round(quantity * 100) / 100 : Math.round(quantity));

/** What the month costs so far, line by line. */
export function Cost({ figures: { cost } }: { readonly figures: Figures }): ReactNode {
  const lines = cost.lines.toSorted((a, b) => b.dollars - a.dollars);
  return (
    <ExpandableSection
      variant="container"
      headerText={`What ${monthText(cost.month)} costs: about ${dollarText(cost.dollars)}`}
      headerDescription={`An estimate by list prices of ${cost.region} as of ${cost.pricesAsOf}, without free tiers and taxes. Signatures, mails and keys are counted; the rest is reckoned from the sign-ins and changes that were.`}
    >
      <Table
        variant="embedded"
        items={lines}
        columnDefinitions={[
          { id: 'service', header: 'Service', cell: ({ service }) => service, isRowHeader: true },
          { id: 'what', header: 'What', cell: ({ what }) => what },
          {
            id: 'quantity',
            header: 'How many',
            cell: ({ quantity, isCounted }) => `${isCounted ? '' : 'about '}${numberText(round(quantity))}`,
          },
          { id: 'dollars', header: 'Cost', cell: ({ dollars }) => dollarText(dollars) },
        ]}
        empty={<Box>Nothing was counted.</Box>}
      />
    </ExpandableSection>
  );
}
