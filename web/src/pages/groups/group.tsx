import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { type ReactNode, Suspense } from 'react';
import { AccessOf } from '../../patterns/access.tsx';
import { CopyText } from '../../patterns/copy-text.tsx';
import { When } from '../../patterns/when.tsx';
import { usePageName } from '../../shell/page-name.tsx';
import { Waiting } from '../../shell/waiting.tsx';
import { GroupActions } from './group-actions.tsx';
import { type Group, useGroup } from './group-data.ts';
import { GroupMembers } from './group-members.tsx';

/** One group: its members, and what is assigned to it. */
export function Page(): ReactNode {
  const { value: group, version } = useGroup();
  usePageName(group.displayName);
  return (
    <ContentLayout
      header={
        <Header variant="h1" actions={<GroupActions group={group} version={version} />}>
          {group.displayName}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <GroupDetails group={group} />
        <Tabs
          tabs={[
            { id: 'members', label: 'Members', content: <GroupMembers groupId={group.id} /> },
            {
              id: 'access',
              label: 'Apps and roles',
              content: (
                <Suspense fallback={<Waiting />}>
                  <AccessOf of="groups" id={group.id} />
                </Suspense>
              ),
            },
          ]}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

const GroupDetails = ({ group }: { readonly group: Group }): ReactNode => (
  <Container header={<Header variant="h2">Details</Header>}>
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Description', value: group.description ?? '–' },
        { label: 'Group ID', value: <CopyText text={group.id} name="the group ID" /> },
        { label: 'Created', value: <When at={group.createdAt} /> },
        { label: 'Changed', value: <When at={group.updatedAt} /> },
        ...(group.externalId === undefined ? [] : [{ label: 'External ID', value: group.externalId }]),
      ]}
    />
  </Container>
);
