import AppLayout from '@cloudscape-design/components/app-layout';
import { type ReactNode, Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { Help } from './help.tsx';
import { Navigation } from './navigation.tsx';
import { NoticeBar } from './notices.tsx';
import type { PageDefinition } from './page-definition.ts';
import { PageNameProvider } from './page-name.tsx';
import { TopBar } from './top-bar.tsx';
import { Waiting } from './waiting.tsx';

/** The frame around every page: top bar, navigation, breadcrumbs, notices and help. */
export const Frame = ({ pages }: { readonly pages: readonly PageDefinition[] }): ReactNode => (
  <Suspense fallback={<Waiting />}>
    <PageNameProvider>
      <TopBar />
      <Layout pages={pages} />
    </PageNameProvider>
  </Suspense>
);

function Layout({ pages }: { readonly pages: readonly PageDefinition[] }): ReactNode {
  const [isHelpOpen, setHelpOpen] = useState(false);
  return (
    <AppLayout
      headerSelector="#top-bar"
      navigation={<Navigation pages={pages} />}
      breadcrumbs={<Breadcrumbs pages={pages} />}
      notifications={<NoticeBar />}
      stickyNotifications
      tools={<Help pages={pages} />}
      toolsOpen={isHelpOpen}
      onToolsChange={({ detail }) => setHelpOpen(detail.open)}
      content={
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      }
    />
  );
}
