import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { type ReactNode, Suspense } from 'react';
import { AccessOf } from '../../patterns/access.tsx';
import { useMay } from '../../session/me.ts';
import { usePageName } from '../../shell/page-name.tsx';
import { Waiting } from '../../shell/waiting.tsx';
import { Timeline } from '../audit/timeline.tsx';
import { UserActions } from './user-actions.tsx';
import { useUser } from './user-data.ts';
import { UserDetails } from './user-details.tsx';
import { UserGroups } from './user-groups.tsx';
import { UserSessions } from './user-sessions.tsx';

/** One user: who it is, and everything that hangs on them. */
export function Page(): ReactNode {
  const { value: user, version } = useUser();
  const may = useMay();
  usePageName(user.userName);
  const tabs = [
    { id: 'groups', label: 'Groups', content: <UserGroups userId={user.id} /> },
    { id: 'access', label: 'Apps and roles', content: <AccessOf of="users" id={user.id} /> },
    ...(may('traces.read') ? [{ id: 'timeline', label: 'Timeline', content: <Timeline userId={user.id} /> }] : []),
    { id: 'sessions', label: 'Sessions', content: <UserSessions userId={user.id} /> },
  ];
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={<UserActions user={user} version={version} />}>
          {user.userName}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <UserDetails user={user} />
        <Tabs
          tabs={tabs.map(({ content, ...tab }) => ({
            ...tab,
            content: <Suspense fallback={<Waiting />}>{content}</Suspense>,
          }))}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
