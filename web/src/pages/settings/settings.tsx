import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { BrandingTab } from './branding.tsx';
import { MailTab } from './mail.tsx';
import { PasswordsTab, ProductTab, SessionsTab, TracingTab } from './rules.tsx';
import { useSettings } from './section.ts';

/** A form begins with what was read when it was opened; after it was saved it begins anew. */
export function Page(): ReactNode {
  const [query, setQuery] = useSearchParams();
  const { version } = useSettings();
  const tab = (id: string, label: string, content: ReactNode) => ({ id, label, content });
  return (
    <ContentLayout header={<Header variant="h1">Settings</Header>}>
      <Tabs
        activeTabId={query.get('tab') ?? 'branding'}
        onChange={({ detail }) => setQuery({ tab: detail.activeTabId })}
        tabs={[
          tab('branding', 'Branding', <BrandingTab key={version} />),
          tab('mail', 'Mail', <MailTab key={version} />),
          tab('sessions', 'Sessions', <SessionsTab key={version} />),
          tab('passwords', 'Passwords', <PasswordsTab key={version} />),
          tab('product', 'Product', <ProductTab key={version} />),
          tab('tracing', 'Tracing', <TracingTab key={version} />),
        ]}
      />
    </ContentLayout>
  );
}
