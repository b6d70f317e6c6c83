import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useState } from 'react';
import { ProblemText } from '../../shell/notices.tsx';
import { Waiting } from '../../shell/waiting.tsx';
import { Causes, TopApps, TopRoles } from './counted-lists.tsx';
import { Cost } from './cost.tsx';
import { useFigures } from './dashboard-data.ts';
import { Expiring } from './expiring.tsx';
import { KeyFigures } from './key-figures.tsx';
import { SignInsChart } from './sign-ins-chart.tsx';
import { Todo } from './todo.tsx';

const SPANS = [
  { id: '1', text: '1 day' },
  { id: '7', text: '7 days' },
  { id: '30', text: '30 days' },
  { id: '90', text: '90 days' },
] as const;

const HALVES = [{ colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }];

/** What happened, what ends soon, what needs doing, what it costs. */
export function Page(): ReactNode {
  const [days, setDays] = useState('7');
  const { data, error } = useFigures(days);
  const span = (
    <SegmentedControl
      label="How far back"
      selectedId={days}
      options={SPANS}
      onChange={({ detail }) => setDays(detail.selectedId)}
    />
  );
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={span}>
          Dashboard
        </Header>
      }
    >
      {data ? (
        <SpaceBetween size="l">
          <KeyFigures figures={data} />
          <Todo figures={data} />
          <SignInsChart figures={data} />
          <Grid gridDefinition={HALVES}>
            <TopRoles figures={data} />
            <TopApps figures={data} />
          </Grid>
          <Grid gridDefinition={HALVES}>
            <Causes figures={data} />
            <Expiring figures={data} />
          </Grid>
          <Cost figures={data} />
        </SpaceBetween>
      ) : error ? (
        <Alert type="error" header="The figures could not be read">
          <ProblemText error={error} />
        </Alert>
      ) : (
        <Waiting />
      )}
    </ContentLayout>
  );
}
