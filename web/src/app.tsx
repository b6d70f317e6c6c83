import { I18nProvider } from '@cloudscape-design/components/i18n';
import english from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RouterProvider } from 'react-router/dom';
import { queries } from './api/queries.ts';
import { router } from './router.tsx';
import { StepUp } from './session/step-up.tsx';
import { NoticesProvider } from './shell/notices.tsx';

/** The console: what every page may count on, around the pages. */
export const App = (): ReactNode => (
  <I18nProvider locale="en" messages={[english]}>
    <QueryClientProvider client={queries}>
      <NoticesProvider>
        <StepUp />
        <RouterProvider router={router} />
      </NoticesProvider>
    </QueryClientProvider>
  </I18nProvider>
);
