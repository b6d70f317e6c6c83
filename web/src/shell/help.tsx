import Box from '@cloudscape-design/components/box';
import HelpPanel from '@cloudscape-design/components/help-panel';
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { matchPath, useLocation } from 'react-router';
import type { PageDefinition } from './page-definition.ts';

/** What the page that is open is for, and which document says more. */
export function Help({ pages }: { readonly pages: readonly PageDefinition[] }): ReactNode {
  const { pathname } = useLocation();
  const page = pages.find(({ path }) => matchPath(`/${path}`, pathname));
  return (
    <HelpPanel
      header={<h2>{page?.title ?? 'The console'}</h2>}
      footer={
        <>
          <h3>Learn more</h3>
          <Box>
            <Box variant="code">docs/{page?.document ?? 'console.md'}</Box> of your copy of Samlet
          </Box>
          <Link external href="/admin/v1/openapi.json">
            The admin API, by which all of it can be done
          </Link>
        </>
      }
    >
      <p>{page?.help ?? 'Everything here is done by the admin API: the console has no rights of its own.'}</p>
    </HelpPanel>
  );
}
