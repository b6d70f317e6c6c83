import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { PageLink } from '../../patterns/page-link.tsx';
import { causeText, type Figures, numberText } from './dashboard-data.ts';

interface Row {
  readonly key: string;
  readonly name: ReactNode;
  readonly count: number;
}

interface Counted {
  readonly title: string;
  readonly what: string;
  readonly rows: readonly Row[];
  readonly empty: string;
}

/** Names with their numbers, most first. */
const CountedList = ({ title, what, rows, empty }: Counted): ReactNode => (
  <Table
    items={rows}
    trackBy="key"
    header={<Header variant="h2">{title}</Header>}
    columnDefinitions={[
      { id: 'name', header: what, cell: ({ name }) => name, isRowHeader: true },
      { id: 'count', header: 'Times', cell: ({ count }) => numberText(count), width: 110 },
    ]}
    empty={<Box color="text-body-secondary">{empty}</Box>}
  />
);

interface Shown {
  readonly figures: Figures;
}

/** The roles that were taken most. */
export const TopRoles = ({ figures: { roles } }: Shown): ReactNode => (
  <CountedList
    title="AWS roles used"
    what="Account and role"
    empty="No role was taken."
    rows={roles.map(({ accountId, account, roleName, count }) => ({
      key: `${accountId}/${roleName}`,
      name: `${account ?? accountId} / ${roleName}`,
      count,
    }))}
  />
);

/** The apps that were opened most. */
export const TopApps = ({ figures: { apps } }: Shown): ReactNode => (
  <CountedList
    title="Apps used"
    what="App"
    empty="No app was opened."
    rows={apps.map(({ appId, name, count }) => ({
      key: appId,
      name: name === undefined ? `${appId} (deleted)` : <PageLink to={`/apps/${appId}`}>{name}</PageLink>,
      count,
    }))}
  />
);

/** Why sign-ins were refused. */
export const Causes = ({ figures: { causes } }: Shown): ReactNode => (
  <CountedList
    title="Refused sign-ins by cause"
    what="Cause"
    empty="No sign-in was refused."
    rows={causes.map(({ cause, count }) => ({
      key: cause,
      name: (
        <PageLink to={`/audit?action=sign-in.refuse&text=${encodeURIComponent(cause)}`}>{causeText(cause)}</PageLink>
      ),
      count,
    }))}
  />
);
