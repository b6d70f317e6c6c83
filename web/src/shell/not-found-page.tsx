import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { PageLink } from '../patterns/page-link.tsx';
import { usePageName } from './page-name.tsx';

const TITLE = 'There is no such page';

/** What an address shows that leads to no page. */
export function NotFoundPage(): ReactNode {
  usePageName(TITLE);
  return (
    <ContentLayout header={<Header variant="h1">{TITLE}</Header>}>
      <Box variant="p">
        The address may be mistyped, or what it showed was deleted. <PageLink to="/">Go to the first page</PageLink>.
      </Box>
    </ContentLayout>
  );
}
