import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { RuleChecks } from '../../patterns/rule-checks.tsx';
import type { Thing } from '../../api/client.ts';

type Preview = Thing<'AwsRolePreview'>;

/** What AWS would be told, value by value, and the bookmark by which it is tried. */
export const RolePreview = ({ preview }: { readonly preview: Preview }): ReactNode => (
  <div aria-live="polite">
    <SpaceBetween size="m">
      <StatusIndicator type={preview.isAssigned ? 'success' : 'error'} wrapText>
        {preview.isAssigned
          ? 'The role is assigned to the user.'
          : 'The role is assigned neither to the user nor to a group of theirs: Samlet would send nothing.'}
      </StatusIndicator>
      <RuleChecks checks={preview.checks} />
      <KeyValuePairs
        columns={1}
        items={[
          { label: 'Audience', value: preview.audience },
          { label: 'Recipient (SAML:aud)', value: preview.recipients.join(', ') },
          {
            label: 'NameID',
            value: (
              <>
                {preview.nameId.value}{' '}
                <Box variant="small" color="text-body-secondary">
                  {preview.nameId.format}
                </Box>
              </>
            ),
          },
          ...preview.attributes.map(({ name, values }) => ({ label: shortOf(name), value: values.join(', ') })),
          ...(preview.relayState === undefined ? [] : [{ label: 'RelayState', value: preview.relayState }]),
        ]}
      />
      <Button iconName="external" href={preview.launchUrl} target="_blank">
        Try it as yourself
      </Button>
    </SpaceBetween>
  </div>
);

/** AWS's attributes all begin alike; what tells them apart is read. */
const shortOf = (name: string): string => name.replace('https://aws.amazon.com/SAML/Attributes/', '…/');
