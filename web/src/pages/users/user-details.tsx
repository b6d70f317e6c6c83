import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ReactNode } from 'react';
import { CopyText } from '../../patterns/copy-text.tsx';
import { When } from '../../patterns/when.tsx';
import { nameOf, type User } from './user-data.ts';
import { USER_LABELS } from './user-fields.tsx';
import { UserState } from './user-state.tsx';

/** Fields that are shown where they are filled in. */
const MORE = [
  'phoneNumber',
  'title',
  'department',
  'organization',
  'employeeNumber',
  'costCenter',
  'preferredLanguage',
  'externalId',
] as const;

/** What is written of a user. */
export const UserDetails = ({ user }: { readonly user: User }): ReactNode => (
  <Container header={<Header variant="h2">Details</Header>}>
    <KeyValuePairs
      columns={4}
      items={[
        { label: 'Name', value: nameOf(user) },
        { label: 'Mail address', value: user.email },
        { label: 'Status', value: <UserState user={user} /> },
        { label: 'User ID', value: <CopyText text={user.id} name="the user ID" /> },
        { label: 'Created', value: <When at={user.createdAt} /> },
        { label: 'Changed', value: <When at={user.updatedAt} /> },
        ...(user.adminRole === undefined ? [] : [{ label: 'Administrator', value: user.adminRole }]),
        ...MORE.flatMap((field) =>
          user[field] === undefined ? [] : [{ label: USER_LABELS[field] ?? field, value: user[field] }],
        ),
        ...Object.entries(user.custom ?? {}).map(([label, value]) => ({ label, value })),
      ]}
    />
  </Container>
);
