import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { When } from '../../patterns/when.tsx';
import { type Figures, numberText } from './dashboard-data.ts';

const HOUR_MS = 3_600_000;

const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', timeZone: 'UTC' });
const HOUR = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** Every step of the span, also those in which nobody signed in. */
function stepsOf({ days, from }: Figures): string[] {
  const length = days <= 2 ? HOUR_MS : 24 * HOUR_MS;
  const steps: string[] = [];
  for (let at = Math.floor(Date.parse(from) / length) * length; at <= Date.now(); at += length)
    steps.push(new Date(at).toISOString());
  return steps;
}

/** Sign-ins over time, by how they ended. */
export function SignInsChart({ figures }: { readonly figures: Figures }): ReactNode {
  const steps = stepsOf(figures);
  const byTime = new Map(figures.signIns.map((step) => [step.at, step]));
  const text = (at: string): string => (figures.days <= 2 ? HOUR : DAY).format(new Date(at));
  const data = (outcome: 'success' | 'refused') =>
    steps.map((at) => ({ x: text(at), y: byTime.get(at)?.[outcome] ?? 0 }));
  const most = Math.max(4, ...figures.signIns.map(({ success, refused }) => success + refused));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            figures.countedTo ? (
              <>
                Counted to <When at={figures.countedTo} />
              </>
            ) : (
              'Nothing has been counted yet'
            )
          }
        >
          Sign-ins
        </Header>
      }
    >
      <BarChart
        series={[
          { title: 'Let in', type: 'bar', data: data('success'), valueFormatter: numberText },
          { title: 'Refused', type: 'bar', data: data('refused'), valueFormatter: numberText },
        ]}
        xDomain={steps.map(text)}
        yDomain={[0, most]}
        xTitle={figures.days <= 2 ? 'Hour' : 'Day (UTC)'}
        yTitle="Sign-ins"
        height={220}
        stackedBars
        hideFilter
        ariaLabel="Sign-ins over time"
        i18nStrings={{
          legendAriaLabel: 'Legend',
          chartAriaRoleDescription: 'bar chart',
          yTickFormatter: (y) => (Number.isInteger(y) ? numberText(y) : ''),
        }}
        empty={<Box textAlign="center">Nobody signed in.</Box>}
      />
    </Container>
  );
}
