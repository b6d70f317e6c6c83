import ContentLayout from '@cloudscape-design/components/content-layout';
import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';

/** Where a fresh proof leads that another tab is waiting for. */
export const ProvedPage = (): ReactNode => (
  <ContentLayout header={<Header variant="h1">Thank you</Header>}>
    <Alert type="success" header="You can close this tab">
      The tab that you came from goes on by itself.
    </Alert>
  </ContentLayout>
);
