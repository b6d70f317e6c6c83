import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { TextField } from '../../patterns/fields.tsx';
import { CustomFields } from './custom-fields.tsx';

/** What the fields of a user are called. */
export const USER_LABELS: Readonly<Record<string, string>> = {
  userName: 'User name',
  email: 'Mail address',
  givenName: 'Given name',
  familyName: 'Family name',
  displayName: 'Name to be shown',
  phoneNumber: 'Telephone',
  title: 'Title',
  department: 'Department',
  organization: 'Organization',
  employeeNumber: 'Employee number',
  costCenter: 'Cost centre',
  preferredLanguage: 'Preferred language',
  externalId: 'External ID',
  custom: 'Fields of your own',
};

const WORK = ['title', 'department', 'organization', 'employeeNumber', 'costCenter', 'phoneNumber'] as const;

const labelled = (name: string): { name: string; label: string } => ({ name, label: USER_LABELS[name] ?? name });

/** The fields of a user, for a new one and for one that is changed. */
export const UserFields = (): ReactNode => (
  <>
    <Container header={<Header variant="h2">Who it is</Header>}>
      <ColumnLayout columns={2}>
        <TextField {...labelled('userName')} isRequired description="What they type to sign in." />
        <TextField {...labelled('email')} isRequired type="email" description="Where activation and alerts are sent." />
        <TextField {...labelled('givenName')} />
        <TextField {...labelled('familyName')} />
        <TextField {...labelled('displayName')} />
        <TextField {...labelled('preferredLanguage')} constraint="A language tag, such as en or pt-BR" />
      </ColumnLayout>
    </Container>
    <ExpandableSection variant="container" headerText="At work" headerDescription="What apps may be told of them.">
      <ColumnLayout columns={2}>
        {WORK.map((name) => (
          <TextField key={name} {...labelled(name)} />
        ))}
        <TextField {...labelled('externalId')} description="What another system calls this user." />
      </ColumnLayout>
    </ExpandableSection>
    <ExpandableSection
      variant="container"
      headerText="Fields of your own"
      headerDescription="Names and values that apps and AWS sessions can be told."
    >
      <CustomFields />
    </ExpandableSection>
  </>
);
