import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type ReactNode, useState } from 'react';
import type { Thing } from '../../api/client.ts';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { TextField, useForm } from '../../patterns/fields.tsx';
import { MailPreview } from './mail-preview.tsx';
import { useSectionForm } from './section.ts';

type Kind = Thing<'MailTest'>['kind'];
type Template = Thing<'MailTemplate'>;

const KINDS: readonly { readonly value: Kind; readonly label: string; readonly description: string }[] = [
  { value: 'activation', label: 'Activation', description: 'The link by which a new user sets a password' },
  { value: 'password-reset', label: 'Password reset', description: 'Asked for on the sign-in page' },
  { value: 'password-changed', label: 'Password changed', description: 'After a password was changed' },
  { value: 'welcome', label: 'Welcome', description: 'After the first password was set, where it is switched on' },
  {
    value: 'role-changed',
    label: 'Role changed',
    description: 'To owners, when somebody’s administrative role changes',
  },
  {
    value: 'recovery-used',
    label: 'Recovery used',
    description: 'To every owner, when one was let in again by npm run recover',
  },
];

/** Who mails are from, and what they say; each is seen and tried before it is saved. */
export function MailTab(): ReactNode {
  const form = useSectionForm('mail');
  const [kind, setKind] = useState<Kind>('activation');
  const labels = Object.fromEntries(KINDS.map(({ value, label }) => [value, label]));
  return (
    <SpaceBetween size="l">
      <EntityFormView form={form} submitText="Save mail" labels={{ ...labels, senderName: 'Sender’s name' }}>
        <SpaceBetween size="l">
          <Container header={<Header variant="h2">Sender</Header>}>
            <SpaceBetween size="l">
              <TextField name="senderName" label="Sender’s name" description="Empty: the name of the organisation." />
              <TextField
                name="replyTo"
                label="Answers go to"
                type="email"
                description="Empty: to the sender’s address."
              />
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">Templates</Header>}>
            <SpaceBetween size="l">
              <FormField label="Mail">
                <Select
                  options={KINDS}
                  selectedOption={KINDS.find(({ value }) => value === kind) ?? null}
                  onChange={({ detail }) => setKind(detail.selectedOption.value as Kind)}
                />
              </FormField>
              <TemplateFields kind={kind} />
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </EntityFormView>
      <MailPreview kind={kind} template={form.values[kind] as Template} />
    </SpaceBetween>
  );
}

/** Subject and body of one kind; faults stand beside each. */
function TemplateFields({ kind }: { readonly kind: Kind }): ReactNode {
  const { values, set, faults } = useForm();
  const template = values[kind] as Template;
  const faultAt = (field: string): string | undefined => {
    const own = faults.filter(({ pointer }) => pointer === `/${kind}/${field}`);
    return own.length > 0 ? own.map(({ detail }) => detail).join(' ') : undefined;
  };
  return (
    <SpaceBetween size="l">
      <FormField label="Subject" errorText={faultAt('subject')}>
        <Input value={template.subject} onChange={({ detail }) => set(kind, { ...template, subject: detail.value })} />
      </FormField>
      <FormField
        label="Text"
        description="An empty line begins a paragraph. A line [label]({{link}}) alone is a button, {{code}} alone a box to copy from."
        constraintText="{{displayName}}, {{organisation}}, {{signInUrl}}, {{support}}; with a link also {{link}}, {{code}}, {{until}}; {{facts}} where something is told"
        errorText={faultAt('body')}
      >
        <Textarea
          rows={14}
          value={template.body}
          onChange={({ detail }) => set(kind, { ...template, body: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  );
}
