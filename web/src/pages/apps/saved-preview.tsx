import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../api/client.ts';
import { type Principal, PrincipalSelect } from '../../patterns/principal-select.tsx';
import { RuleChecks } from '../../patterns/rule-checks.tsx';
import { ProblemText } from '../../shell/notices.tsx';
import { Findings, Released } from './preview-panel.tsx';

/** What an app that is registered would be told of a user. */
export function SavedPreview({ appId }: { readonly appId: string }): ReactNode {
  const [user, setUser] = useState<Principal>();
  const { data, error } = useQuery({
    queryKey: ['apps', appId, 'preview', user?.id ?? ''],
    enabled: user !== undefined,
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/admin/v1/apps/{appId}/preview', {
          signal,
          params: { path: { appId }, query: { userId: user?.id ?? '' } },
        }),
      ),
  });
  return (
    <Container header={<Header variant="h2">What the app would be told</Header>}>
      <SpaceBetween size="m">
        <PrincipalSelect label="User of the preview" chosen={user} onChoose={setUser} withGroups={false} />
        {error ? (
          <Box color="text-status-error">
            <ProblemText error={error} />
          </Box>
        ) : null}
        {data ? (
          <div aria-live="polite">
            <SpaceBetween size="m">
              <Findings findings={data.findings} />
              <RuleChecks checks={data.checks} />
              <Released {...data} />
            </SpaceBetween>
          </div>
        ) : null}
      </SpaceBetween>
    </Container>
  );
}
