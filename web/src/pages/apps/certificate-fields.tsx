import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';
import { TextAreaField, useForm } from '../../patterns/fields.tsx';

/** What the app signs its requests with, and what is encrypted to it. */
export function CertificateFields(): ReactNode {
  const { values, set, faultAt } = useForm();
  const items = (values['signingCertificates'] ?? []) as readonly string[];
  return (
    <SpaceBetween size="l">
      <FormField
        label={
          <>
            Signing certificates <i>– optional</i>
          </>
        }
        description="Any of them may verify what the app signs. PEM, or the base64 of its metadata."
        errorText={faultAt('/signingCertificates')}
        stretch
      >
        <SpaceBetween size="s">
          {items.map((text, at) => (
            // A certificate has no name of its own before it is read: its place is what tells it apart.
            // oxlint-disable-next-line react/no-array-index-key
            <FormField key={at} errorText={faultAt(`/signingCertificates/${at}`)} stretch>
              <SpaceBetween size="xxs">
                <Textarea
                  rows={3}
                  value={text}
                  ariaLabel={`Signing certificate ${at + 1}`}
                  onChange={({ detail }) =>
                    set(
                      'signingCertificates',
                      items.map((one, index) => (index === at ? detail.value : one)),
                    )
                  }
                />
                <Button
                  formAction="none"
                  ariaLabel={`Remove signing certificate ${at + 1}`}
                  onClick={() =>
                    set(
                      'signingCertificates',
                      items.filter((_one, index) => index !== at),
                    )
                  }
                >
                  Remove
                </Button>
              </SpaceBetween>
            </FormField>
          ))}
          <Button
            formAction="none"
            disabled={items.length >= 10}
            onClick={() => set('signingCertificates', [...items, ''])}
          >
            Add certificate
          </Button>
        </SpaceBetween>
      </FormField>
      <TextAreaField
        name="encryptionCertificate"
        label="Encryption certificate"
        description="With it assertions are encrypted for the app. RSA alone."
        rows={3}
      />
    </SpaceBetween>
  );
}
