import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { EntityFormView } from '../../patterns/entity-form.tsx';
import { TextAreaField, TextField, useForm } from '../../patterns/fields.tsx';
import { BrandPreview } from './brand-preview.tsx';
import { LogoUpload } from './logo.tsx';
import { useSectionForm } from './section.ts';

const LABELS = { organisation: 'Name', accent: 'Colour on light pages', accentDark: 'Colour on dark pages' };

/** How the organisation shows itself, beside a picture of the sign-in page. */
export function BrandingTab(): ReactNode {
  const form = useSectionForm('branding');
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <EntityFormView form={form} submitText="Save branding" labels={LABELS}>
          <Container>
            <Fields />
          </Container>
        </EntityFormView>
        <BrandPreview values={form.values} />
      </ColumnLayout>
      <LogoUpload />
    </SpaceBetween>
  );
}

const Fields = (): ReactNode => (
  <SpaceBetween size="l">
    <TextField name="organisation" label="Name" isRequired description="In titles, beside the mark, in mails." />
    <TextField
      name="accent"
      label="Colour on light pages"
      constraint="#rrggbb, with a contrast of 4.5 to 1 to the page"
      description="Of buttons and links."
    />
    <TextField name="accentDark" label="Colour on dark pages" constraint="#rrggbb, bright enough for dark ground" />
    <TextField name="signInTitle" label="Title of the sign-in page" constraint="80 characters at the most" />
    <TextAreaField
      name="helpText"
      label="Help below the sign-in form"
      rows={3}
      constraint="400 characters at the most"
    />
    <TextField name="supportUrl" label="Help page" constraint="An https address" />
    <TextField name="supportMail" label="Help by mail" type="email" />
    <FooterLinks />
  </SpaceBetween>
);

interface FooterLink {
  readonly label: string;
  readonly url: string;
}

/** Up to five links below every page. */
function FooterLinks(): ReactNode {
  const { values, set, faults } = useForm();
  const links = (values['footerLinks'] ?? []) as readonly FooterLink[];
  const change = (at: number, part: Partial<FooterLink>): void =>
    set(
      'footerLinks',
      links.map((link, index) => (index === at ? { ...link, ...part } : link)),
    );
  const own = faults.filter(({ pointer }) => pointer.startsWith('/footerLinks'));
  return (
    <fieldset className="links">
      <SpaceBetween size="xs">
        <legend>Links below every page</legend>
        {links.map(({ label, url }, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- links have no names of their own
          <SpaceBetween key={at} direction="horizontal" size="xs">
            <Input
              ariaLabel={`Label of link ${at + 1}`}
              placeholder="Imprint"
              value={label}
              onChange={({ detail }) => change(at, { label: detail.value })}
            />
            <Input
              ariaLabel={`Address of link ${at + 1}`}
              placeholder="https://…"
              value={url}
              onChange={({ detail }) => change(at, { url: detail.value })}
            />
            <Button
              formAction="none"
              iconName="remove"
              ariaLabel={`Remove link ${at + 1}`}
              onClick={() => set('footerLinks', links.toSpliced(at, 1))}
            />
          </SpaceBetween>
        ))}
        {own.map(({ pointer, detail }) => (
          <Box key={pointer} color="text-status-error">
            Link {Number(pointer.split('/')[2] ?? 0) + 1}: {detail}
          </Box>
        ))}
        {links.length < 5 ? (
          <Button
            formAction="none"
            iconName="add-plus"
            onClick={() => set('footerLinks', [...links, { label: '', url: '' }])}
          >
            Add link
          </Button>
        ) : null}
      </SpaceBetween>
    </fieldset>
  );
}
