import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ChoiceField, FieldFrame, SwitchField, TextAreaField, TextField, useForm } from '../../patterns/fields.tsx';
import Input from '@cloudscape-design/components/input';
import { AcsField } from './acs-field.tsx';
import { AttributesField } from './attributes-field.tsx';
import { CertificateFields } from './certificate-fields.tsx';
import { NAME_ID_FORMATS, PROFILE_FIELDS } from './field-options.ts';

const Section = ({
  title,
  description,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}): ReactNode => (
  <Container
    header={
      <Header variant="h2" {...(description ? { description } : {})}>
        {title}
      </Header>
    }
  >
    <SpaceBetween size="l">{children}</SpaceBetween>
  </Container>
);

/** A whole number, or nothing. */
function NumberField({
  name,
  label,
  description,
  constraint,
}: {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly constraint: string;
}): ReactNode {
  const { values, set } = useForm();
  const value = values[name];
  return (
    <FieldFrame name={name} label={label} description={description} constraint={constraint}>
      <Input
        type="number"
        value={typeof value === 'number' ? String(value) : ''}
        onChange={({ detail }) => set(name, detail.value === '' ? undefined : Number(detail.value))}
      />
    </FieldFrame>
  );
}

/** Hosts, one a line. */
function HostsField(): ReactNode {
  const { values, set } = useForm();
  const hosts = (values['relayStateHosts'] ?? []) as readonly string[];
  return (
    <FieldFrame
      name="relayStateHosts"
      label="Hosts of deep links"
      description="Where a bookmark of the app may lead: hosts, or *. before a domain, parted by spaces."
    >
      <Input
        value={hosts.join(' ')}
        placeholder="wiki.example.com *.docs.example.com"
        onChange={({ detail }) => set('relayStateHosts', detail.value === '' ? [] : detail.value.split(' '))}
      />
    </FieldFrame>
  );
}

/** Where the app hears of logout. */
function LogoutField(): ReactNode {
  const { values, set, faultAt } = useForm();
  const logout = values['logout'] as { binding: string; url: string; responseUrl?: string } | null | undefined;
  return (
    <FieldFrame
      name="logout"
      label="Logout URL"
      description="The app’s single logout service. Leave it empty where the app has none."
      constraint={faultAt('/logout/url') ?? 'Told by a form (POST) unless it was taken from metadata.'}
    >
      <Input
        value={logout?.url ?? ''}
        autoComplete={false}
        invalid={faultAt('/logout/url') !== undefined}
        onChange={({ detail }) =>
          set('logout', detail.value === '' ? undefined : { ...(logout ?? { binding: 'post' }), url: detail.value })
        }
      />
    </FieldFrame>
  );
}

/** Every field of an app, what few need folded away. `isNew` for one whose entity ID is still to be said. */
export function AppFields({ isNew }: { readonly isNew: boolean }): ReactNode {
  return (
    <SpaceBetween size="l">
      <Section title="Basics">
        <TextField name="name" label="Name" description="What people see in the portal." isRequired />
        <TextField name="description" label="Description" />
        {isNew ? (
          <TextField
            name="entityId"
            label="SP entity ID"
            description="The app’s own name in SAML, also called issuer or audience. It never changes."
            isRequired
          />
        ) : null}
        <AcsField />
        <TextField
          name="startUrl"
          label="Start URL"
          description="Where the tile leads when the app begins the sign-in itself."
        />
      </Section>
      <Section
        title="What the app is told"
        description="NameID and attributes. The preview shows them for a user before anything is saved."
      >
        <ChoiceField name="nameIdFormat" label="NameID format" options={NAME_ID_FORMATS} isRequired />
        <ChoiceField
          name="nameIdField"
          label="NameID source"
          description="What the NameID holds, in place of what its format usually holds."
          options={[{ value: '', label: 'What the format usually holds' }, ...PROFILE_FIELDS]}
        />
        <AttributesField />
      </Section>
      <Section title="Signing and flow">
        <SwitchField name="signAssertion" label="Sign assertion" description="Most apps want this one." />
        <SwitchField name="signResponse" label="Sign response" description="Beside the assertion, or in its place." />
        <SwitchField
          name="idpInitiated"
          label="IdP-initiated sign-in"
          description="The portal’s tile sends a response that was not asked for. Off, unless the app knows nothing else."
        />
        <TextField
          name="relayState"
          label="RelayState"
          description="What such a response carries: mostly the page to land on."
        />
        <SwitchField
          name="overrideRelayState"
          label="Override RelayState"
          description="Replaces also what the app itself sends with its request."
        />
      </Section>
      <ExpandableSection
        variant="container"
        headerText="Advanced settings"
        headerDescription="Logout, encryption, signed requests, metadata, the portal."
      >
        <SpaceBetween size="l">
          <LogoutField />
          <SwitchField
            name="requestsSigned"
            label="Requests must be signed"
            description="Unsigned requests of the app are refused. It needs a signing certificate."
          />
          <CertificateFields />
          <ChoiceField
            name="encryptionAlgorithm"
            label="Encryption algorithm"
            options={[
              { value: 'aes256-gcm', label: 'AES-256-GCM', description: 'The default' },
              { value: 'aes128-gcm', label: 'AES-128-GCM' },
            ]}
          />
          <NumberField
            name="sessionSeconds"
            label="Session of the app"
            description="Seconds that the app may keep its own session."
            constraint="60 to 86,400"
          />
          <HostsField />
          <TextField
            name="metadataUrl"
            label="Metadata URL"
            description="Read again every day. Keys are taken; addresses on new hosts wait for you."
          />
          <TextAreaField
            name="metadataCertificate"
            label="Metadata certificate"
            description="If the metadata must be signed, by whom."
            rows={3}
          />
          <SwitchField
            name="showInPortal"
            label="Show in the portal"
            description="Off for apps that begin elsewhere, such as a VPN client."
          />
          <SwitchField name="enabled" label="Enabled" description="Off, and nobody is let in." />
          <TextAreaField name="notes" label="Notes" description="For administrators alone." rows={3} />
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  );
}
