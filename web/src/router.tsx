import { createBrowserRouter, type RouteObject } from 'react-router';
import { PAGES } from './pages.ts';
import { FailedPage } from './shell/failed-page.tsx';
import { Frame } from './shell/frame.tsx';
import { Guarded } from './shell/guarded.tsx';
import { HomePage } from './shell/home-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { ProvedPage } from './shell/proved-page.tsx';
import type { PageDefinition } from './shell/page-definition.ts';
import { Waiting } from './shell/waiting.tsx';

/** A page's file is loaded when the page is opened; whoever may not see it is told so. */
const routeOf = ({ path, permission, load }: PageDefinition): RouteObject => ({
  path,
  errorElement: <FailedPage />,
  lazy: async () => {
    const { Page } = await load();
    return {
      element: (
        <Guarded permission={permission}>
          <Page />
        </Guarded>
      ),
    };
  },
});

/** Leads every address below `/console` to its page. */
export const router = createBrowserRouter(
  [
    {
      path: '/',
      element: <Frame pages={PAGES} />,
      errorElement: <FailedPage />,
      hydrateFallbackElement: <Waiting />,
      children: [
        { index: true, element: <HomePage pages={PAGES} /> },
        ...PAGES.map(routeOf),
        { path: 'proved', element: <ProvedPage /> },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ],
  { basename: '/console' },
);
