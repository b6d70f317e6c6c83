import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { TextAreaField, TextField } from '../../patterns/fields.tsx';
import { GROUP_LABELS } from './group-data.ts';

const labelled = (name: string): { name: string; label: string } => ({ name, label: GROUP_LABELS[name] ?? name });

/** The fields of a group, for a new one and for one that is changed. */
export const GroupFields = (): ReactNode => (
  <Container header={<Header variant="h2">Group</Header>}>
    <SpaceBetween size="l">
      <TextField {...labelled('displayName')} isRequired />
      <TextAreaField {...labelled('description')} rows={3} />
      <TextField {...labelled('externalId')} description="What another system calls this group." />
    </SpaceBetween>
  </Container>
);
