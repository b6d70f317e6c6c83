import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, bodyOf, type Thing } from '../../api/client.ts';
import { CopyText } from '../../patterns/copy-text.tsx';
import { DownloadButton } from '../../patterns/download-button.tsx';
import { PageLink } from '../../patterns/page-link.tsx';
import { PresetSteps } from './steps.tsx';

/** A public file of ours, by its path: whatever host the address names, it is this one. */
const fileAt = async (url: string): Promise<Blob> => (await fetch(new URL(url).pathname)).blob();

const fileName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .slice(0, 40);

/** What the app must be told of Samlet, the files that say so, and where both ways of signing in are tried. */
export function OurSide({ app }: { readonly app: Thing<'App'> }): ReactNode {
  const { data } = useSuspenseQuery({
    queryKey: ['apps', app.id, 'idp', app.version],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/admin/v1/apps/{appId}/idp', { signal, params: { path: { appId: app.id } } })),
  });
  const copied = (label: string, text: string | undefined) =>
    text === undefined ? [] : [{ label, value: <CopyText text={text} name={label} /> }];
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description="What the app’s administrator needs."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <DownloadButton fileName={`samlet-${fileName(app.name)}.xml`} load={() => fileAt(data.metadataUrl)}>
                  Metadata
                </DownloadButton>
                <DownloadButton fileName="samlet-certificate.pem" load={() => fileAt(data.certificateUrl)}>
                  Certificate
                </DownloadButton>
              </SpaceBetween>
            }
          >
            Samlet’s values
          </Header>
        }
      >
        <KeyValuePairs
          columns={2}
          minColumnWidth={240}
          items={[
            ...copied('IdP entity ID (issuer)', data.entityId),
            ...copied('SAML login URL', data.loginUrl),
            ...copied('SAML logout URL', data.logoutUrl),
            ...copied('Metadata URL', data.metadataUrl),
            ...copied('Certificate URL', data.certificateUrl),
            ...copied('SP entity ID', app.entityId),
            ...app.acs.map(({ url, isDefault }) => ({
              label: isDefault ? 'ACS URL (default)' : 'ACS URL',
              value: <CopyText text={url} />,
            })),
          ]}
        />
      </Container>
      <TestBoth app={app} launchUrl={data.launchUrl} startUrl={data.startUrl} />
      <PresetSteps steps={data.steps} limits={data.limits} />
      {app.notes ? (
        <Container header={<Header variant="h2">Notes</Header>}>
          <Box variant="p">{app.notes}</Box>
        </Container>
      ) : null}
    </SpaceBetween>
  );
}

/** Both ways of signing in, each in a tab of its own. */
function TestBoth({
  app,
  launchUrl,
  startUrl,
}: {
  readonly app: Thing<'App'>;
  readonly launchUrl: string | undefined;
  readonly startUrl: string | undefined;
}): ReactNode {
  if (app.kind === 'aws') {
    return (
      <Alert type="info">
        AWS is tried by a role: <PageLink to="/aws">open AWS access</PageLink>. It has no sign-in that begins on its
        side.
      </Alert>
    );
  }
  return (
    <Container
      header={
        <Header variant="h2" description="As yourself, in a new tab. The app must be assigned to you.">
          Try it
        </Header>
      }
    >
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs">
          <Button iconName="external" href={startUrl ?? ''} target="_blank" disabled={startUrl === undefined}>
            SP-initiated
          </Button>
          <Button iconName="external" href={launchUrl ?? ''} target="_blank" disabled={launchUrl === undefined}>
            IdP-initiated
          </Button>
        </SpaceBetween>
        {startUrl === undefined ? (
          <Box color="text-body-secondary">Give the app a start URL to try the sign-in that it begins.</Box>
        ) : null}
        {launchUrl === undefined ? (
          <Box color="text-body-secondary">IdP-initiated sign-in is off for this app.</Box>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
